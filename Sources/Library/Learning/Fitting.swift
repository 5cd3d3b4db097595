import Frames
import Graphs
import Language
import Models
import Signatures
import Tensors

/// `fit` and what it is told.
enum Fitting {
    static let all = [fit, earlyStop]

    /// The places of `fit`'s parameters.
    private enum Place: Int, CaseIterable {
        case net, data, y, target, features, epochs, batch, optimizer, loss, metrics, validation, shuffle,
            earlyStop
    }

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
                Parameter(
                    "optimizer", .oneOf([.optimizer, .function, .none]), .named, default: .computed("adam()")),
                Parameter("loss", .oneOf([.function, .none]), .named, default: .computed("by the target")),
                Parameter(
                    "metrics", .oneOf([.list, .function, .none]), .named, default: .computed("by the target")),
                Parameter(
                    "validation", .oneOf([.number, .frame, .tuple, .none]), .named,
                    default: Parameter.Default.none),
                Parameter("shuffle", .bool, .named, default: .bool(true)),
                Parameter("early_stop", .oneOf([.record, .none]), .named, default: Parameter.Default.none),
            ], returns: .model,
            """
            Fits a pipeline to a frame with a target column, or a network to tensors `x` and `y`, and gives a model.
            Steps learn once, from the training rows alone; layers learn by gradient, over `epochs` passes in batches.
            `validation` is a share of the rows or a frame that is only judged by.
            """,
            example: """
                x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
                model = fit(dense(8, tanh) >> dense(1, sigmoid), x, [0, 1, 1, 0], epochs: 200, optimizer: adam(0.05))
                round(predict(model, x))
                """, related: ["predict", "evaluate", "summary", "adam"])
    ) { arguments in
        let session = try arguments.session
        guard let pipeline = try session.pipeline(from: arguments[0]) else {
            throw arguments.wrongType(0, "a layer, a step or a pipeline")
        }
        let options = try options(arguments, session)
        let model = try fitted(pipeline, arguments, options, session)
        for note in model.training.notes { session.output.warn(note) }
        return .model(model)
    }

    private static func fitted(
        _ pipeline: Pipeline, _ arguments: Arguments, _ options: FitOptions, _ session: Session
    ) throws -> FittedModel {
        if let frame = arguments[Place.data.rawValue].frame {
            guard !arguments[Place.target.rawValue].isNone else {
                throw Fault(
                    .argument, "`fit` needs to know which column to learn",
                    help: "name it: `target: .species`")
            }
            return try pipeline.fit(frame, target: arguments.columnName(Place.target.rawValue), options)
        }
        guard !arguments[Place.y.rawValue].isNone else {
            throw Fault(
                .argument, "`fit` on a tensor needs the targets as its third argument: `fit(net, x, y)`")
        }
        let x = try session.tensor(from: arguments[Place.data.rawValue], at: Place.data.rawValue)
        let y = try session.tensor(from: arguments[Place.y.rawValue], at: Place.y.rawValue)
        return try pipeline.fit(x, y, options)
    }

    // MARK: - Options

    private static func options(_ arguments: Arguments, _ session: Session) throws -> FitOptions {
        var options = FitOptions(key: session.generator.next())
        if !arguments[Place.features.rawValue].isNone {
            options.features = try arguments.columnNames(Place.features.rawValue)
        }
        if arguments.isGiven(Place.epochs.rawValue) { options.epochs = try count(arguments, .epochs) }
        if arguments.isGiven(Place.batch.rawValue), !arguments[Place.batch.rawValue].isNone {
            options.batch = try count(arguments, .batch)
        }
        options.optimizer = try optimizer(arguments, session)
        options.loss = try loss(arguments, session)
        options.metrics = try metrics(arguments)
        options.validation = try validation(arguments, session)
        options.shuffles = try arguments.bool(Place.shuffle.rawValue)
        options.earlyStop = try stopping(arguments)
        options.announce = { session.output.note($0) }
        options.report = { session.output.progress($0) }
        let interrupt = session.interrupt
        options.isInterrupted = { interrupt.pointee != 0 }
        return options
    }

    private static func count(_ arguments: Arguments, _ place: Place) throws -> Int {
        let number = try arguments.int(place.rawValue)
        guard number >= 1 else {
            throw arguments.fault(
                .value, "`\(arguments.signature.parameters[place.rawValue].name)` must be at least 1",
                at: place.rawValue)
        }
        return number
    }

    /// `adam(0.01)`, or `adam` for one with its usual settings.
    private static func optimizer(_ arguments: Arguments, _ session: Session) throws -> Optimizer? {
        let value = arguments[Place.optimizer.rawValue]
        if let object = value.foreign as? OptimizerObject { return object.optimizer }
        guard !value.isNone else { return nil }
        guard let kind = value.native.flatMap({ OptimizerKind.named($0.name) }) else {
            throw arguments.wrongType(Place.optimizer.rawValue, "an optimizer such as `adam(0.01)`")
        }
        return try kind.build(Settings(kind.signature))
    }

    /// A loss by its function, or any function of prediction and target.
    private static func loss(_ arguments: Arguments, _ session: Session) throws -> Loss? {
        let value = arguments[Place.loss.rawValue]
        guard !value.isNone else { return nil }
        if let kind = value.native.flatMap({ LossKind.named($0.name) }) { return try kind.standard() }
        let name = value.functionName ?? "loss"
        return Loss(
            name: name,
            rule: .function { prediction, target in
                let result = try session.running(on: prediction) {
                    try session.machine.call(
                        value, CallArguments([session.stageInput(prediction), session.stageInput(target)]))
                }
                return try session.stageOutput(result, of: "the loss")
            })
    }

    /// Metrics by their functions: `[accuracy, f1]`.
    private static func metrics(_ arguments: Arguments) throws -> [String]? {
        let value = arguments[Place.metrics.rawValue]
        guard !value.isNone else { return nil }
        return try (value.sequence ?? [value]).map { metric in
            guard let name = metric.native?.name ?? metric.string, MetricKind.named(name) != nil else {
                throw arguments.wrongType(Place.metrics.rawValue, "metrics such as `accuracy`")
            }
            return name
        }
    }

    private static func validation(_ arguments: Arguments, _ session: Session) throws -> FitOptions.Validation {
        let place = Place.validation.rawValue
        let value = arguments[place]
        if value.isNone { return .none }
        if let frame = value.frame { return .frame(frame) }
        if let pair = value.sequence, pair.count == 2 {
            return .tensors(
                inputs: try session.tensor(from: pair[0], at: place),
                targets: try session.tensor(from: pair[1], at: place))
        }
        guard let share = value.number, share > 0, share < 1 else {
            throw arguments.fault(.value, "a validation share is a number between 0 and 1", at: place)
        }
        return .share(share)
    }

    private static func stopping(_ arguments: Arguments) throws -> EarlyStop? {
        guard let fields = arguments[Place.earlyStop.rawValue].record?.fields else { return nil }
        return EarlyStop(
            patience: fields["patience"]?.int ?? 5, metric: fields["metric"]?.string,
            least: fields["least"]?.number ?? 0)
    }

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
        guard try arguments.int(0) >= 1 else {
            throw arguments.fault(.value, "the patience must be at least 1", at: 0)
        }
        let metric = arguments[1].columnName.map(Value.string) ?? .none
        return .record([("patience", arguments[0]), ("metric", metric), ("least", arguments[2])])
    }
}
