import Signatures

/// A compiled program, or one cell of the prompt: what the machine runs.
package final class Unit {
    let main: Code
    let module: Module

    init(main: Code, module: Module) {
        self.main = main
        self.module = module
    }
}

/// Turns syntax trees into bytecode.
package enum Compiler {
    /// Compiles a program whose definitions go to `module`.
    ///
    /// Throws all the mistakes that it finds. Names that `module` does not define are looked up when the program
    /// runs: they may be core names.
    package static func compile(_ program: Program, into module: Module) throws(CompileErrors) -> Unit {
        let problems = Problems()
        let scope = AssignedNames.inStatements(program.statements)
        problems.programNames = Set(scope.names)
        for name in scope.names {
            guard let index = module.index(of: name) else {
                throw CompileErrors(diagnostics: [.tooManyNames(program.statements.first?.span)])
            }
            module.define(index)
        }
        let builder = FunctionBuilder(
            .main, header: FunctionHeader(name: module.name), module: module, problems)
        builder.compileMain(program)
        guard problems.diagnostics.isEmpty else { throw CompileErrors(diagnostics: problems.diagnostics) }
        let main = builder.finish()
        do throws(Fault) { try Verifier.verify(main) } catch {
            throw CompileErrors(diagnostics: [Diagnostic(error, at: program.statements.first?.span)])
        }
        return Unit(main: main, module: module)
    }
}

/// All that is wrong with a program, in the order of the source.
package struct CompileErrors: Error {
    package var diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// What the builders of one compilation share.
final class Problems {
    var diagnostics: [Diagnostic] = []
    /// The names that the program's own statements assign.
    var programNames: Set<String> = []

    /// Goes on after a mistake, so that several are found at once.
    func collect(_ work: () throws(Diagnostic) -> Void) {
        do throws(Diagnostic) { try work() } catch { diagnostics.append(error) }
    }
}

extension Diagnostic {
    static func tooManyNames(_ span: Span?) -> Diagnostic {
        Diagnostic(
            Fault(.limit, "a file may have \(Module.globalLimit) global names, and this has more"), at: span)
    }
}
