import Language
import Signatures

/// Why a script or cell ended before its end: everything that is to be shown of it.
package struct SessionFailure: Error {
    package let diagnostics: [Diagnostic]

    init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    package init(_ error: any Error) {
        switch error {
        case let failure as SessionFailure: self = failure
        case let errors as CompileErrors: self.init(errors.diagnostics)
        case let located as LocatedFault: self.init([located.diagnostic])
        case let diagnostic as Diagnostic: self.init([diagnostic])
        case let fault as Fault: self.init([Diagnostic(fault, at: nil)])
        default: self.init([Diagnostic(.user, "\(error)")])
        }
    }
}

extension Session {
    /// Runs source text; its definitions stay for what is run next. The value of each cell is shown.
    ///
    /// - Parameter checks: whether it is looked at first, and not begun if it is sure to fail.
    /// - Throws: a `SessionFailure`. What had run before the mistake stays done.
    package func run(_ bytes: [UInt8], named name: String, checks: Bool = false) throws {
        do {
            let program = try program(of: bytes, named: name)
            if checks { try requireSound(program) }
            try run(program, into: main) { [unowned self] value, statement in
                if !statement.isSilent || value.type == .plot { output.show(value, in: self) }
            }
        } catch {
            throw SessionFailure(error)
        }
    }

    func run(
        _ program: Program, into module: Module, show: @escaping (Value, ShownStatement) throws -> Void
    ) throws {
        if module === main { narrator.restart() }
        try machine.run(try Compiler.compile(program, into: module), show: show)
    }

    /// The tree of a text, which is kept for showing diagnostics.
    func program(of bytes: [UInt8], named name: String, atPrompt: Bool = false) throws -> Program {
        let source = try sources.add(bytes: bytes, name: name)
        let (program, mistakes) = parse(source, atPrompt: atPrompt)
        guard mistakes.isEmpty else { throw CompileErrors(diagnostics: mistakes) }
        return program
    }

    /// Runs a file of the standard library, or one that a script imports: nothing is shown.
    /// What goes wrong there goes on to whoever asked for the module, with its place in the file.
    func runModule(_ bytes: [UInt8], named name: String) throws -> Module {
        let module = Module(name: name)
        try run(program(of: bytes, named: name), into: module) { _, _ in }
        return module
    }

    /// Forgets all definitions, and so frees what they hold.
    package func end() {
        main.removeAll()
        for module in modules.values { module?.removeAll() }
        modules = [:]
        standardLibrary.removeAll()
        machine.removeAllDefinitions()
        catalog.removeAll()
        gradientPlans.removeAll()
    }
}
