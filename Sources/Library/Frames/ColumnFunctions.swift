import Frames
import Language
import Signatures

/// The functions on columns: every row of their table as a native.
///
/// Given a column expression they build another; given a column taken out of a frame they compute at once.
enum ColumnFunctions {
    static let all: [Native] = ColumnFunction.all.filter(\.isCalled).map(native) + [unique]

    private static func native(_ function: ColumnFunction) -> Native {
        Native(function.nativeSignature) { arguments in
            let operands = try arguments.operands(function)
            guard arguments.values.contains(where: { $0.column != nil }) else {
                return .expression(try .call(function, operands.map(\.expression)))
            }
            return try computed(function, operands)
        }
    }

    private static func computed(_ function: ColumnFunction, _ operands: [ColumnOperand]) throws -> Value {
        let columns = operands.compactMap { operand in operand.column.map { (operand.name, $0) } }
        let call = try ColumnExpression.call(function, operands.map(\.expression))
        guard function.form == .aggregate else { return .column(try Frame(columns).evaluate(call)) }
        return Value(try Frame(columns).summarize([("value", call)]).columns[0].cell(at: 0))
    }

    private static let unique = Native(
        Signature(
            "unique", [Parameter("x", .column)], returns: .column,
            "The different cells, in order of first row.",
            example: #"unique(frame({k: ["b", "a", "b"]}).k)"#, related: ["n_unique", "count"])
    ) { arguments in
        let column = try arguments.object(0, ColumnObject.self, "a column").column
        return try .column(Frame([("x", column)]).unique().columns[0])
    }
}

/// An argument of a column function: an expression, in which a column taken out of a frame has a name.
private struct ColumnOperand {
    var expression: ColumnExpression
    var column: Column?
    var name = ""
}

extension ColumnFunction {
    /// Operators are written, and what several columns are meant for is reached through its one-column form.
    fileprivate var isCalled: Bool {
        symbol == nil && !ColumnFunction.all.contains { $0.ofSeveral == name }
    }

    /// As calls see it: the first argument is an expression or a column, by which the function is chosen.
    fileprivate var nativeSignature: Signature {
        var result = signature
        for index in result.parameters.indices {
            let type = result.parameters[index].type
            if index == 0 {
                result.parameters[index].type = .oneOf([.expression, .column])
            } else if type == .expression {
                result.parameters[index].type = .any
            } else if type.accepts(.list) {
                result.parameters[index].type = .oneOf([type, .tensor()])
            }
        }
        if result.parameters.first?.passing == .variadic {
            result.parameters.insert(Parameter("x", .oneOf([.expression, .column])), at: 0)
            result.parameters[1] = Parameter("others", .any, .variadic)
        } else if ofSeveral != nil {
            result.parameters.append(Parameter("others", .any, .variadic))
        }
        return result
    }
}

extension Arguments {
    fileprivate func operands(_ function: ColumnFunction) throws -> [ColumnOperand] {
        try values.indices.flatMap { index -> [ColumnOperand] in
            if signature.parameters[index].passing == .variadic {
                return try elements(index).enumerated().map { try operand($1, "other\($0)", at: index) }
            }
            return [try operand(values[index], signature.parameters[index].name, at: index)]
        }
    }

    private func operand(_ value: Value, _ name: String, at index: Int) throws -> ColumnOperand {
        if let column = value.column {
            let hidden = ColumnExpression.name(ofColumnAt: index == 0 ? "the column" : "`\(name)`")
            return ColumnOperand(expression: .column(hidden), column: column, name: hidden)
        }
        if let expression = value.asExpression { return ColumnOperand(expression: expression) }
        if let cells = try value.cellList() { return ColumnOperand(expression: .list(cells)) }
        throw wrongType(index, "a column expression such as `.age`")
    }
}

extension Value {
    /// The cells of a list or of a tensor with one axis.
    fileprivate func cellList() throws -> [Frames.Cell]? {
        if let tensor = try tensor?.variable.read(), tensor.rank == 1 {
            return try Column(tensor: tensor).cells
        }
        guard let cells = sequence?.map(\.asCell), !cells.contains(nil) else { return nil }
        return cells.compactMap { $0 }
    }
}
