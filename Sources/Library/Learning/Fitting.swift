import Language
import Models
import Signatures

/// `fit`, and when it is to stop.
enum Fitting {
    static let all = [fit.impure, earlyStop]

    static let fit = Native(
        Signature(
            "fit",
            [
                Parameter("net", .oneOf([.layer, .model, .function])),
                Parameter("data", .oneOf([.frame, .tensorLike, .column])),
                Parameter("y", .oneOf([.tensorLike, .column, .none]), default: Parameter.Default.none),
                Parameter(
                    "target", .oneOf([.expression, .string, .none]), .named, default: Parameter.Default.none),
                Parameter(
                    "features", .oneOf([.list, .none]), .named, default: .computed("all other columns")),
                Parameter("epochs", .int, .named, default: .int(10)),
                Parameter("batch", .oneOf([.int, .none]), .named, default: .int(32)),
                Parameter("accumulate", .int, .named, default: .int(1)),
                Parameter(
                    "optimizer", .oneOf([.optimizer, .function, .none]), .named, default: .computed("adam()")),
                Parameter(
                    "loss", .oneOf([.function, .none]), .named, default: .computed("by the target"),
                    offers: .functions(LossKind.all.map(\.name))),
                Parameter(
                    "metrics", .oneOf([.list, .function, .none]), .named, default: .computed("by the target"),
                    offers: .functions(MetricKind.all.map(\.name))),
                Parameter(
                    "validation", .oneOf([.number, .frame, .tuple, .none]), .named,
                    default: Parameter.Default.none),
                Parameter("shuffle", .bool, .named, default: .bool(true)),
                Parameter(
                    "early_stop", .oneOf([.record, .none]), .named, default: Parameter.Default.none,
                    offers: .functions(["early_stop"])),
                Parameter(
                    "checkpoint", .oneOf([.string, .none]), .named, default: Parameter.Default.none,
                    offers: .files([])),
                Parameter("checkpoint_every", .int, .named, default: .int(1)),
            ], returns: .model,
            """
            Fits a pipeline to a frame with a target column, or a network to tensors `x` and `y`, and gives a model.
            Steps learn once, from the training rows alone; layers learn by gradient, over `epochs` passes in batches.
            One step of the optimizer takes `accumulate` batches: the mean gradient over all of their rows.
            `validation` is a share of the rows or a frame that is only judged by.
            `checkpoint` names a file that keeps the training, every `checkpoint_every` epochs: `resume` goes on from it.
            """,
            example: """
                x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
                model = fit(dense(8, tanh) >> dense(1, sigmoid), x, [0, 1, 1, 0], epochs: 200, optimizer: adam(0.05))
                round(predict(model, x))
                """, related: ["predict", "evaluate", "summary", "resume", "adam"])
    ) { arguments in
        let model = try FitArguments(arguments).fitted()
        let output = try arguments.session.output
        for note in model.training.notes { output.warn(note) }
        if let ending = model.training.ending { output.warn(ending) }
        return .model(model)
    }
    .previewed { .outlined(.model(try FitArguments($0).prepared())) }

    static let earlyStop = Native(
        Signature(
            "early_stop",
            [
                Parameter("patience", .int, default: .int(5)),
                Parameter(
                    "metric", .oneOf([.string, .expression, .none]),
                    default: .computed("val_loss, or loss without validation")),
                Parameter("least", .float, .named, default: .float(0)),
            ], returns: .record,
            """
            For `fit`: ends the training once a column of its history has not become better for `patience` epochs, and \
            goes back to the best. Better means by more than `least`.
            """, example: "early_stop(10, metric: \"val_loss\")", related: ["fit"])
    ) { arguments in
        _ = try arguments.positive(0)
        let metric = arguments[1].columnName.map(Value.string) ?? .none
        return .record([("patience", arguments[0]), ("metric", metric), ("least", arguments[2])])
    }
}
