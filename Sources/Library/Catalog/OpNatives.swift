import Graphs
import Language
import Signatures

/// The rows of the op table as functions of the language: each is called by its own name.
enum OpNatives {
    static let all: [Native] = Op.all.filter { !otherwiseWritten.contains($0.name) }.map(native)

    /// Rows that are called with other arguments than they have.
    private static let otherwiseWritten = Set((Extremes.all + Reshaping.all).map(\.signature.name))

    private static func native(for op: Op) -> Native {
        let native = called(op)
        guard op.isArithmetic, op.tensorParameters.count == 1 else { return native }
        return native.elementwise { argument, host, isPart in
            try (host as? Session)?.chained(op, argument, isPart: isPart)
        }
    }

    private static func called(_ op: Op) -> Native {
        Native(op.signature) { arguments in
            let session = try arguments.session
            let (operands, attributes) = try split(arguments, op)
            do {
                return try session.emit(op, operands, attributes)
            } catch let fault as Fault {
                throw fault.placed(in: arguments)
            }
        }
    }

    /// The tensors and the attributes among the arguments.
    private static func split(_ arguments: Arguments, _ op: Op) throws -> ([Value], [Attribute]) {
        let tensors = op.tensorParameters.count
        var operands = Array(arguments.values.prefix(tensors))
        if tensors == 1, op.tensorParameters.first?.passing == .variadic {
            operands = try arguments.elements(0)
            // The tensors may also come as one list.
            if operands.count == 1, let inner = operands[0].sequence { operands = inner }
        }
        let attributes = try (tensors..<arguments.values.count).map { try Attribute(arguments, $0) }
        return (operands, attributes)
    }
}

extension Attribute {
    /// The argument at `index` as a setting of an op.
    init(_ arguments: Arguments, _ index: Int) throws {
        let value = arguments[index]
        switch value {
        case .none: self = .none
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .float(let number), .single(let number): self = .float(number)
        case .object:
            if let text = value.string {
                self = DType(named: text).map(Attribute.dtype) ?? .string(text)
            } else {
                self = .ints(try arguments.integers(index))
            }
        }
    }
}

extension DType {
    init?(named name: String) {
        guard let match = DType.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

extension Arguments {
    /// The integers of a tuple, list or tensor, or one integer alone.
    package func integers(_ index: Int) throws -> [Int] {
        if let number = values[index].int { return [number] }
        if let tensor = values[index].tensor?.variable, tensor.dtype == .i64 { return try tensor.read().i64Values }
        let numbers = values[index].sequence?.map(\.int) ?? [nil]
        guard !numbers.contains(nil) else { throw wrongType(index, "integers") }
        return numbers.compactMap { $0 }
    }
}

extension Fault {
    /// The fault with labels that speak of operands moved to where those operands were written.
    func placed(in arguments: Arguments) -> Fault {
        var fault = self
        for index in fault.labels.indices {
            if case .argument(let position) = fault.labels[index].role, arguments.sources.indices.contains(position) {
                fault.labels[index].role = arguments.role(position)
            }
        }
        return fault
    }
}
