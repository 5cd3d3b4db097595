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
        var record = CellRecord(number: nextCell, text: text, last: cells.last { $0.isShown }?.number)
        let before = generator
        do {
            let program = try program(
                of: Array(text.utf8), named: name ?? "cell \(record.number)", atPrompt: name == nil)
            record.statements = program.statements
            // Recorded before it runs, so that an example within it has a number to itself.
            cells.append(record)
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
    }

    private func finish(_ number: Int, failure: SessionFailure?, isRandom: Bool) {
        let statements = cells[number - 1].statements
        cells[number - 1].isRandom = isRandom
        cells[number - 1].diagnostics = failure?.diagnostics ?? []
        cells[number - 1].completed = failure.map { $0.statementsBefore(in: statements) } ?? statements.count
    }

    /// What the cells have defined, in order; not the values that they showed.
    package var variables: [(name: String, value: Value)] {
        main.definitions.filter { definition in
            !(definition.name == "_"
                || definition.name.dropFirst().allSatisfy(\.isNumber) && definition.name.first == "_")
        }
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
