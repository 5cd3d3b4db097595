import Language
import Signatures

/// Cells of the prompt: numbered, with their values under the names `_` and `_1`.
extension Session {
    /// The number of the cell that is run next.
    package var nextCell: Int { cells.count + 1 }

    /// Runs a cell of the prompt. Its value is shown, and `_` and `_N` stand for it from then on.
    ///
    /// A text that begins with `|>`, `>>` or `.name(` goes on from `_`. Under a `name`, such as a file's, the text is
    /// run as it stands.
    ///
    /// - Throws: a `SessionFailure`. What had run before the mistake stays done.
    package func runCell(_ text: String, named name: String? = nil) throws {
        interrupt.pointee = 0
        // An interrupt is the cell's that it stopped; what is shown afterwards is not to be stopped too.
        defer { interrupt.pointee = 0 }
        var record = CellRecord(number: nextCell, text: text, last: cells.last { $0.isShown }?.number)
        let before = generator
        do {
            let program = try program(
                of: Array(text.utf8), named: name ?? "cell \(record.number)", atPrompt: name == nil)
            record.statements = program.statements
            // Recorded before it runs, so that an example within it has a number to itself.
            cells.append(record)
            try requireShownValues(program)
            try requireSound(program)
            try run(program, into: main) { [unowned self] value, statement in
                show(value, isSilent: statement.isSilent, of: record.number)
            }
            finish(record.number, failure: nil, isRandom: generator != before)
        } catch {
            if cells.count < record.number { cells.append(record) }
            // Of a program that can't be compiled nothing runs.
            if error is CompileErrors { cells[record.number - 1].statements = [] }
            let failure = SessionFailure(error)
            finish(record.number, failure: failure, isRandom: generator != before)
            throw failure
        }
    }

    private func show(_ value: Value, isSilent: Bool, of number: Int) {
        if isSilent && value.type != .plot || value.isNone { return }
        output.show(value, in: self)
        cells[number - 1].isShown = true
        main["_"] = value
        main[cells[number - 1].valueName] = value
        for dropped in shownValues.keep(number, bytes: MemoryMeter.bytes(of: value)) {
            main[cells[dropped - 1].valueName] = nil
        }
    }

    /// A cell that mentions a value which no cell has shown is told so before any of it runs.
    private func requireShownValues(_ program: Program) throws {
        for (name, span) in Mentions(in: program.statements).places where main[name] == nil {
            guard let what = shownValue(named: name) else { continue }
            let number = cells.count
            cells[number - 1].statements = []
            throw Diagnostic(
                .name, "`\(name)` stands for the value \(what), and there is none", at: span,
                help: dropped(name)
                    ? "the oldest values under numbers make way once all take an eighth of the memory: give it a name"
                    : nil)
        }
    }

    /// Whether it stood for a value that made way for others.
    private func dropped(_ name: String) -> Bool {
        guard let number = Self.cellNumber(in: name), cells.indices.contains(number - 1) else { return false }
        return cells[number - 1].isShown
    }

    /// `shown last` for `_`, `of cell 3` for `_3`; nil for any other name.
    private func shownValue(named name: String) -> String? {
        if name == "_" { return "that was shown last" }
        return Self.cellNumber(in: name).map { "of cell \($0)" }
    }

    /// 3 of `_3`.
    package static func cellNumber(in name: String) -> Int? {
        name.hasPrefix("_") && name.dropFirst().allSatisfy(\.isNumber) ? Int(name.dropFirst()) : nil
    }

    private func finish(_ number: Int, failure: SessionFailure?, isRandom: Bool) {
        let statements = cells[number - 1].statements
        cells[number - 1].isRandom = isRandom
        cells[number - 1].diagnostics = failure?.diagnostics ?? []
        cells[number - 1].completed = failure.map { $0.statementsBefore(in: statements) } ?? statements.count
    }

    /// What the cells have defined, in order; not the values that they showed.
    package var variables: [(name: String, value: Value)] {
        main.definitions.filter { $0.name != "_" && Self.cellNumber(in: $0.name) == nil }
    }
}

extension SessionFailure {
    /// How many statements of a cell ran before the one that failed; 0 if that can't be told.
    fileprivate func statementsBefore(in statements: [Statement]) -> Int {
        let places = diagnostics.flatMap { $0.labels.map(\.span) + $0.calls.map(\.span) }
        let failed = statements.firstIndex { statement in
            places.contains { $0.source == statement.span.source && statement.span.contains($0.start) }
        }
        return failed ?? 0
    }
}
