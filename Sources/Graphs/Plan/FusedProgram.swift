import CKernels
import Signatures
import Tensors

/// A chain of element-wise rows, for the C interpreter that runs it tile by tile.
struct FusedProgram {
    var steps: [tk_step]
    var constants: [Float]
    var results: [UInt8]

    /// As the C kernel reads it.
    func write(to program: UnsafeMutablePointer<tk_program>) {
        program.initialize(to: tk_program())
        program.pointee.steps = Int32(steps.count)
        program.pointee.constants = Int32(constants.count)
        withUnsafeMutableBytes(of: &program.pointee.step) { bytes in
            let slots = bytes.bindMemory(to: tk_step.self)
            for (slot, step) in zip(slots.indices, steps) { slots[slot] = step }
        }
        withUnsafeMutableBytes(of: &program.pointee.constant) { bytes in
            let slots = bytes.bindMemory(to: Float.self)
            for (slot, constant) in zip(slots.indices, constants) { slots[slot] = constant }
        }
        withUnsafeMutableBytes(of: &program.pointee.result) { bytes in
            for (place, result) in zip(bytes.indices, results) { bytes[place] = result }
        }
    }
}

/// What a program may hold: the sizes of `tk_program`'s arrays.
enum FusionLimit {
    static let inputs = Int(TK_FUSED_INPUTS)
    static let outputs = Int(TK_FUSED_OUTPUTS)
    static let steps = Int(TK_FUSED_STEPS)
    static let constants = 16
}

/// Writes the program of a group of nodes.
struct FusedProgramBuilder {
    private let graph: ConcreteGraph
    /// The node that makes each value.
    private let producer: [Int: Int]
    /// Values that the program reads from memory.
    private(set) var inputs: [Int] = []
    private var numbers: [Float] = []
    private var steps: [tk_step] = []
    /// Where each value of the group is, as a place in `steps`.
    private var places: [Int: Int] = [:]
    /// Which comparison with 0 each step is, to find relu's gradient.
    private var positives: [Int: Operand] = [:]

    /// A register before it is known how many inputs and constants come first.
    private enum Operand: Hashable {
        case input(Int)
        case number(Int)
        case step(Int)
    }

    private var operands: [[Operand]] = []

    init(_ graph: ConcreteGraph, producer: [Int: Int]) {
        self.graph = graph
        self.producer = producer
    }

    /// Adds a node; false if it has no place in a program, or does not fit any more. Truth values have none in
    /// memory: the nodes that make them are written in where they are used.
    mutating func add(_ position: Int) -> Bool {
        let node = graph.nodes[position]
        guard case .row(let op, let attributes) = node.work, fits else { return false }
        var values: [Operand] = []
        for input in node.inputs {
            guard let value = operand(input) else { return false }
            values.append(value)
        }
        guard let last = emit(op, attributes, values) else { return false }
        places[node.outputs[0]] = last
        return fits
    }

    private var fits: Bool {
        inputs.count <= FusionLimit.inputs && numbers.count <= FusionLimit.constants
            && steps.count <= FusionLimit.steps
    }

    /// - Parameter outputs: the values that others read.
    func program(outputs: [Int]) -> FusedProgram? {
        guard fits, outputs.count <= FusionLimit.outputs else { return nil }
        var finished = steps
        for (place, operands) in operands.enumerated() {
            let registers = operands.map(register)
            finished[place].a = registers.first ?? 0
            finished[place].b = registers.count > 1 ? registers[1] : 0
            finished[place].c = registers.count > 2 ? registers[2] : 0
        }
        let results = outputs.compactMap { places[$0].map { register(.step($0)) } }
        return FusedProgram(steps: finished, constants: numbers, results: results)
    }

    private func register(_ operand: Operand) -> UInt8 {
        switch operand {
        case .input(let place): UInt8(clamping: place)
        case .number(let place): UInt8(clamping: inputs.count + place)
        case .step(let place): UInt8(clamping: inputs.count + numbers.count + place)
        }
    }

    private mutating func operand(_ value: Int) -> Operand? {
        if let place = places[value] { return .step(place) }
        if let constant = graph.constants[value]?.uniformValue { return number(Float(constant)) }
        if graph.types[value].dtype == .bool {
            guard let source = producer[value], add(source) else { return nil }
            return places[value].map { .step($0) }
        }
        guard graph.types[value].dtype == .f32 else { return nil }
        if let known = inputs.firstIndex(of: value) { return .input(known) }
        inputs.append(value)
        return .input(inputs.count - 1)
    }

    private mutating func number(_ value: Float) -> Operand {
        if let known = numbers.firstIndex(where: { $0.bitPattern == value.bitPattern }) {
            return .number(known)
        }
        numbers.append(value)
        return .number(numbers.count - 1)
    }

    private mutating func step(_ op: Int32, _ operands: [Operand]) -> Int {
        steps.append(tk_step(op: UInt8(clamping: op), a: 0, b: 0, c: 0))
        self.operands.append(operands)
        return steps.count - 1
    }
}

// MARK: - Rows as steps

extension FusedProgramBuilder {
    /// The step that computes a row; nil if there is none.
    private mutating func emit(_ op: Op, _ attributes: [Attribute], _ values: [Operand]) -> Int? {
        switch op.kernel {
        case .unary(.not): return step(binary(TK_SUB), [number(1), values[0]])
        case .unary(let kernel): return step(Int32(TK_STEP_UNARY) + Int32(kernel.operation.rawValue), values)
        case .binary(let kernel): return emit(kernel, values)
        case .select: return choice(values)
        case .clip: return clip(attributes, values)
        // A truth value is 1 or 0 in a program already, so its cast is the value itself.
        case .cast: return step(binary(TK_MUL), [values[0], number(1)])
        default: return nil
        }
    }

    private mutating func emit(_ kernel: BinaryKernel, _ values: [Operand]) -> Int? {
        switch kernel {
        case .and: return step(binary(TK_MUL), values)
        case .or: return step(binary(TK_MAX), values)
        default:
            let (_, operation) = kernel.function
            let base = kernel.isComparison ? Int32(TK_STEP_COMPARE) : Int32(TK_STEP_BINARY)
            let place = step(base + operation, values)
            if kernel == .greater, isNumber(values[1], 0) { positives[place] = values[0] }
            return place
        }
    }

    /// Where the condition is that something is positive and the other choice is 0, that is relu's gradient.
    private mutating func choice(_ values: [Operand]) -> Int {
        if case .step(let place) = values[0], let tested = positives[place], isNumber(values[2], 0) {
            return step(Int32(TK_STEP_KEEP_POSITIVE), [values[1], tested])
        }
        return step(Int32(TK_STEP_WHERE), values)
    }

    private mutating func clip(_ attributes: [Attribute], _ values: [Operand]) -> Int? {
        guard let low = attributes[0].float, let high = attributes[1].float else { return nil }
        let raised = step(binary(TK_MAX), [values[0], number(Float(low))])
        return step(binary(TK_MIN), [.step(raised), number(Float(high))])
    }

    private func binary(_ operation: tk_binary_op) -> Int32 {
        Int32(TK_STEP_BINARY) + Int32(operation.rawValue)
    }

    private func isNumber(_ operand: Operand, _ value: Float) -> Bool {
        if case .number(let place) = operand { numbers[place] == value } else { false }
    }
}

extension BinaryKernel {
    var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: true
        default: false
        }
    }
}
