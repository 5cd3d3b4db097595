import Graphs
import Language
import Signatures
import Tensors

/// Values on their way into tensor operations, and back.
extension Session {
    /// Emits a row on values and gives its first result.
    func emit(_ op: Op, _ operands: [Value], _ attributes: [Attribute] = []) throws -> Value {
        if operands.count == 1, let x = operands[0].tensor?.variable, let result = try Emitter.alike(op, x) {
            return value(of: result)
        }
        var variables = try variables(operands)
        if operands.allSatisfy({ $0.object == nil }), op.makesDecimals {
            variables = try variables.map(asDecimal)
        }
        return value(of: try emitter(for: variables).emit(op, variables, attributes)[0])
    }

    /// Numbers that stand alone are 64-bit numbers: `sqrt(2)` has all their digits.
    private func asDecimal(_ variable: Var) throws -> Var {
        variable.dtype == .i64 ? try variable.cast(to: .f64) : variable
    }

    /// Where an operation on these operands belongs: to the recording or tape that one of them is part of.
    func emitter(for operands: [Var]) -> Emitter {
        operands.first { $0.emitter.mode == .record }?.emitter
            ?? operands.first { $0.isTraced }?.emitter ?? emitter
    }

    /// Operands as variables. A number takes the dtype of the tensors beside it, but a decimal makes f32 of i64.
    func variables(_ operands: [Value]) throws -> [Var] {
        let tensors = operands.compactMap { $0.tensor?.variable }
        let strong = tensors.filter { !$0.isWeak }.map(\.dtype).max()
        return try operands.enumerated().map { try variable($1, at: $0, beside: strong) }
    }

    private func variable(_ value: Value, at position: Int, beside dtype: DType?) throws -> Var {
        if let variable = value.tensor?.variable {
            guard variable.isWeak, let dtype else { return variable }
            return try variable.cast(to: dtype.floating)
        }
        switch value {
        case .bool(let truth): return eager.constant(try .scalar(truth ? 1 : 0, .bool))
        case .int(let number):
            let taken = dtype ?? .i64
            return eager.constant(
                taken.isFloating ? try .scalar(Double(number), taken) : try Tensor([number]).reshaped([]))
        case .float(let number): return eager.constant(try .scalar(number, dtype?.floating ?? .f64))
        case .single(let number): return eager.constant(try .scalar(number, dtype?.floating ?? .f32))
        default:
            // Gradients flow through the elements of a list, so they must not be read.
            if let elements = value.sequence, let list = try? tensor(of: elements), let tensor = list.tensor {
                return tensor.variable
            }
            // What failed because the user interrupted it is not tried in another way.
            try checkInterrupt()
            return eager.constant(try tensor(from: value, at: position))
        }
    }

    /// One value as a variable.
    func variable(_ value: Value) throws -> Var { try variables([value])[0] }

    /// The elements of a value that tensor functions accept.
    ///
    /// - Throws: a fault of kind `type` that labels the argument at `position`.
    func tensor(from value: Value, at position: Int) throws -> Tensor {
        if let variable = value.tensor?.variable { return try variable.read() }
        if let column = value.column { return try column.tensor() }
        if let frame = value.frame { return try frame.matrix(frame.names, dtype: .f32) }
        if let elements = value.sequence {
            guard stranger(in: value, depth: 0) == nil, let tensor = try tensor(of: elements).tensor else {
                throw notATensor(value, at: position)
            }
            return try tensor.variable.read()
        }
        if let range = value.range { return try integers(range) }
        if value.isNumber || value.bool != nil {
            return try variable(value, at: position, beside: nil).read()
        }
        throw notATensor(value, at: position)
    }

    private func notATensor(_ value: Value, at position: Int) -> Fault {
        Fault(
            .type,
            stranger(in: value, depth: 0).map { "numbers are needed, and \($0.type.nameWithArticle) is among these" }
                ?? "a tensor is needed, not \(value.type.nameWithArticle)",
            labels: [.init(.argument(position), value.label)])
    }

    /// The first part of a list, or of the lists in it, that no tensor can hold.
    private func stranger(in value: Value, depth: Int) -> Value? {
        guard let parts = value.sequence, depth < Shape.maximumRank else { return nil }
        for part in parts {
            if part.sequence == nil, !part.isTensorLike { return part }
            if let found = stranger(in: part, depth: depth + 1) { return found }
        }
        return nil
    }

    private func integers(_ range: RangeObject) throws -> Tensor {
        try MemoryBudget.require(rows: range.count, numbers: 1, for: "a tensor of the range")
        return try Tensor.build(.i64, [range.count], as: Int.self) { elements in
            try Interruption.forEachPiece(of: elements.count) { piece in
                for index in piece { elements[index] = range.element(index) }
            }
        }
    }

    /// The result of an operation: one element alone is a number, unless gradients or a recording follow it.
    func value(of variable: Var) -> Value {
        guard variable.rank == 0, let tensor = variable.tensor else { return .object(TensorObject(variable)) }
        if variable.isTraced && variable.dtype.isFloating { return .object(TensorObject(variable)) }
        return Value(tensor.scalar(flat: 0))
    }

    /// The next draw of the session's generator, as random ops take it.
    func randomKey() throws -> Var {
        let key = generator.next()
        return eager.constant(
            try Tensor([Int(bitPattern: UInt(key.seed)), Int(bitPattern: UInt(key.stream))]))
    }

    /// A plain tensor as a value.
    func value(of tensor: Tensor) -> Value { value(of: eager.constant(tensor)) }
}

extension Value {
    init(_ scalar: Scalar) {
        switch scalar {
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .single(let number): self = .single(Double(number))
        case .float(let number): self = .float(number)
        }
    }
}

extension Var {
    /// Whether a gradient or a recording depends on where this comes from.
    var isTraced: Bool { emitter.mode == .record || isTracked }

    /// A number that is traced: it takes the dtype of the tensors beside it, as plain numbers do.
    var isWeak: Bool { rank == 0 && dtype == .f64 }
}
