import Glibc

/// What was typed at this prompt and others, the oldest first. It is read when it is first asked for.
final class History {
    private(set) var entries: [String] = []
    private let file: HistoryFile?
    /// Says, once, why cells can't be kept.
    private let remark: (String) -> Void
    private var hasFailed = false
    private static let entryLimit = 10_000

    init(_ file: HistoryFile?, remark: @escaping (String) -> Void) {
        self.file = file
        self.remark = remark
    }

    /// Keeps a cell, for all prompts.
    func add(_ cell: String) {
        if let file, !hasFailed {
            let failure = file.append(cell)
            if failure == 0 { return }
            hasFailed = true
            refresh()
            let reason = strerror(failure).map { String(cString: $0) } ?? "error \(failure)"
            remark("the history can't be written, and ends with this session: \(reason)")
        }
        take([cell])
    }

    /// Takes in what was typed since it was last asked for, at other prompts too.
    func refresh() {
        guard let (cells, isWhole) = file?.readNew() else { return }
        if isWhole { entries = [] }
        take(cells)
    }

    /// The same cell twice in a row is one.
    private func take(_ cells: [String]) {
        for cell in cells where cell != entries.last { entries.append(cell) }
        if entries.count > Self.entryLimit { entries.removeFirst(entries.count - Self.entryLimit) }
    }
}
