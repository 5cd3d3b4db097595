import Graphs
import Language
import Models
import Signatures
import Tensors

/// `>>`, and calling what it makes.
extension Session {
    package func compose(_ a: Value, _ b: Value) throws -> Value {
        if isFunction(a) && isFunction(b) { return .object(try ComposedFunction(a, b)) }
        guard let first = try pipeline(from: a), let second = try pipeline(from: b) else {
            let wrong = try pipeline(from: a) == nil ? (a, 0) : (b, 1)
            throw Fault(
                .type,
                "`>>` composes steps, layers, functions and models, not \(wrong.0.type.nameWithArticle)",
                labels: [.init(.argument(wrong.1), wrong.0.label)])
        }
        return .pipeline(try first.followed(by: second))
    }

    private func isFunction(_ value: Value) -> Bool { value.type == .function }

    /// The value as a pipeline; nil if it can't be part of one.
    func pipeline(from value: Value) throws -> Pipeline? {
        if let pipeline = value.pipeline { return pipeline }
        if let layer = value.layer { return try UserStage.pipeline(of: layer, in: self) }
        if let model = value.model { return try Pipeline([.model(model, trainable: false)]) }
        if let fixed = value.foreign as? FixedNetwork { return try Pipeline([.stage(fixed.stage(in: self))]) }
        if let checked = value.foreign as? CheckedLayer { return try Pipeline([.stage(checked)]) }
        return value.type == .function ? try Pipeline([.function(FunctionStage(value, in: self))]) : nil
    }

    /// The value as one stage of a network; nil if it is none. Activations by name are stages too.
    func stage(from value: Value) throws -> (any Stage)? {
        guard value.type == .layer || value.type == .model, let pipeline = try pipeline(from: value) else {
            return nil
        }
        return try pipeline.stage()
    }

    /// `net(x)`: the network's output for a batch.
    func callLayer(_ pipeline: Pipeline, _ arguments: CallArguments) throws -> Value {
        try callStages([pipeline.stage()], arguments)
    }

    /// Runs stages on the one input of a call. `leaves` are variables that the result depends on besides, which
    /// `prepare` puts in the places of parameters.
    func callStages(
        _ stages: [any Stage], _ arguments: CallArguments, store: ParameterStore = ParameterStore(),
        beside leaves: [Var] = [], prepare: (ForwardContext) throws -> Void = { _ in }
    ) throws -> Value {
        let x = try variable(
            onlyArgument(arguments, of: stages.first?.name ?? "network", besides: ["training"]))
        let training = arguments["training"]?.bool ?? false
        // Only training is random.
        let key = training ? generator.next() : RandomKey(seed: 0)
        let context = ForwardContext(
            emitter(for: [x] + leaves), store: store, key: key, training: training, recordsConstants: true)
        try prepare(context)
        return value(of: try context.run(stages, x))
    }

    func onlyArgument(_ arguments: CallArguments, of name: String, besides known: [String] = []) throws
        -> Value
    {
        if let unknown = arguments.named.first(where: { !known.contains($0.name) }) {
            throw Fault.unknown("parameter", unknown.name, among: known, kind: .argument)
        }
        guard arguments.positional.count == 1 else {
            throw Fault(
                .argument, "`\(name)` takes one input, and it was called with \(arguments.positional.count)")
        }
        return arguments.positional[0]
    }
}

extension Pipeline {
    /// The pipeline as one stage.
    fileprivate func stage() throws -> any Stage {
        let stages = try stages()
        return stages.count == 1 ? stages[0] : Chain(stages)
    }
}
