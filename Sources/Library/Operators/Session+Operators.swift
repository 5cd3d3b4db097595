import Frames
import Graphs
import Language
import Signatures

/// Operators on what the machine does not compute with itself.
extension Session {
    package func binary(_ operation: Operator, _ a: Value, _ b: Value, isPart: Bool) throws -> Value {
        if let op = operation.arithmetic {
            if let result = try computed(op, a, b, isPart: isPart) { return result }
        }
        return try rowByRow(operation, settled(a), settled(b))
    }

    /// Arithmetic without the general way's questions; nil if they have to be asked.
    private func computed(_ op: Op, _ a: Value, _ b: Value, isPart: Bool) throws -> Value? {
        if !isPart, let (x, y) = try alike(a, b) { return try Emitter.alike(op, x, y).map { value(of: $0) } }
        return try chained(op, a, b, isPart: isPart)
    }

    /// Two tensors, or one and a number, of one dtype of decimals.
    private func alike(_ a: Value, _ b: Value) throws -> (Var, Var)? {
        switch (a.tensor?.variable, b.tensor?.variable) {
        case (let x?, let y?): return (x, y)
        case (let x?, nil): return try b.number.flatMap { try number($0, beside: x).map { (x, $0) } }
        case (nil, let y?): return try a.number.flatMap { try number($0, beside: y).map { ($0, y) } }
        case (nil, nil): return nil
        }
    }

    private func number(_ number: Double, beside tensor: Var) throws -> Var? {
        guard tensor.dtype.isFloating, tensor.rank > 0 else { return nil }
        return eager.constant(try .scalar(number, tensor.dtype))
    }

    private func rowByRow(_ operation: Operator, _ a: Value, _ b: Value) throws -> Value {
        if a.expression != nil || b.expression != nil { return try columnOperation(operation, a, b) }
        if a.column != nil || b.column != nil { return try columnArithmetic(operation, a, b) }
        if Structure.isStructure(a) || Structure.isStructure(b) { return try structural(operation, a, b) }
        if a.tensor != nil || b.tensor != nil { return try tensorOperation(operation, a, b) }
        throw unsupported(operation, a, b)
    }

    package func unary(_ operation: Operator, _ a: Value, isPart: Bool) throws -> Value {
        if operation == .negate, let result = try chained(.neg, a, isPart: isPart) { return result }
        return try rowByRow(operation, settled(a))
    }

    private func rowByRow(_ operation: Operator, _ a: Value) throws -> Value {
        if let expression = a.expression {
            return .expression(try ColumnExpression.call(operation.columnFunction, [expression]))
        }
        if let column = a.column {
            let expression = try ColumnExpression.call(operation.columnFunction, [.column("a")])
            return .column(try evaluate(expression, ["a": column]))
        }
        if Structure.isStructure(a) {
            return try Structure.replacingLeaves(of: a) { try self.negated($0, operation) }
        }
        return try negated(a, operation)
    }

    private func negated(_ a: Value, _ operation: Operator) throws -> Value {
        if a.tensor != nil { return try emit(operation.op(for: [a]), [a]) }
        if operation == .negate, let number = a.number {
            return try Operator.subtract.combined(.int(0), a) ?? .float(-number)
        }
        throw Fault(
            .type, "`\(operation.symbol)` can't take \(a.type.nameWithArticle)",
            labels: [.init(.argument(0), a.label)])
    }

    // MARK: - Kinds of operands

    private func columnOperation(_ operation: Operator, _ a: Value, _ b: Value) throws -> Value {
        guard let left = a.asExpression, let right = b.asExpression else {
            throw unsupported(operation, a, b)
        }
        return .expression(try ColumnExpression.call(operation.columnFunction, [left, right]))
    }

    private func columnArithmetic(_ operation: Operator, _ a: Value, _ b: Value) throws -> Value {
        var columns: [String: Column] = [:]
        func operand(_ value: Value, _ place: String) throws -> ColumnExpression {
            let name = ColumnExpression.name(ofColumnAt: place)
            if let column = value.column ?? value.tensor.flatMap({ try? Column(tensor: $0.variable.read()) }) {
                columns[name] = column
                return .column(name)
            }
            guard let cell = value.asCell else { throw unsupported(operation, a, b) }
            return .constant(cell)
        }
        let expression = try ColumnExpression.call(
            operation.columnFunction, [operand(a, "the left side"), operand(b, "the right side")])
        return .column(try evaluate(expression, columns))
    }

    private func evaluate(_ expression: ColumnExpression, _ columns: [String: Column]) throws -> Column {
        let named = columns.sorted { $0.key < $1.key }.map { (name: $0.key, column: $0.value) }
        return try Frame(named).evaluate(expression)
    }

    /// Arithmetic on records, lists and tuples, leaf by leaf. A list of numbers beside a tensor is a tensor.
    private func structural(_ operation: Operator, _ a: Value, _ b: Value) throws -> Value {
        if let tensors = try listsAsTensors(a, b) {
            return try rowByRow(operation, tensors.0, tensors.1)
        }
        guard try !Structure.leaves(of: a).isEmpty, try !Structure.leaves(of: b).isEmpty else {
            throw unsupported(operation, a, b)
        }
        return try Structure.combine(a, b) { left, right in
            try operation.combined(left, right) ?? rowByRow(operation, left, right)
        }
    }

    private func listsAsTensors(_ a: Value, _ b: Value) throws -> (Value, Value)? {
        guard a.tensor != nil || b.tensor != nil else { return nil }
        if let list = a.list, let tensor = try? tensor(of: list.elements) { return (tensor, b) }
        if let list = b.list, let tensor = try? tensor(of: list.elements) { return (a, tensor) }
        return nil
    }

    private func tensorOperation(_ operation: Operator, _ a: Value, _ b: Value) throws -> Value {
        guard a.isTensorLike, b.isTensorLike else { throw unsupported(operation, a, b) }
        if operation == .matrixMultiply, let x = a.tensor?.variable, let y = b.tensor?.variable,
            let product = try Emitter.product(x, y)
        {
            return value(of: product)
        }
        return try emit(operation.op(for: [a, b]), [a, b])
    }

    private func unsupported(_ operation: Operator, _ a: Value, _ b: Value) -> Fault {
        Fault(
            .type,
            "`\(operation.symbol)` can't combine \(a.type.nameWithArticle) and \(b.type.nameWithArticle)",
            labels: [.init(.argument(0), a.label), .init(.argument(1), b.label)],
            help: a.list != nil && b.list != nil && operation == .add ? "join lists with `concat(a, b)`" : nil)
    }
}

extension Value {
    /// What an operator on tensors takes beside one.
    var isTensorLike: Bool { tensor != nil || isNumber || bool != nil }
}
