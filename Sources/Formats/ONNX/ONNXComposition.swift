import Graphs
import Signatures

/// How an op is made of ONNX nodes where one node does not say it.
struct ONNXComposition: Sendable {
    let name: String
    let build: @Sendable (ONNXOperation, inout ONNXBuilder) throws -> ONNXName

    init(
        _ name: String, _ build: @escaping @Sendable (ONNXOperation, inout ONNXBuilder) throws -> ONNXName
    ) {
        self.name = name
        self.build = build
    }

    static func named(_ name: String) -> ONNXComposition? { all.first { $0.name == name } }

    private static let all = arithmetic + truths + shaping + images + attentions

    // MARK: - Arithmetic

    private static let arithmetic: [ONNXComposition] = [
        ONNXComposition("floor_div") { $1.floorQuotient($0) },
        ONNXComposition("remainder") { operation, builder in
            let whole = builder.floorQuotient(operation)
            let product = builder.node("Mul", [whole, operation.inputs[1]])
            return builder.node("Sub", [operation.inputs[0], product])
        },
        ONNXComposition("square") { $1.node("Mul", [$0.inputs[0], $0.inputs[0]]) },
        ONNXComposition("log1p") { operation, builder in
            let one = try builder.scalar(1, operation.outputTypes[0].dtype)
            return builder.node("Log", [builder.node("Add", [operation.inputs[0], one])])
        },
        ONNXComposition("expm1") { operation, builder in
            let one = try builder.scalar(1, operation.outputTypes[0].dtype)
            return builder.node("Sub", [builder.node("Exp", [operation.inputs[0]]), one])
        },
        ONNXComposition("clip") { operation, builder in
            let dtype = operation.outputTypes[0].dtype
            guard let low = operation.attribute(0).float, let high = operation.attribute(1).float else {
                throw operation.unavailable
            }
            let bounds = (try builder.scalar(low, dtype), try builder.scalar(high, dtype))
            return builder.node("Clip", [operation.inputs[0], bounds.0, bounds.1])
        },
        ONNXComposition("cumsum") { operation, builder in
            guard let axis = operation.attribute(0).int else { throw operation.unavailable }
            return builder.node(
                "CumSum", [operation.inputs[0], try builder.integers([axis])],
                ["reverse": .int(operation.attribute(1).bool == true ? 1 : 0)])
        },
        ONNXComposition("argsort") { operation, builder in
            let length = try operation.size(operation.inputTypes[0], operation.inputTypes[0].rank - 1)
            let isDescending = operation.attribute(0).bool == true
            return builder.second(
                "TopK", [operation.inputs[0], try builder.integers([length])],
                [("axis", .int(-1)), ("largest", .int(isDescending ? 1 : 0))])
        },
        ONNXComposition("one_hot") { operation, builder in
            guard let classes = operation.attribute(0).int else { throw operation.unavailable }
            let dtype = operation.outputTypes[0].dtype
            let depth = try builder.integers([classes])
            return builder.node(
                "OneHot", [operation.inputs[0], depth, try builder.zeroAndOne(dtype)], ["axis": .int(-1)])
        },
    ]

    // MARK: - Truth values

    private static let truths: [ONNXComposition] = [
        ONNXComposition("not_equal") { $1.node("Not", [$1.node("Equal", $0.inputs)]) },
        ONNXComposition("is_finite") { operation, builder in
            let x = operation.inputs[0]
            let odd = builder.node("Or", [builder.node("IsNaN", [x]), builder.node("IsInf", [x])])
            return builder.node("Not", [odd])
        },
        ONNXComposition("any") { try $1.truth("ReduceMax", $0) },
        ONNXComposition("all") { try $1.truth("ReduceMin", $0) },
    ]

    // MARK: - Reductions

    /// From opset 13 on this reduction takes its axes as an input; in opset 17 the others still have an attribute.
    static let takesAxesAsInput: Set<String> = ["ReduceSum"]

    static func reduceByInput(
        _ type: String, _ operation: ONNXOperation, _ builder: inout ONNXBuilder
    ) throws -> ONNXName {
        let axes = try operation.attribute(0).ints.map { [try builder.integers($0)] } ?? []
        return builder.node(
            type, operation.inputs + axes, ["keepdims": .int(operation.attribute(1).bool == true ? 1 : 0)])
    }
}

extension ONNXBuilder {
    /// Integers are divided as decimals, since ONNX cuts their quotient towards zero.
    fileprivate mutating func floorQuotient(_ operation: ONNXOperation) -> ONNXName {
        guard operation.outputTypes[0].dtype == .i64 else {
            return node("Floor", [node("Div", operation.inputs)])
        }
        let decimals = operation.inputs.map { cast($0, to: .double) }
        return cast(node("Floor", [node("Div", decimals)]), to: .int64)
    }

    /// A reduction of truth values, which ONNX does on numbers alone.
    fileprivate mutating func truth(_ type: String, _ operation: ONNXOperation) throws -> ONNXName {
        let number = cast(operation.inputs[0], to: .float)
        var attributes: [(String, ONNXAttribute)] = [
            ("keepdims", .int(operation.attribute(1).bool == true ? 1 : 0))
        ]
        if let axes = operation.attribute(0).ints { attributes.append(("axes", .ints(axes))) }
        return cast(node(type, [number], attributes), to: .bool)
    }
}
