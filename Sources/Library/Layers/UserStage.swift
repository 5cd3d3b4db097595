import Graphs
import Language
import Models
import Signatures
import Tensors

/// The random key that a declared layer took when it was made.
final class LayerKey {
    let key: RandomKey

    init(_ key: RandomKey) { self.key = key }
}

/// A layer that a script declared, as a stage of a network.
///
/// While it runs, its fields stand in their places in the network: tensors are the network's parameters, and
/// layers know the path under which theirs are found.
final class UserStage: Stage {
    let layer: LayerObject
    // The session outlives every layer that its script makes.
    private unowned let session: Session

    init(_ layer: LayerObject, in session: Session) {
        self.layer = layer
        self.session = session
    }

    var name: String { layer.name }
    var key: RandomKey? { (layer.attachment as? LayerKey)?.key }
    var details: String { "" }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let input = CallArguments([session.stageInput(x)])
        let fields = try zip(layer.fieldNames, session.machine.completedFields(of: layer, for: input)).map {
            try Placement(context, session).placed($1, as: $0)
        }
        let result = try session.running(on: x) {
            try session.machine.call(layer, method: "forward", input, fields: fields)
        }
        return try session.stageOutput(result, of: "layer `\(name)`")
    }

    static func pipeline(of layer: LayerObject, in session: Session) throws -> Pipeline {
        try Pipeline([.stage(UserStage(layer, in: session))])
    }
}

extension Session {
    /// Runs what is written in Tenon on behalf of a network.
    ///
    /// - Throws: what keeps a recording from being made and interrupts as plain faults, because training answers
    ///   them; all else with its place in the source.
    func running<Result>(on x: Var, _ body: () throws -> Result) throws -> Result {
        let outer = recordsNetwork
        recordsNetwork = x.emitter.mode == .record
        defer { recordsNetwork = outer }
        do {
            return try body()
        } catch let located as LocatedFault where [.recording, .interrupt].contains(located.fault.kind) {
            throw located.fault
        }
    }

    /// What a stage that is written in Tenon is given: always a tensor, also where it has a single element.
    func stageInput(_ x: Var) -> Value { .object(TensorObject(x)) }

    func stageOutput(_ result: Value, of what: String) throws -> Var {
        if result.tensor != nil || result.isNumber { return try variable(result) }
        throw Fault(.type, "\(what) must give a tensor, and it gave \(result.type.nameWithArticle)")
    }
}

/// Puts what a layer's fields hold at its place in a network.
struct Placement {
    private let context: ForwardContext
    private let session: Session

    init(_ context: ForwardContext, _ session: Session) {
        self.context = context
        self.session = session
    }

    func placed(_ value: Value, as path: String) throws -> Value {
        if let tensor = value.tensor?.variable.tensor, tensor.dtype.isFloating {
            return .object(TensorObject(try context.parameter(path, initial: tensor)))
        }
        if let stage = try session.stage(from: value) {
            return .object(PlacedLayer(stage, at: path, in: context))
        }
        if let list = value.list { return .list(try elements(list.elements, path)) }
        if let tuple = value.tuple { return .tuple(try elements(tuple.elements, path)) }
        if let record = value.record {
            return .record(
                try zip(record.fields.keys, record.fields.values).map {
                    ($0, try placed($1, as: "\(path).\($0)"))
                })
        }
        return (value.foreign as? FrozenTensor).map { $0.value } ?? value
    }

    private func elements(_ values: [Value], _ path: String) throws -> [Value] {
        try values.enumerated().map { try placed($1, as: "\(path).\($0)") }
    }
}

/// A layer at its place in a network that is running: calling it finds the parameters of that place.
final class PlacedLayer: ForeignObject {
    private let stage: any Stage
    private let path: String
    private let context: ForwardContext

    init(_ stage: any Stage, at path: String, in context: ForwardContext) {
        self.stage = stage
        self.path = path
        self.context = context
        super.init(.layer)
    }

    func call(_ arguments: CallArguments, in session: Session) throws -> Value {
        let x = try session.variable(session.onlyArgument(arguments, of: stage.name))
        return .object(TensorObject(try context.run(stage, as: path, x)))
    }
}

/// A tensor that a layer keeps without training it: what `frozen(t)` gives.
final class FrozenTensor: ForeignObject {
    let value: Value

    init(_ value: Value) {
        self.value = value
        super.init(.tensor())
    }
}
