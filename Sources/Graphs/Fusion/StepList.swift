import CKernels
import Signatures

/// Element-wise rows as steps of a program that is still being written: plans and eager expressions share it.
struct StepList {
    /// A register before it is known how many inputs and constants come first.
    enum Operand: Hashable {
        case input(Int)
        case number(Int)
        case step(Int)
    }

    private struct Step {
        let op: Int32
        let a: Operand
        /// Those that a step has not are its first one, and are not read.
        let b, c: Operand
    }

    private var numbers: [Float] = []
    private var steps: [Step] = []
    /// Which comparison with 0 each step is, to find relu's gradient.
    private var positives: [Int: Operand] = [:]

    func fits(inputs: Int) -> Bool {
        inputs <= FusionLimit.inputs && numbers.count <= FusionLimit.constants && steps.count <= FusionLimit.steps
    }

    mutating func number(_ value: Float) -> Operand {
        if let known = numbers.firstIndex(where: { $0.bitPattern == value.bitPattern }) {
            return .number(known)
        }
        numbers.append(value)
        return .number(numbers.count - 1)
    }

    /// - Parameter results: places of steps.
    func program(inputs: Int, results: [Int]) -> FusedProgram {
        func register(_ operand: Operand) -> UInt8 {
            switch operand {
            case .input(let place): UInt8(clamping: place)
            case .number(let place): UInt8(clamping: inputs + place)
            case .step(let place): UInt8(clamping: inputs + numbers.count + place)
            }
        }
        let finished = steps.map {
            tk_step(op: UInt8(clamping: $0.op), a: register($0.a), b: register($0.b), c: register($0.c))
        }
        return FusedProgram(steps: finished, constants: numbers, results: results.map { register(.step($0)) })
    }

    private mutating func append(_ op: Int32, _ operands: [Operand]) -> Int {
        let first = operands[0]
        steps.append(
            Step(
                op: op, a: first, b: operands.count > 1 ? operands[1] : first,
                c: operands.count > 2 ? operands[2] : first))
        return steps.count - 1
    }
}

// MARK: - Rows as steps

extension StepList {
    /// The place of the step that computes a row; nil if there is none.
    mutating func append(_ kernel: KernelRule, _ attributes: [Attribute], _ values: [Operand]) -> Int? {
        switch kernel {
        case .unary(.not): return append(code(TK_SUB), [number(1), values[0]])
        case .unary(.isNaN), .unary(.isFinite): return nil
        case .unary(let kernel): return append(Int32(TK_STEP_UNARY) + Int32(kernel.operation.rawValue), values)
        case .binary(let kernel): return append(kernel, values)
        case .select: return choice(values)
        case .clip: return clip(attributes, values)
        // A truth value is 1 or 0 in a program already, so its cast is the value itself.
        case .cast: return append(code(TK_MUL), [values[0], number(1)])
        default: return nil
        }
    }

    mutating func append(_ kernel: BinaryKernel, _ values: [Operand]) -> Int {
        switch kernel {
        case .and: return append(code(TK_MUL), values)
        case .or: return append(code(TK_MAX), values)
        default:
            let (_, operation) = kernel.function
            let base = kernel.isComparison ? Int32(TK_STEP_COMPARE) : Int32(TK_STEP_BINARY)
            let place = append(base + operation, values)
            if kernel == .greater, isNumber(values[1], 0) { positives[place] = values[0] }
            return place
        }
    }

    /// Where the condition is that something is positive and the other choice is 0, that is relu's gradient.
    private mutating func choice(_ values: [Operand]) -> Int {
        if case .step(let place) = values[0], let tested = positives[place], isNumber(values[2], 0) {
            return append(Int32(TK_STEP_KEEP_POSITIVE), [values[1], tested])
        }
        return append(Int32(TK_STEP_WHERE), values)
    }

    private mutating func clip(_ attributes: [Attribute], _ values: [Operand]) -> Int? {
        guard let low = attributes[0].float, let high = attributes[1].float else { return nil }
        let raised = append(code(TK_MAX), [values[0], number(Float(low))])
        return append(code(TK_MIN), [.step(raised), number(Float(high))])
    }

    private func code(_ operation: tk_binary_op) -> Int32 {
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
