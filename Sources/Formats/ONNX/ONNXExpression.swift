import Frames
import Signatures

/// Formulas of `derive` as ONNX nodes.
///
/// All numbers are f64 and NaN where missing, so missing spreads through arithmetic by itself; a boolean is 1, 0
/// or NaN. What our evaluation does with missing cells beyond that is written out.
extension ONNXFrame {
    func column(of expression: ColumnExpression, in builder: inout ONNXBuilder) throws -> ONNXColumn {
        switch expression.node {
        case .column(let name): return try column(name)
        case .constant(let cell): return try constant(cell, in: &builder)
        case .list: throw Fault(.type, "a list has no form in ONNX by itself")
        case .call(let function, let arguments):
            guard let form = ONNXColumnForm.named(function.name) else { throw unavailable(function.name) }
            return try form.build(ONNXCall(function.name, arguments, frame: self), &builder)
        }
    }

    private func constant(_ cell: Cell, in builder: inout ONNXBuilder) throws -> ONNXColumn {
        switch cell {
        case .string(let text): return .text(builder.strings([text]))
        case .missing: return .number(try builder.scalar(.nan, .f64))
        case .date: return .time(.date)
        case .datetime: return .time(.datetime)
        case .float, .int, .bool: return .number(try builder.scalar(cell.double ?? .nan, .f64))
        }
    }

    private func unavailable(_ name: String) -> Fault {
        Fault(
            .recording, "the column function `\(name)` has no form in ONNX",
            help: "derive the column before the pipeline, so that the model takes it as an input")
    }
}

/// A call in a formula, with the frame that it reads.
struct ONNXCall {
    let function: String
    let arguments: [ColumnExpression]
    let frame: ONNXFrame

    init(_ function: String, _ arguments: [ColumnExpression], frame: ONNXFrame) {
        self.function = function
        self.arguments = arguments
        self.frame = frame
    }

    func column(_ index: Int, _ builder: inout ONNXBuilder) throws -> ONNXColumn {
        try frame.column(of: arguments[index], in: &builder)
    }

    func number(_ index: Int, _ builder: inout ONNXBuilder) throws -> ONNXName {
        try column(index, &builder).number(named: arguments[index].columnName ?? "\(arguments[index])", in: &builder)
    }

    func numbers(_ builder: inout ONNXBuilder) throws -> [ONNXName] {
        var values: [ONNXName] = []
        for index in arguments.indices { values.append(try number(index, &builder)) }
        return values
    }

    /// The strings at `index`, if it is text that is no constant.
    func text(_ index: Int, _ builder: inout ONNXBuilder) throws -> ONNXName? {
        guard constant(index) == nil, case .text(let value) = try column(index, &builder) else { return nil }
        return value
    }

    func constant(_ index: Int) -> Cell? {
        if case .constant(let cell) = arguments[index].node { cell } else { nil }
    }

    func list(_ index: Int) -> [Cell] {
        if case .list(let cells) = arguments[index].node { cells } else { constant(index).map { [$0] } ?? [] }
    }

    var unavailable: Fault {
        Fault(.recording, "`\(function)` of these columns has no form in ONNX")
    }
}

extension ONNXBuilder {
    mutating func number(_ value: Double) throws -> ONNXName { try scalar(value, .f64) }

    /// A truth value as a number.
    mutating func flag(_ condition: ONNXName) -> ONNXColumn { .number(cast(condition, to: .double)) }

    /// A truth value as a number, NaN where one of `inputs` is.
    mutating func flag(_ condition: ONNXName, unlessMissing inputs: [ONNXName]) throws -> ONNXColumn {
        var missing: ONNXName?
        for input in inputs {
            let one = node("IsNaN", [input])
            missing = missing.map { node("Or", [$0, one]) } ?? one
        }
        let value = cast(condition, to: .double)
        guard let missing else { return .number(value) }
        return .number(choose(missing, try number(.nan), value))
    }

    /// Whether a text is missing, for the result of a test on it.
    mutating func flag(_ condition: ONNXName, unlessEmpty text: ONNXName) throws -> ONNXColumn {
        let value = cast(condition, to: .double)
        return .number(choose(isEmptyText(text), try number(.nan), value))
    }
}
