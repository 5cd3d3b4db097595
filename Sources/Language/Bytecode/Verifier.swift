import Signatures

/// Proves that code stays within its registers, constants and tables, so that the machine need not check.
enum Verifier {
    static func verify(_ code: Code) throws(Fault) {
        guard code.registerCount <= Module.slotCount, code.parameterCount <= code.registerCount else {
            throw unsound("too many registers", at: 0)
        }
        guard code.tables.siteOfInstruction.count == code.instructions.count else {
            throw unsound("instructions without sites", at: 0)
        }
        for index in code.instructions.indices { try verify(code.instructions[index], at: index, in: code) }
        try verifyEnd(code)
        try verifyHandlers(code)
        try verifyTables(code)
        for child in code.tables.children { try verify(child) }
        if let layer = code.tables.layer { try verify(layer) }
    }

    private static func verify(_ layer: LayerCode) throws(Fault) {
        for method in layer.methods { try verify(method) }
        for field in layer.waiting { try verify(field.code) }
        if let sizes = layer.sizes { try verify(sizes) }
    }

    private static func verify(_ instruction: Instruction, at index: Int, in code: Code) throws(Fault) {
        let layout = instruction.opcode.layout
        let check = FieldCheck(code: code, instruction: instruction, index: index)
        try check.field(layout.a, Int(instruction.a))
        try check.field(layout.b, Int(instruction.b))
        try check.field(layout.c, Int(instruction.c))
        try check.field(layout.d, Int(instruction.d))
        if instruction.opcode == .makeLayer,
            Int(instruction.b) > code.registerCount || code.tables.layer == nil
        {
            throw unsound("a layer without its fields", at: index)
        }
        if instruction.opcode == .layer, code.tables.children[Int(instruction.d)].tables.layer == nil {
            throw unsound("a layer without its methods", at: index)
        }
    }

    /// The last instruction must not run on into nothing.
    private static func verifyEnd(_ code: Code) throws(Fault) {
        switch code.instructions.last?.opcode {
        case .return, .jump: return
        default: throw unsound("code without an end", at: code.instructions.count)
        }
    }

    private static func verifyHandlers(_ code: Code) throws(Fault) {
        for handler in code.tables.handlers {
            guard handler.instructions.upperBound <= code.instructions.count,
                code.instructions.indices.contains(handler.target),
                isRegister(handler.errorRegister, in: code)
            else { throw unsound("a handler out of bounds", at: handler.target) }
        }
    }

    /// Registers that are named by tables rather than by instructions.
    private static func verifyTables(_ code: Code) throws(Fault) {
        for check in code.tables.shapeChecks {
            for case .name(_, let register, _) in check.axes where !isRegister(register, in: code) {
                throw unsound("a size out of bounds", at: 0)
            }
        }
        for child in code.tables.children {
            for capture in child.captures { try verify(capture, in: code) }
        }
    }

    private static func verify(_ capture: Code.Capture, in code: Code) throws(Fault) {
        let isSound =
            switch capture {
            case .register(let register): isRegister(register, in: code)
            case .capture(let index): code.captures.indices.contains(index)
            case .global(let index): (0..<Module.globalLimit).contains(index)
            case .selfFunction: true
            }
        if !isSound { throw unsound("a capture out of bounds", at: 0) }
    }

    static func isRegister(_ register: Int, in code: Code) -> Bool {
        register >= 0 && register < code.registerCount
    }

    static func unsound(_ what: String, at index: Int) -> Fault {
        Fault.internal("the compiled program is not sound: \(what), at instruction \(index)")
    }
}

/// Checks one field of an instruction against what its layout says it is.
private struct FieldCheck {
    let code: Code
    let instruction: Instruction
    let index: Int

    func field(_ use: Layout.Use, _ value: Int) throws(Fault) {
        if !isSound(use, value) { throw Verifier.unsound("\(instruction.opcode) with \(value)", at: index) }
    }

    private func isSound(_ use: Layout.Use, _ value: Int) -> Bool {
        let tables = code.tables
        switch use {
        case .unused, .count: return true
        case .register: return Verifier.isRegister(value, in: code)
        case .pair: return Verifier.isRegister(value + 1, in: code)
        case .window(let count, let extra):
            return value + Int(instruction[keyPath: count]) + extra <= code.registerCount
        case .constant: return code.constants.indices.contains(value)
        case .optionalConstant: return value < 0 || code.constants.indices.contains(value)
        case .name: return tables.names.indices.contains(value)
        case .jump: return code.instructions.indices.contains(index + 1 + value)
        case .global: return (0..<Module.globalLimit).contains(value)
        case .capture: return tables.captures.indices.contains(value)
        case .method: return (0..<tables.methodCount).contains(value)
        case .child: return tables.children.indices.contains(value)
        case .subscripts:
            guard tables.subscripts.indices.contains(value) else { return false }
            let count = tables.subscripts[value].reduce(0) { $0 + $1.registerCount }
            return Int(instruction.c) + count <= code.registerCount
        case .path: return tables.paths.indices.contains(value) && pathIsSound(tables.paths[value])
        case .names:
            return tables.argumentNames.indices.contains(value)
                && tables.argumentNames[value].count <= Int(instruction.b)
        case .typeCheck: return tables.typeChecks.indices.contains(value)
        case .shapeCheck: return tables.shapeChecks.indices.contains(value)
        case .statement: return tables.shown.indices.contains(value)
        }
    }

    private func pathIsSound(_ path: UpdatePath) -> Bool {
        Int(instruction.b) + path.keyCount <= code.registerCount
            && Int(instruction.c) + max(1, path.argumentCount) <= code.registerCount
    }
}
