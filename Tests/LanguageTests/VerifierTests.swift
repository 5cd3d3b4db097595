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

    func testDisassembly() throws {
        let unit = try compile("x = 1\nx = x + 2\nprint(x)", Module(name: "test"))
        let text = Disassembler.text(unit.main)
        XCTAssertTrue(text.contains("addConstant @x @x k1"), text)
        XCTAssertTrue(text.contains("callGlobal"), text)
    }
}
