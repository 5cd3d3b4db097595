import Signatures
import XCTest

@testable import Language

/// Runs scripts in a fake world, and sees to it that nothing is left alive after each.
class MachineTestCase: XCTestCase {
    /// What a script prints and shows, a line each; a mistake is a line that begins with `!`.
    func run(_ script: String) -> [String] {
        let host = FakeHost()
        let before = Object.liveCount - host.natives.count
        do {
            try Machine.onLargeStack { try self.run(script, host) }
        } catch let errors as CompileErrors {
            host.printed += errors.diagnostics.map { "! " + $0.message }
        } catch let located as LocatedFault {
            host.printed.append("! " + located.diagnostic.message)
        } catch {
            host.printed.append("! \(error)")
        }
        host.natives = [:]
        XCTAssertEqual(Object.liveCount, before, "objects are left alive by: \(script)")
        return host.printed
    }

    private func run(_ script: String, _ host: FakeHost) throws {
        let module = Module(name: "test")
        try Machine(host: host).run(try compile(script, module)) { value, _ in
            host.printed.append(FakeHost.text(value))
        }
        module.removeAll()
    }

    func compile(_ script: String, _ module: Module) throws -> Language.Unit {
        let (program, mistakes) = parse(SourceText(script))
        guard mistakes.isEmpty else { throw CompileErrors(diagnostics: mistakes) }
        return try Compiler.compile(program, into: module)
    }

    /// The diagnostic that a script ends with.
    func diagnostic(_ script: String) -> Diagnostic? {
        let host = FakeHost()
        do {
            try Machine.onLargeStack { try self.run(script, host) }
        } catch let errors as CompileErrors {
            return errors.diagnostics.first
        } catch {
            return (error as? LocatedFault)?.diagnostic
        }
        return nil
    }

    /// A table of scripts, each with the lines that it prints and shows.
    func check(
        _ table: [(script: String, lines: [String])], file: StaticString = #filePath, line: UInt = #line
    ) {
        for (script, lines) in table { XCTAssertEqual(run(script), lines, script, file: file, line: line) }
    }
}
