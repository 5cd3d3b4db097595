/// Bytecode as text, an instruction a line: what tests of the compiler look at.
enum Disassembler {
    static func text(_ code: Code) -> String {
        code.instructions.indices.map { line(code.instructions[$0], at: $0, in: code) }.joined(
            separator: "\n")
    }

    private static func line(_ instruction: Instruction, at index: Int, in code: Code) -> String {
        let layout = instruction.opcode.layout
        var parts = ["\(index)", "\(instruction.opcode)"]
        let fields = [
            (layout.a, Int(instruction.a)), (layout.b, Int(instruction.b)), (layout.c, Int(instruction.c)),
            (layout.d, Int(instruction.d)),
        ]
        for (use, value) in fields {
            if let text = operand(use, value, at: index, in: code) { parts.append(text) }
        }
        return parts.joined(separator: " ")
    }

    private static func operand(_ use: Layout.Use, _ value: Int, at index: Int, in code: Code) -> String? {
        switch use {
        case .unused: nil
        case .register, .pair, .window: register(value, in: code)
        case .jump: "->\(index + 1 + value)"
        case .name: ".\(code.tables.names[value])"
        case .global: "@\(code.module.names[value])"
        case .constant: "k\(value)"
        default: "#\(value)"
        }
    }

    private static func register(_ value: Int, in code: Code) -> String {
        guard code.isMain else { return "r\(value)" }
        return value < Module.globalLimit ? "@\(code.module.names[value])" : "t\(value - Module.globalLimit)"
    }
}
