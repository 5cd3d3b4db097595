import Frames
import Graphs
import Models
import Signatures
import Tensors

/// Models whose numbers follow from formulas, so that they are the same wherever they are built.
enum SampleModels {
    /// Numbers like weights, between −1 and 1.
    static func weights(_ sizes: [Int], _ seed: Int) throws -> Tensor {
        let count = sizes.reduce(1, *)
        return try Tensor((0..<count).map { Float(($0 * 37 + seed * 101) % 199) / 100 - 1 }, sizes: sizes)
    }

    private static func store(_ entries: [(String, Tensor)]) throws -> ParameterStore {
        try ParameterStore(entries.map { .init(path: $0, value: $1, role: .trained) })
    }

    /// A network of the layers that `body` emits, on rows of these sizes.
    static func network(
        row: [Int], _ parameters: [(String, Tensor)], _ body: (Var, [String: Var]) throws -> Var
    ) throws -> Network {
        let emitter = Emitter(.record)
        let x = emitter.input("input", TensorType(.f32, [.named("batch")] + row.map { .known($0) }))
        var leaves: [String: Var] = [:]
        for (path, tensor) in parameters { leaves[path] = emitter.parameter(path, tensor.type) }
        let graph = try emitter.graph(outputs: [(name: "prediction", value: try body(x, leaves))])
        return Network(form: .recorded(graph), parameters: try store(parameters), layers: [])
    }

    /// Missing numbers and strings, one-hot columns, scaling, a derived column and two dense layers.
    static func flowers() throws -> FittedModel {
        let parameters = [
            ("dense_1.weight", try weights([7, 8], 1)), ("dense_1.bias", try weights([8], 2)),
            ("dense_2.weight", try weights([8, 3], 3)), ("dense_2.bias", try weights([3], 4)),
        ]
        let net = try network(row: [7], parameters) { x, p in
            func leaf(_ path: String) throws -> Var { try p[path] ?? x.emitter.scalar(0, .f32) }
            let hidden = try (x.matmul(leaf("dense_1.weight")) + leaf("dense_1.bias")).relu()
            return try (hidden.matmul(leaf("dense_2.weight")) + leaf("dense_2.bias")).softmax()
        }
        let steps: [FittedStep] = [
            .impute([
                .init(column: "mass", value: .float(4050)), .init(column: "year", value: .int(2008)),
                .init(column: "sex", value: .string("male")),
                .init(column: "island", value: .string("Biscoe")),
            ]),
            .derive([
                .init(
                    name: "heavy",
                    expression: try .call(">", .column("mass"), .constant(.int(4000)))),
                .init(name: "ratio", expression: try .call("/", .column("mass"), .column("year"))),
            ]),
            .oneHot([.init(column: "sex", categories: ["female", "male"])], unknown: .error),
            .ordinal([.init(column: "island", categories: ["Biscoe", "Dream"])], unknown: .error),
            .scale(
                name: "standardize",
                [
                    .init(column: "mass", center: 4201.75, divisor: 800.5),
                    .init(column: "year", center: 2008.03, divisor: 0.8),
                ]),
        ]
        return FittedModel(
            input: .columns([
                .init(name: "mass", type: .float), .init(name: "year", type: .int),
                .init(name: "sex", type: .string), .init(name: "island", type: .category),
            ]),
            steps: steps, features: ["mass", "year", "sex=female", "sex=male", "island", "heavy", "ratio"],
            predictor: .network(net), target: "species",
            task: .classification(
                .init(labels: ["Adelie", "Chinstrap", "Gentoo"].map { .string($0) }, type: .string)),
            training: try record())
    }

    private static func record() throws -> TrainingRecord {
        TrainingRecord(
            history: try Frame([
                (name: "epoch", column: Column([1, 2])), (name: "loss", column: Column([0.5, Double.nan])),
                (name: "val_loss", column: Column([nil, 0.1] as [Double?])),
            ]),
            loss: "cross_entropy", metrics: ["accuracy"], choices: "loss: cross_entropy", notes: ["a note"])
    }

    static func flowerRows() throws -> Frame {
        try Frame([
            (name: "mass", column: Column([3750, nil, 5200.5, 4001, 2900.25, nil] as [Double?])),
            (name: "year", column: Column([2007, 2009, nil, 2008, 2007, nil] as [Int?])),
            (name: "sex", column: Column(["male", nil, "female", "female", "male", nil])),
            (name: "island", column: Column(["Biscoe", "Dream", nil, "Dream", "Biscoe", nil])),
        ])
    }

    /// Convolution, both poolings, normalisation and one sigmoid unit, on images.
    static func pictures() throws -> FittedModel {
        let parameters = [
            ("conv.filters", try weights([3, 2, 2, 4], 5)), ("conv.bias", try weights([4], 6)),
            ("dense.weight", try weights([32, 1], 7)),
        ]
        let net = try network(row: [6, 5, 2], parameters) { x, p in
            func leaf(_ path: String) throws -> Var { try p[path] ?? x.emitter.scalar(0, .f32) }
            let e = x.emitter
            let y = try e.emit(
                .conv2d, x, leaf("conv.filters"), attributes: [.ints([1, 1]), .string("same")])
            let active = try (y + leaf("conv.bias")).tanh()
            let large = try e.emit(.maxPool, [active], [.int(2), .int(2), .string("valid")])[0]
            let mean = try e.emit(
                .avgPool, large, attributes: [.ints([2, 2]), .ints([1, 1]), .string("same")])
            let centred = try mean - mean.mean([-1], keep: true)
            let flat = try centred.reshape([.named("batch"), .known(24)])
            return try flat.matmul(leaf("dense.weight").slice(axis: 0, start: 0, stop: 24)).sigmoid()
        }
        return FittedModel(
            input: .tensor([6, 5, 2]), steps: [], features: [], predictor: .network(net), target: nil,
            task: .classification(.init(labels: [.int(3), .int(7)], type: .int)),
            training: TrainingRecord(loss: "bce"))
    }

    static func linear() -> FittedModel {
        FittedModel(
            input: .columns([.init(name: "a", type: .float), .init(name: "b", type: .bool)]),
            steps: [], features: ["a", "b"],
            predictor: .linear(
                .init(link: .identity, featureCount: 2, coefficients: [1.25, -3], intercepts: [0.1])),
            target: "y", task: .regression, training: TrainingRecord(loss: "mse"))
    }
}
