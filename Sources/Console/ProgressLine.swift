import Language
import Library
import Models

/// How far a training has come: a bar that is drawn over itself on a terminal, now and then a line elsewhere.
struct ProgressLine {
    private let terminal: Terminal
    /// A terminal is redrawn at most this often, in seconds.
    private static let interval = 0.05
    /// Elsewhere a training writes about this many lines.
    private static let linesInAll = 5
    private static let widestBar = 20
    private var lastDrawn = 0.0
    /// Columns of the bar that stands on a line which has not been ended; 0 if none does.
    private var drawnWidth = 0

    init(_ terminal: Terminal) { self.terminal = terminal }

    mutating func show(_ progress: Progress) {
        terminal.canRedraw ? draw(progress) : writeLine(progress)
    }

    private mutating func draw(_ progress: Progress) {
        let isLast = progress.record != nil && progress.epoch == progress.epochs
        let now = monotonicSeconds()
        guard isLast || now - lastDrawn >= Self.interval else { return }
        lastDrawn = now
        let width = terminal.width
        let barWidth = min(Self.widestBar, width / 5)
        // A line as wide as the terminal would wrap, and then could not be drawn over.
        let text = fitting(parts(progress), to: width - barWidth - 2)
        writeErrors(erasure(in: width) + bar(progress, width: barWidth) + " " + text)
        drawnWidth = barWidth + 1 + displayWidth(text)
        if isLast { finish() }
    }

    /// Takes the bar off the screen. A terminal that became narrower has broken it into several rows.
    private func erasure(in width: Int) -> String {
        let above = rowsTaken(by: drawnWidth, in: width) - 1
        return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
    }

    /// Ends the line of a bar, before anything else is written: a training may end before its last epoch.
    mutating func finish() {
        if drawnWidth > 0 { writeErrors("\n") }
        drawnWidth = 0
    }

    private func writeLine(_ progress: Progress) {
        guard let record = progress.record else { return }
        let step = max(1, progress.epochs / Self.linesInAll)
        guard record.epoch == 1 || record.epoch % step == 0 || record.epoch == progress.epochs else { return }
        let width = terminal.isInteractive ? terminal.width : .max
        writeErrors(fitting(parts(progress), to: width) + "\n")
    }

    private func bar(_ progress: Progress, width: Int) -> String {
        let done = Double(progress.epoch - 1) + Double(progress.batch) / Double(max(1, progress.batches))
        let filled = Int((done / Double(max(1, progress.epochs)) * Double(width)).rounded())
        let shown = min(max(filled, 0), width)
        return terminal.style.green(String(repeating: "━", count: shown))
            + terminal.style.dim(String(repeating: "─", count: width - shown))
    }

    /// As many parts as fit, the first ones first: half a number would be a wrong one.
    private func fitting(_ parts: [String], to width: Int) -> String {
        parts.dropFirst().reduce(truncated(parts.first ?? "", to: max(1, width))) { text, part in
            displayWidth(text) + 2 + displayWidth(part) <= width ? text + "  " + part : text
        }
    }

    /// What there is to say of the training, the most important first.
    private func parts(_ progress: Progress) -> [String] {
        let epoch = padded("\(progress.epoch)", to: "\(progress.epochs)".count, right: true)
        var parts = ["epoch \(epoch)/\(progress.epochs)"]
        if let record = progress.record {
            parts += record.columns.map { "\($0.name) \(figure($0.value))" }
        } else {
            parts.append("loss \(figure(progress.loss))")
        }
        parts.append("\(groupedThousands(decimalText(progress.rowsPerSecond, "f", 0))) rows/s")
        if progress.epoch < progress.epochs { parts.append("\(duration(progress.secondsLeft)) left") }
        return parts
    }

    private func figure(_ number: Double) -> String {
        abs(number) < 1e6 ? decimalText(number, "f", 4) : decimalText(number, "g", 5)
    }

    private func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e6 else { return "?" }
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
