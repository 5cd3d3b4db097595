import CReadline
import Glibc
import Language

/// Cells typed on a terminal that can't move its cursor: the terminal edits a line, and more are asked for while
/// something is open.
final class PlainReader: CellReader {
    private let stream: Stream

    init(_ stream: Stream) { self.stream = stream }

    func read(_ number: Int, text: String) -> CellInput {
        let prompt = "\(number) › "
        if !text.isEmpty { stream.write(text + "\n") }
        stream.write(prompt)
        var cell = text
        while true {
            stream.flush()
            guard let line = readLine() else { return ending(cell) }
            cell += cell.isEmpty ? line : "\n" + line
            if CellBuffer(cell, point: cell.utf8.count).isReady { return .text(cell) }
            stream.write(String(repeating: " ", count: prompt.count))
        }
    }

    private func readLine() -> String? {
        guard let line = tr_read_plain() else { return nil }
        defer { free(line) }
        return String(cString: line)
    }

    private func ending(_ cell: String) -> CellInput {
        let signal = tr_ending()
        stream.write("\n")
        stream.flush()
        if signal == SIGINT { return .interrupted }
        if signal > 0 { return .end(status: 128 + signal) }
        return cell.isEmpty ? .end(status: 0) : .text(cell)
    }
}
