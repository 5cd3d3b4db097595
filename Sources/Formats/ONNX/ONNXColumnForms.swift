import Frames
import Signatures

/// A column function's ONNX form. Functions that are not here have none.
struct ONNXColumnForm: Sendable {
    let name: String
    let build: @Sendable (ONNXCall, inout ONNXBuilder) throws -> ONNXColumn

    init(
        _ name: String, _ build: @escaping @Sendable (ONNXCall, inout ONNXBuilder) throws -> ONNXColumn
    ) {
        self.name = name
        self.build = build
    }

    static func named(_ name: String) -> ONNXColumnForm? { all.first { $0.name == name } }

    private static let all: [ONNXColumnForm] =
        [
            node("+", "Add"), node("-", "Sub"), node("*", "Mul"), node("/", "Div"), node("^", "Pow"),
            node("negate", "Neg"), node("abs", "Abs"), node("floor", "Floor"), node("ceil", "Ceil"),
            node("exp", "Exp"), node("log", "Log"), node("sqrt", "Sqrt"), node("sin", "Sin"),
            node("cos", "Cos"), node("tanh", "Tanh"), node("float", "Identity"),
            floorDivision, remainder, round, truncation, truth,
            extreme("row_min", "Min"), extreme("row_max", "Max"),
            equality("==", negated: false), equality("!=", negated: true),
            comparison("<", "Less"), comparison("<=", "LessOrEqual"),
            comparison(">", "Greater"), comparison(">=", "GreaterOrEqual"), membership,
            connective("and", decides: 0), connective("or", decides: 1), negation,
            isMissing, coalesce, when,
        ]

    // MARK: - Arithmetic

    /// One node that takes all arguments as numbers.
    private static func node(_ name: String, _ type: String) -> ONNXColumnForm {
        ONNXColumnForm(name) { call, builder in .number(builder.node(type, try call.numbers(&builder))) }
    }

    private static let floorDivision = ONNXColumnForm("//") { call, builder in
        let quotient = builder.node("Div", try call.numbers(&builder))
        return .number(builder.node("Floor", [quotient]))
    }

    /// a − ⌊a / b⌋ · b, which has the divisor's sign.
    private static let remainder = ONNXColumnForm("%") { call, builder in
        let (a, b) = (try call.number(0, &builder), try call.number(1, &builder))
        let whole = builder.node("Floor", [builder.node("Div", [a, b])])
        return .number(builder.node("Sub", [a, builder.node("Mul", [whole, b])]))
    }

    /// Halves to even, as ONNX rounds too.
    private static let round = ONNXColumnForm("round") { call, builder in
        guard case .int(let digits)? = call.constant(1) else { throw call.unavailable }
        let value = try call.number(0, &builder)
        let scale = try builder.number(Double("1e\(max(-300, min(300, digits)))") ?? 1)
        let rounded = builder.node("Round", [builder.node("Mul", [value, scale])])
        return .number(builder.node("Div", [rounded, scale]))
    }

    /// Towards zero.
    private static let truncation = ONNXColumnForm("int") { call, builder in
        let value = try call.number(0, &builder)
        let size = builder.node("Floor", [builder.node("Abs", [value])])
        return .number(builder.node("Mul", [size, builder.node("Sign", [value])]))
    }

    private static let truth = ONNXColumnForm("bool") { call, builder in
        let value = try call.number(0, &builder)
        let isZero = builder.node("Equal", [value, try builder.number(0)])
        return try builder.flag(builder.node("Not", [isZero]), unlessMissing: [value])
    }

    /// Of those that are not missing.
    private static func extreme(_ name: String, _ type: String) -> ONNXColumnForm {
        ONNXColumnForm(name) { call, builder in
            let values = try call.numbers(&builder)
            let best = values.dropFirst().reduce(values[0]) { best, value in
                let both = builder.node(type, [best, value])
                let known = builder.choose(builder.node("IsNaN", [value]), best, both)
                return builder.choose(builder.node("IsNaN", [best]), value, known)
            }
            return .number(best)
        }
    }

    // MARK: - Comparison and logic

    private static func equality(_ name: String, negated: Bool) -> ONNXColumnForm {
        ONNXColumnForm(name) { call, builder in
            for (side, other) in [(0, 1), (1, 0)] {
                guard case .string(let word)? = call.constant(other),
                    let text = try call.text(side, &builder)
                else { continue }
                let same = builder.isText(text, among: [word])
                return try builder.flag(negated ? builder.node("Not", [same]) : same, unlessEmpty: text)
            }
            let sides = try call.numbers(&builder)
            let same = builder.node("Equal", sides)
            return try builder.flag(negated ? builder.node("Not", [same]) : same, unlessMissing: sides)
        }
    }

    private static func comparison(_ name: String, _ type: String) -> ONNXColumnForm {
        ONNXColumnForm(name) { call, builder in
            let sides = try call.numbers(&builder)
            return try builder.flag(builder.node(type, sides), unlessMissing: sides)
        }
    }

    private static let membership = ONNXColumnForm("in") { call, builder in
        if let text = try call.text(0, &builder) {
            return try builder.flag(
                builder.isText(text, among: call.list(1).compactMap(\.string)), unlessEmpty: text)
        }
        let value = try call.number(0, &builder)
        var found = try builder.node("Not", [builder.node("Equal", [value, value])])
        for number in call.list(1).compactMap(\.double) {
            let same = builder.node("Equal", [value, try builder.number(number)])
            found = builder.node("Or", [found, same])
        }
        return try builder.flag(found, unlessMissing: [value])
    }

    /// Three-valued: one side may settle the result though the other be missing.
    private static func connective(_ name: String, decides: Double) -> ONNXColumnForm {
        ONNXColumnForm(name) { call, builder in
            let sides = try call.numbers(&builder)
            let settling = try builder.number(decides)
            let settled = sides.map { builder.node("Equal", [$0, settling]) }
            // Where no side settles it, both are the other value or missing: their product tells which.
            let rest = builder.node("Mul", sides)
            let open = try builder.choose(
                builder.node("IsNaN", [rest]), rest, builder.number(1 - decides))
            return .number(builder.choose(builder.node("Or", settled), settling, open))
        }
    }

    private static let negation = ONNXColumnForm("not") { call, builder in
        .number(builder.node("Sub", [try builder.number(1), try call.number(0, &builder)]))
    }

    // MARK: - Missing cells and choices

    private static let isMissing = ONNXColumnForm("is_missing") { call, builder in
        if let text = try call.text(0, &builder) { return builder.flag(builder.isEmptyText(text)) }
        return builder.flag(builder.node("IsNaN", [try call.number(0, &builder)]))
    }

    private static let coalesce = ONNXColumnForm("coalesce") { call, builder in
        if case .text(var value) = try call.column(0, &builder) {
            for index in call.arguments.indices.dropFirst() {
                guard case .text(let next) = try call.column(index, &builder) else { throw call.unavailable }
                value = builder.choose(builder.isEmptyText(value), next, value)
            }
            return .text(value)
        }
        let values = try call.numbers(&builder)
        return .number(
            values.dropFirst().reduce(values[0]) { value, next in
                builder.choose(builder.node("IsNaN", [value]), next, value)
            })
    }

    private static let when = ONNXColumnForm("when") { call, builder in
        let condition = try call.number(0, &builder)
        let missing = builder.node("IsNaN", [condition])
        let holds = builder.node("Equal", [condition, try builder.number(1)])
        if case .text(let yes) = try call.column(1, &builder) {
            let no =
                call.constant(2) == .missing ? builder.strings([""]) : try call.text(orConstant: 2, &builder)
            return .text(builder.choose(missing, builder.strings([""]), builder.choose(holds, yes, no)))
        }
        let branches = (try call.number(1, &builder), try call.number(2, &builder))
        let chosen = builder.choose(holds, branches.0, branches.1)
        return .number(builder.choose(missing, try builder.number(.nan), chosen))
    }
}

extension ONNXCall {
    fileprivate func text(orConstant index: Int, _ builder: inout ONNXBuilder) throws -> ONNXName {
        guard case .text(let value) = try column(index, &builder) else { throw unavailable }
        return value
    }
}
