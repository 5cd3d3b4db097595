import Formats
import Frames
import Graphs
import Language
import Models
import Signatures
import Tensors

/// The arguments of `fit`, read by name: they are too many to be told apart by number.
struct FitArguments {
    private let arguments: Arguments
    private let session: Session

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        session = try arguments.session
    }

    /// The pipeline, fitted to the data.
    func fitted() throws -> FittedModel { try prepared().trained(session.trainingHooks.report) }

    /// The pipeline with all that comes before the first epoch: steps have learnt, and nothing that is trained has.
    func prepared() throws -> FittedModel {
        let net = try place("net")
        guard let pipeline = try session.pipeline(from: arguments[net]) else {
            throw arguments.wrongType(net, "a layer, a step or a pipeline")
        }
        let options = try options()
        if let frame = try value("data")?.frame {
            return try pipeline.prepared(frame, target: target(), options)
        }
        guard try value("y") != nil else {
            throw Fault(
                .argument, "`fit` on a tensor needs the targets as its third argument: `fit(net, x, y)`")
        }
        try refuseColumns()
        return try pipeline.prepared(tensor("data"), tensor("y"), options)
    }

    /// Tensors have no columns that a name could choose.
    private func refuseColumns() throws {
        for name in ["target", "features"] where try value(name) != nil {
            throw arguments.fault(
                .argument, "`\(name)` names columns of a frame; these are tensors", at: try place(name))
        }
    }

    // MARK: - Reading

    private func place(_ name: String) throws -> Int {
        let names = arguments.signature.parameters.map(\.name)
        guard let place = names.firstIndex(of: name) else { throw Fault.unknown("parameter", name, among: names) }
        return place
    }

    /// Nil where nothing was given, or `none`.
    private func value(_ name: String) throws -> Value? {
        let value = arguments[try place(name)]
        return value.isNone ? nil : value
    }

    private func tensor(_ name: String) throws -> Tensor {
        let place = try place(name)
        return try session.tensor(from: arguments[place], at: place)
    }

    private func target() throws -> String {
        guard try value("target") != nil else {
            throw Fault(
                .argument, "`fit` needs to know which column to learn", help: "name it: `target: .species`")
        }
        return try arguments.columnName(place("target"))
    }

    /// A count that the script gave; nil where it did not.
    private func count(_ name: String) throws -> Int? {
        let place = try place(name)
        guard arguments.isGiven(place), !arguments[place].isNone else { return nil }
        return try arguments.positive(place)
    }
}

// MARK: - Options

extension FitArguments {
    private func options() throws -> FitOptions {
        var options = FitOptions(key: session.generator.next())
        if try value("features") != nil { options.features = try arguments.columnNames(place("features")) }
        options.epochs = try count("epochs")
        options.batch = try count("batch")
        options.accumulate = try count("accumulate") ?? 1
        options.optimizer = try optimizer()
        options.loss = try loss()
        options.metrics = try metrics()
        options.validation = try validation()
        options.shuffles = try arguments.bool(place("shuffle"))
        options.earlyStop = try value("early_stop")?.record?.fields.earlyStop
        options.checkpoint = try checkpoint()
        options.announce = { [output = session.output] in output.note($0) }
        options.report = session.trainingHooks.report
        options.isInterrupted = session.trainingHooks.isInterrupted
        return options
    }

    /// `adam(0.01)`, or `adam` for one with its usual settings.
    private func optimizer() throws -> Optimizer? {
        guard let value = try value("optimizer") else { return nil }
        if let object = value.foreign as? OptimizerObject { return object.optimizer }
        guard let kind = value.native.flatMap({ OptimizerKind.named($0.name) }) else {
            throw arguments.wrongType(try place("optimizer"), "an optimizer such as `adam(0.01)`")
        }
        return try kind.build(Settings(kind.signature))
    }

    /// A loss by its function, or any function of prediction and target.
    private func loss() throws -> Loss? {
        guard let value = try value("loss") else { return nil }
        if let kind = value.native.flatMap({ LossKind.named($0.name) }) { return try kind.standard() }
        let session = session
        return Loss(
            name: value.functionName ?? "loss",
            rule: .function { prediction, target in
                let result = try session.running(on: prediction) {
                    try session.machine.call(
                        value, CallArguments([session.stageInput(prediction), session.stageInput(target)]))
                }
                return try requiringLoss(session.stageOutput(result, of: "the loss"))
            })
    }

    /// What a loss function gives, if it is a number whose gradient can be taken.
    private func requiringLoss(_ loss: Var) throws -> Var {
        guard loss.type.count.known == 1 else {
            throw Fault(
                .shape, "a loss is one number for all rows", labels: [.init(.named("loss"), "gives \(loss.type)")],
                help: "take the mean of it")
        }
        guard loss.dtype.isFloating else {
            throw Fault(
                .type, "a loss is a decimal number, of which gradients can be taken",
                labels: [.init(.named("loss"), "gives \(loss.type)")])
        }
        return loss
    }

    /// Metrics by their functions: `[accuracy, f1]`.
    private func metrics() throws -> [String]? {
        guard let value = try value("metrics") else { return nil }
        return try (value.sequence ?? [value]).map { metric in
            guard let name = metric.native?.name ?? metric.string, MetricKind.named(name) != nil else {
                throw arguments.wrongType(try place("metrics"), "metrics such as `accuracy`")
            }
            return name
        }
    }

    private func validation() throws -> FitOptions.Validation {
        guard let value = try value("validation") else { return .none }
        let place = try place("validation")
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

    private func checkpoint() throws -> CheckpointFile? {
        guard try value("checkpoint") != nil else { return nil }
        return CheckpointFile(try arguments.path(place("checkpoint")), every: try count("checkpoint_every") ?? 1)
    }
}

extension Arguments {
    /// - Throws: a fault unless the argument is a whole number from 1 on.
    func positive(_ place: Int) throws -> Int {
        let number = try int(place)
        guard number >= 1 else {
            throw fault(.value, "`\(signature.parameters[place].name)` must be at least 1", at: place)
        }
        return number
    }
}

extension Fields {
    /// What `early_stop(…)` gives.
    fileprivate var earlyStop: EarlyStop {
        EarlyStop(
            patience: self["patience"]?.int ?? 5, metric: self["metric"]?.string,
            least: self["least"]?.number ?? 0)
    }
}

extension Session {
    /// How a training shows its progress, and learns that it is to stop.
    var trainingHooks: TrainingHooks {
        let (output, interrupt) = (output, interrupt)
        return TrainingHooks(report: { output.progress($0) }, isInterrupted: { interrupt.pointee != 0 })
    }
}
