import Language
import Tensors

extension Session {
    /// What is wrong with a program that has not run, as far as that can be told, in the order of the text: errors are
    /// what surely ends it, warnings what would go wrong if it came to that place.
    ///
    /// Nothing that the program does happens: no file is written, nothing shown, no random number drawn.
    package func check(_ bytes: [UInt8], named name: String) throws -> [Diagnostic] {
        do {
            return try check(program(of: bytes, named: name))
        } catch let mistakes as CompileErrors {
            return mistakes.diagnostics
        }
    }

    /// - Throws: `CompileErrors` for what no program may contain.
    func check(_ program: Program) throws -> [Diagnostic] {
        let scratch = Module(name: "check")
        for definition in main.definitions { scratch[definition.name] = definition.value }
        _ = try Compiler.compile(program, into: scratch)
        let lines = sources[program.source].map { $0.bytes.count { $0 == UInt8(ascii: "\n") } } ?? 0
        let checker = Checker(self, lines: lines, programNames: program.assignedNames)
        onlyLooking { checker.check(program) }
        let found = checker.diagnostics + Remarks(program).found
        return found.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    }

    /// - Throws: the errors of a program that is sure to fail.
    func requireSound(_ program: Program) throws {
        let errors = try check(program).filter { $0.severity == .error }
        guard errors.isEmpty else { throw CompileErrors(diagnostics: errors) }
    }

    /// Runs `body`, which leaves nothing behind.
    private func onlyLooking(_ body: () -> Void) {
        let (output, draws, narrates, budget) = (output, generator, narrator.isOn, MemoryBudget.total)
        (isChecking, narrator.isOn, self.output) = (true, false, SilentOutput())
        MemoryBudget.setTotal(min(budget, MemoryBudget.used + Self.bytesForChecking))
        defer {
            (isChecking, narrator.isOn, self.output, generator) = (false, narrates, output, draws)
            MemoryBudget.setTotal(budget)
        }
        body()
    }

    /// What a program that is only looked at may take for its values: enough for small ones, so that no size which
    /// the program names costs time.
    private static let bytesForChecking = 4 << 20
}
