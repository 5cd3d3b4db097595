import Signatures
import XCTest

@testable import Language

final class VerifierTests: MachineTestCase {
    private let script = """
        fn f(x: [n], y = 2) { for i in 0..<n { y += i }
        try { g = z -> z + y
        g(1) } catch e { 0 } }
        xs = [[1, 2], [3, 4]]
        xs[0, 1] = 5
        r = {a: 1, ...{b: 2}}
        while r.a < 3 and not false { r.a += 1 }
        layer l(k) { w = k
        forward(x) = x + w }
        "{r.a:.1f}" + "b"
        """

    /// Every field of every instruction, set to what cannot be right, must be refused or be harmless.
    func testCorruptedFieldsAreRefused() throws {
        let module = Module(name: "test")
        let unit = try compile(script, module)
        try Verifier.verify(unit.main)
        for code in [unit.main] + unit.main.tables.children { try corrupt(code) }
    }

    private func corrupt(_ code: Code) throws {
        for index in code.instructions.indices {
            let sound = code.instructions[index]
            let layout = sound.opcode.layout
            for (use, change) in [
                (layout.a, \Instruction.a), (layout.b, \Instruction.b), (layout.c, \Instruction.c),
            ] {
                guard isChecked(use, change, in: code) else { continue }
                code.instructions[index][keyPath: change] = .max
                XCTAssertThrowsError(try Verifier.verify(code), "\(sound.opcode)")
                code.instructions[index] = sound
            }
            if case .unused = layout.d { continue }
            code.instructions[index].d = .max
            XCTAssertThrowsError(try Verifier.verify(code), "\(sound.opcode)")
            code.instructions[index] = sound
        }
        try Verifier.verify(code)
    }

    /// Counts are checked with the window that they belong to.
    private func isChecked(
        _ use: Layout.Use, _ field: WritableKeyPath<Instruction, UInt16>, in code: Code
    ) -> Bool {
        switch use {
        case .unused, .count: false
        default: true
        }
    }

    /// What stands beside the instructions, each broken by hand.
    func testUnsoundTablesAreRefused() throws {
        let module = Module(name: "test")
        let script = "fn f(x: [n]) { try { x } catch e { 0 } }\nlayer l(k) { w = k\nforward(x) = x + w }\nfn g(x) { x }"
        let main = try compile(script, module).main
        let (function, constructor) = (main.tables.children[0], main.tables.children[1])
        assertUnsound("too many registers", changed(function, registers: Module.slotCount + 1))
        assertUnsound("instructions without sites", changed(function) { $0.siteOfInstruction.removeLast() })
        assertUnsound(
            "code without an end", changed(main.tables.children[2], dropping: 1) { $0.siteOfInstruction.removeLast() })
        assertUnsound("a handler out of bounds", changed(function) { $0.handlers[0].target = .max })
        assertUnsound("a handler out of bounds", changed(function) { $0.handlers[0].errorRegister = -1 })
        assertUnsound(
            "a size out of bounds",
            changed(function) { $0.shapeChecks[0].axes = [.name("n", register: 9999, isRead: false)] })
        for capture in [Code.Capture.register(Module.slotCount), .capture(3), .global(-1)] {
            let child = changed(function) { $0.captures = [capture] }
            assertUnsound("a capture out of bounds", changed(main) { $0.children[0] = child })
        }
        let empty = changed(constructor) { $0.layer = nil }
        assertUnsound("a layer without its fields", empty)
        assertUnsound("a layer without its methods", changed(main) { $0.children[1] = empty })
    }

    private func changed(
        _ code: Code, registers: Int? = nil, dropping count: Int = 0, _ change: (inout CodeTables) -> Void = { _ in }
    ) -> Code {
        var tables = code.tables
        change(&tables)
        return Code(
            header: code.header, module: code.module, isMain: code.isMain,
            registerCount: registers ?? code.registerCount, instructions: code.instructions.dropLast(count),
            constants: code.constants.map(\.value), tables: tables)
    }

    private func assertUnsound(_ what: String, _ code: Code, line: UInt = #line) {
        XCTAssertThrowsError(try Verifier.verify(code), line: line) { error in
            let fault = error as? Fault
            XCTAssertEqual(fault?.kind, .internal, line: line)
            XCTAssertTrue(fault?.message.contains(what) ?? false, fault?.message ?? "", line: line)
        }
    }

    func testDisassembly() throws {
        let unit = try compile("x = 1\nx = x + 2\nprint(x)", Module(name: "test"))
        let text = Disassembler.text(unit.main)
        XCTAssertTrue(text.contains("addConstant @x @x k1"), text)
        XCTAssertTrue(text.contains("callGlobal"), text)
    }
}
