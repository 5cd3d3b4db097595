import Graphs
import Language
import Models
import Signatures
import Tensors

/// A network whose parameters have been fixed by `init`.
///
/// Its trained parameters are leaves, as the fields of a record are: `net - 0.1 * g` is a network, and so is the
/// gradient of a loss with respect to one.
package final class FixedNetwork: ForeignObject {
    let network: any Stage
    /// The same for all networks that differ in their parameters' values alone.
    let origin: NetworkPlans
    /// All that `init` fixed, whether it is trained or not.
    private let fixed: ParameterStore
    /// The trained parameters under their paths: those of `fixed`, or what was computed in their place.
    let parameters: Fields
    package let summary: ModelSummary

    /// `context` has run the network once.
    init(_ network: any Stage, _ context: ForwardContext, in session: Session) {
        // As a chain, whose stages have the same paths wherever it stands.
        self.network = network is Chain ? network : Chain([network])
        fixed = context.store
        parameters = Fields(
            context.store.entries.filter { $0.role == .trained }.map {
                ($0.path, .object(TensorObject(session.eager.constant($0.value))))
            })
        summary = ModelSummary(fixed: context)
        origin = NetworkPlans(self.network)
        super.init(.layer)
    }

    private init(_ other: FixedNetwork, _ leaves: [Value]) {
        (network, fixed, summary, origin) = (other.network, other.fixed, other.summary, other.origin)
        var parameters = other.parameters
        parameters.values = leaves
        self.parameters = parameters
        super.init(.layer)
    }

    /// The network with other values in the places of its parameters.
    func replacingParameters(by leaves: [Value]) -> FixedNetwork { FixedNetwork(self, leaves) }

    /// Within another network: it starts with its parameters, and is trained further.
    func stage(in session: Session) throws -> any Stage {
        var store = fixed
        for (path, leaf) in zip(parameters.keys, parameters.values) {
            let tensor = try session.tensor(from: leaf, at: 0)
            try store.replace(path, with: tensor.cast(to: store[path]?.value.dtype ?? .f32))
        }
        return FixedStage(network, parameters: store, isTrained: true)
    }

    /// The output for a batch, through which gradients flow to the parameters.
    func call(_ arguments: CallArguments, in session: Session) throws -> Value {
        let leaves = try parameters.values.map { try session.variable($0) }
        if arguments.named.isEmpty, let x = arguments.positional.first?.tensor?.variable,
            arguments.positional.count == 1,
            let planned = try origin.output(for: x, self, leaves, in: session)
        {
            return session.value(of: planned)
        }
        return try session.callStages([network], arguments, store: fixed, beside: leaves) {
            try substitute(leaves, in: $0)
        }
    }

    /// The same without training, for parameters that are recorded.
    func forward(_ x: Var, _ leaves: [Var], on recorder: Emitter) throws -> Var {
        let context = ForwardContext(recorder, store: fixed, recordsConstants: true)
        try substitute(leaves, in: context)
        return try context.run([network], x)
    }

    private func substitute(_ leaves: [Var], in context: ForwardContext) throws {
        for (path, leaf) in zip(parameters.keys, leaves) {
            context.substitute(try leaf.cast(to: context.dtype), at: path)
        }
    }
}
