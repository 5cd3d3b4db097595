import Frames
import Language
import Signatures

/// What is known of literals, operators and indices.
extension Inference {
    func bracket(_ elements: [Expression]) -> Known {
        let values = elements.map(value)
        let isTensor = !values.isEmpty && values.allSatisfy { $0.isNumber || $0.bool != nil || $0.array != nil }
        if isTensor, let tensor = try? session.tensor(of: values) { return .value(tensor) }
        return .value(.list(values))
    }

    func fields(_ items: [RecordItem]) -> Fields {
        var fields = Fields()
        for item in items {
            switch item {
            case .field(let name, let expression): fields[name.name] = value(expression)
            case .spread(let expression, _):
                guard let other = known(expression)?.value?.record?.fields else { continue }
                for (key, value) in zip(other.keys, other.values) { fields[key] = value }
            }
        }
        return fields
    }

    func unary(_ operation: UnaryOperator, _ operand: Expression) -> Known? {
        guard let known = known(operand) else { return operation == .not ? .type(.bool) : nil }
        if known.value?.expression != nil, let value = known.value {
            return (try? session.unary(operation == .negate ? .negate : .not, value, isPart: false)).map(Known.value)
        }
        if operation == .negate, let number = known.value?.number { return .value(.float(-number)) }
        return .type(known.type)
    }

    func binary(_ operation: BinaryOperator, _ a: Expression, _ b: Expression) -> Known? {
        guard let computed = Operator(operation) else {
            return operation == .compose ? composed(a, b) : membership(a, b)
        }
        return combined(computed, a, b)
    }

    /// An operator makes an expression of expressions; of all else only the type is known.
    func combined(_ operation: Operator, _ a: Expression, _ b: Expression) -> Known? {
        let (left, right) = (known(a), known(b))
        if left?.value?.expression != nil || right?.value?.expression != nil {
            let sides = (left?.value ?? .none, right?.value ?? .none)
            return (try? session.binary(operation, sides.0, sides.1, isPart: false)).map(Known.value)
                ?? .type(.expression)
        }
        return resultType(operation, left?.type, right?.type).map(Known.type)
    }

    private func resultType(_ operation: Operator, _ a: ValueType?, _ b: ValueType?) -> ValueType? {
        for wide in [ValueType.column, .tensor(), .record, .model] {
            if let a, wide.accepts(a) { return a }
            if let b, wide.accepts(b) { return b }
        }
        guard let a, let b else { return nil }
        switch operation {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or, .not: return .bool
        default: return a == b ? a : .number
        }
    }

    func comparison(_ first: Expression, _ links: [ComparisonLink]) -> Known? {
        guard let link = links.first, let operation = Operator(link.comparison) else { return nil }
        return combined(operation, first, link.operand)
    }

    private func membership(_ element: Expression, _ container: Expression) -> Known? {
        guard let expression = known(element)?.value, expression.expression != nil else { return .type(.bool) }
        return (try? session.membership(of: expression, in: value(container))).map(Known.value) ?? .type(.expression)
    }

    /// Two functions give a function, all else a layer.
    private func composed(_ a: Expression, _ b: Expression) -> Known {
        .type(known(a)?.type == .function && known(b)?.type == .function ? .function : .layer)
    }

    // MARK: Indices

    func element(of base: Expression, _ items: [IndexItem]) -> Known? {
        guard let known = known(base) else { return nil }
        guard items.count == 1, case .at(let index) = items[0] else { return .init(sliceOf: known) }
        let place = value(index)
        if let name = place.string { return known.member(name, in: session) }
        if let frame = known.frame { return .value(place.int == nil ? .frame(frame) : frame.emptyRecord) }
        guard let elements = known.value?.sequence, let position = place.int else { return .init(sliceOf: known) }
        let resolved = position < 0 ? position &+ elements.count : position
        return elements.indices.contains(resolved) ? .value(elements[resolved]) : nil
    }
}

extension Known {
    /// A slice is of the type of the whole; so is, as far as completion minds, an element of a tensor.
    fileprivate init?(sliceOf whole: Known) {
        switch whole.type {
        case .list, .tuple: return nil
        case .frame: self = whole
        default: self = .type(whole.type)
        }
    }
}
