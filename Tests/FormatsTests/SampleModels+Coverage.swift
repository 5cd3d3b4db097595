import Frames
import Graphs
import Models
import Signatures
import Tensors

/// Models that use every formula and every operation that can be exported.
extension SampleModels {
    /// One derived column for each formula; a missing result counts as −99, so that it reaches the output.
    static func formulas() throws -> FittedModel {
        let (a, b) = (ColumnExpression.column("a"), ColumnExpression.column("b"))
        let (n, text) = (ColumnExpression.column("n"), ColumnExpression.column("t"))
        func number(_ value: Int) -> ColumnExpression { .constant(.int(value)) }
        let word = ColumnExpression.constant(.string("x"))
        let smaller = try ColumnExpression.call("<", a, b)
        let same = try ColumnExpression.call("==", text, word)
        let binary = try ["+", "-", "*", "/", "//", "%", "row_min", "row_max"].map {
            try ColumnExpression.call($0, a, b)
        }
        let comparisons = try ["==", "!=", "<", "<=", ">", ">="].map { try ColumnExpression.call($0, a, n) }
        let unary = try [
            "negate", "abs", "floor", "ceil", "exp", "sin", "cos", "tanh", "float", "int", "bool",
        ]
        .map { try ColumnExpression.call($0, a) }
        let roots = try ["log", "sqrt"].map { try ColumnExpression.call($0, .call("abs", b)) }
        let logic: [ColumnExpression] = try [
            .call("and", smaller, same), .call("or", smaller, same), .call("not", smaller),
            .call("is_missing", a), .call("is_missing", text), .call("!=", word, text),
            .call("in", text, .list([.string("x"), .string("z")])),
            .call("in", n, .list([.int(2), .float(3)])),
            .call("when", smaller, a, number(7)), .call("coalesce", a, b, number(5)),
            .call("round", a, number(1)), .call("^", a, number(2)),
        ]
        let choice = try ColumnExpression.call("when", smaller, text, word)
        let filled = try ColumnExpression.call("coalesce", text, word)
        let words: [ColumnExpression] = try [.call("==", choice, word), .call("==", filled, word)]
        let all: [ColumnExpression] = binary + comparisons + unary + roots + logic + words
        let derived: [Derivation] = try all.enumerated().map { index, formula in
            Derivation(
                name: "f\(index)",
                expression: try .call("coalesce", .call("float", formula), .constant(.float(-99))))
        }
        return FittedModel(
            input: .columns([
                .init(name: "a", type: .float), .init(name: "b", type: .float), .init(name: "n", type: .int),
                .init(name: "t", type: .string),
            ]),
            steps: [.derive(derived)], features: derived.map { $0.name },
            predictor: .linear(identity(derived.count)), target: "y", task: .regression,
            training: TrainingRecord(loss: "mse"))
    }

    /// Gives its features as they are.
    private static func identity(_ count: Int) -> LinearModel {
        LinearModel(
            link: .identity, featureCount: count,
            coefficients: (0..<count * count).map { $0 % (count + 1) == 0 ? 1 : 0 },
            intercepts: Array(repeating: 0, count: count))
    }

    static func formulaRows() throws -> Frame {
        try Frame([
            (name: "a", column: Column([1.5, -2.25, nil, 2, 0, 3.75, nil, -0.5] as [Double?])),
            (name: "b", column: Column([2, -1, 4, nil, 0.5, 3.75, nil, 0.25] as [Double?])),
            (name: "n", column: Column([2, -3, 1, 2, 0, nil, nil, 3] as [Int?])),
            (name: "t", column: Column(["x", "y", nil, "z", "x", "x", nil, "w"])),
        ])
    }

    /// The ops of networks that no other sample has, each with its results side by side with the others'.
    static func operations() throws -> FittedModel {
        let net = try network(row: [4], [("p", try weights([4], 8)), ("m", try weights([2, 4, 3], 9))]) {
            x, p in
            guard let vector = p["p"], let matrices = p["m"] else { throw Fault(.value, "no parameters") }
            let results = try elementwise(x, vector) + moving(x, matrices) + reducing(x)
            let columns = try results.map {
                try $0.cast(to: .f32).reshape([.named("batch"), $0.type.width])
            }
            return try x.emitter.emit(.concat, columns, [.int(1)])[0]
        }
        return FittedModel(
            input: .tensor([4]), steps: [], features: [], predictor: .network(net), target: nil,
            task: .regression, training: TrainingRecord(loss: "mse"))
    }

    private static func elementwise(_ x: Var, _ vector: Var) throws -> [Var] {
        let e = x.emitter
        let binary: [Op] = [
            .add, .sub, .mul, .div, .floorDiv, .remainder, .maximum, .minimum, .equal, .notEqual, .less,
            .lessEqual, .greater, .greaterEqual,
        ]
        let unary: [Op] = [
            .neg, .abs, .sign, .floor, .ceil, .round, .exp, .expm1, .square, .sin, .cos, .tan, .tanh,
            .sigmoid,
            .relu, .softplus, .erf, .isNaN, .isFinite, .identity, .stopGradient, .softmax, .logSoftmax,
        ]
        let positive = try x.abs() + 0.5
        let (low, high) = (try x.isLess(0), try x.isGreater(vector))
        return try binary.map { try e.emit($0, x, vector) } + unary.map { try e.emit($0, x) } + [
            positive.log(), positive.log1p(), positive.sqrt(), positive.power(1.7), x.clip(-0.5, 0.75),
            low.and(high), low.or(high), low.not(), low.select(x, vector),
        ]
    }

    private static func moving(_ x: Var, _ matrices: Var) throws -> [Var] {
        let e = x.emitter
        let batch = Size.named("batch")
        let cube = try x.reshape([batch, 2, 2])
        let places = try e.emit(.argsort, x, attributes: [.bool(true)])
        let table = try e.constant(weights([5, 3], 10).cast(to: .f32))
        return try [
            cube.transpose(), cube.transpose([0, 2, 1]), cube.slice(axis: 1, start: 1, stop: nil),
            x.slice(axis: 1, start: nil, stop: -1), x.unsqueeze(1).squeeze(1), places,
            e.emit(.pad, x, attributes: [.ints([0, 1]), .ints([0, 2]), .float(0.5)]),
            e.emit(.broadcastTo, x.unsqueeze(1), attributes: [.sizes([batch, 3, 4])]),
            e.emit(.gatherAlong, x, places, attributes: [.int(1)]),
            e.emit(.gather, table, places, attributes: [.int(0)]),
            e.emit(.oneHot, places, attributes: [.int(4), .dtype(.f32)]),
            x.unsqueeze(1).unsqueeze(1).matmul(matrices),
            e.emit(.attention, cube, cube.transpose(), cube, attributes: [.bool(true)]),
            e.emit(.attention, cube, cube, cube.transpose(), attributes: [.bool(false)]),
            x.sum(keep: true) / e.emit(.extent, [], [.sizes([batch, 4]), .dtype(.f32)])[0] + x,
        ]
    }

    private static func reducing(_ x: Var) throws -> [Var] {
        let e = x.emitter
        let cube = try x.reshape([.named("batch"), 2, 2])
        let ops: [Op] = [.sum, .mean, .prod, .max, .min]
        let truth = try cube.isGreater(0)
        let lists = try ops.map { try e.emit($0, cube, attributes: [.ints([1]), .bool(false)]) }
        let kept = try ops.map { try e.emit($0, cube, attributes: [.ints([1, 2]), .bool(true)]) }
        return try lists + kept + [
            truth.any([2]), truth.all([1], keep: true), cube.argmax(axis: 2),
            cube.argmin(axis: 1, keep: true),
            cube.cumsum(axis: 1), e.emit(.cumsum, x, attributes: [.int(-1), .bool(true)]),
        ]
    }

    static func operationRows() throws -> Tensor {
        try Tensor((0..<24).map { Float(($0 * 29) % 17) / 5 - 1.5 }, sizes: [6, 4])
    }

    static func pictureRows() throws -> Tensor { try weights([5, 6, 5, 2], 11) }

    static func linearRows() throws -> Frame {
        try Frame([
            (name: "a", column: Column([0.5, -3, 1e3])), (name: "b", column: Column([true, false, true])),
        ])
    }
}

extension TensorType {
    /// How many elements a row has.
    fileprivate var width: Size { shape.dropFirst().reduce(.known(1)) { $0.times($1) } }
}
