import Frames
import Models
import Signatures
import Tensors

extension ONNXFrame {
    /// Appends what the step does to its columns.
    mutating func apply(_ step: FittedStep, in builder: inout ONNXBuilder) throws {
        switch step {
        case .impute(let list): for one in list { try apply(one, in: &builder) }
        case .scale(_, let list): for one in list { try apply(one, in: &builder) }
        case .oneHot(let list, let unknown): for one in list { try oneHot(one, unknown, in: &builder) }
        case .ordinal(let list, let unknown): for one in list { try ordinal(one, unknown, in: &builder) }
        case .select(let names): try select(names)
        case .drop(let names): drop(names)
        case .rename(let list): for one in list { rename(from: one.from, to: one.to) }
        case .derive(let list):
            for one in list { set(one.name, try column(of: one.expression, in: &builder)) }
        case .function(let function):
            throw Fault(.recording, "the function `\(function.name)` has no form in ONNX")
        }
    }

    private mutating func apply(_ one: Imputation, in builder: inout ONNXBuilder) throws {
        switch try column(one.column) {
        // Nothing can be done with it further on, filled or not.
        case .time: return
        case .text(let value):
            guard let filler = one.value.string else { throw unsuited(one.column, one.value) }
            let missing = builder.isEmptyText(value)
            set(one.column, .text(builder.choose(missing, builder.strings([filler]), value)))
        case .number, .part:
            guard let filler = one.value.double else { throw unsuited(one.column, one.value) }
            let value = try number(one.column, in: &builder)
            let missing = builder.node("IsNaN", [value])
            set(one.column, .number(builder.choose(missing, try builder.scalar(filler, .f64), value)))
        }
    }

    private func unsuited(_ name: String, _ cell: Cell) -> Fault {
        Fault(.type, "column `\(name)` cannot be filled with \(cell)")
    }

    private mutating func apply(_ one: Scaling, in builder: inout ONNXBuilder) throws {
        let value = try number(one.column, in: &builder)
        let centred = builder.node("Sub", [value, try builder.scalar(one.center, .f64)])
        set(one.column, .number(builder.node("Div", [centred, try builder.scalar(one.divisor, .f64)])))
    }

    private mutating func oneHot(
        _ one: Encoding, _ unknown: UnknownCategory, in builder: inout ONNXBuilder
    ) throws {
        let width = one.categories.count
        guard width > 0 else { return replace(one.column, with: []) }
        let rows = (0..<width).map { row in (0..<width).map { $0 == row ? 1.0 : 0 } }
        let block = try builder.encode(
            text(one.column), one, width: width, rows: rows,
            unknownRow: unknown == .ignore ? Array(repeating: 0, count: width) : nil)
        replace(
            one.column,
            with: one.levelNames.enumerated().map { ($1, .part(of: block, index: $0, width: width)) })
    }

    private mutating func ordinal(
        _ one: Encoding, _ unknown: UnknownCategory, in builder: inout ONNXBuilder
    ) throws {
        let code = try builder.encode(
            text(one.column), one, width: 1, rows: one.categories.indices.map { [Double($0)] },
            unknownRow: unknown == .ignore ? [.nan] : nil)
        set(one.column, .number(code))
    }
}

extension ONNXBuilder {
    /// Whether strings are empty, which is how a missing one comes: ONNX compares strings only from opset 19 on,
    /// so that an encoder has to tell.
    mutating func isEmptyText(_ value: ONNXName) -> ONNXName { isText(value, among: [""]) }

    /// Whether strings are among some.
    mutating func isText(_ value: ONNXName, among texts: [String]) -> ONNXName {
        let code = node(
            "LabelEncoder", [value],
            [
                "keys_strings": .strings(texts), "values_int64s": .ints(texts.map { _ in 1 }),
                "default_int64": .int(0),
            ], domain: Self.mlDomain)
        return cast(code, to: .bool)
    }

    /// The row of numbers that stands for each category: f64 of shape [batch, width], NaN for a missing one.
    ///
    /// The encoder numbers the categories, then the missing one, then all others; the rows are looked up by that
    /// number. Where there is no row for unknown categories, looking it up is an error, as in our own step.
    fileprivate mutating func encode(
        _ text: ONNXName, _ encoding: Encoding, width: Int, rows: [[Double]], unknownRow: [Double]?
    ) throws -> ONNXName {
        let count = encoding.categories.count
        let code = node(
            "LabelEncoder", [text],
            [
                "keys_strings": .strings(encoding.categories + [""]),
                "values_int64s": .ints(Array(0...count)),
                "default_int64": .int(count + 1),
            ], domain: Self.mlDomain)
        let table = rows + [Array(repeating: .nan, count: width)] + (unknownRow.map { [$0] } ?? [])
        let lookup = try constant(
            Tensor(table.flatMap(\.self), sizes: [table.count, width]), named: "categories")
        let flat = node("Reshape", [code, try integers([-1])])
        let label = unknownRow == nil ? "known categories of \(encoding.column)" : nil
        return node("Gather", [lookup, flat], ["axis": .int(0)], named: label)
    }
}
