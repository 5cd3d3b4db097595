import Graphs
import Tensors

/// Whatever maps a batch to a batch in a network: a layer, an activation, a function, a network as a whole.
///
/// A stage is a description and holds no parameters: those live in a `ParameterStore`, under paths that its place
/// in the network gives it. So one stage used at two places has two sets, and calling it never changes it.
package protocol Stage {
    /// What errors and tables call it: `dense`.
    var name: String { get }

    /// The key that its parameters are drawn from, if it has any of its own.
    var key: RandomKey? { get }

    /// Its settings as a table shows them: `32, relu`.
    var details: String { get }

    /// The batch that comes out for `x`. Throws a `shape` fault if `x` does not fit.
    func forward(_ x: Var, _ context: ForwardContext) throws -> Var
}

extension Stage {
    package var key: RandomKey? { nil }
    package var details: String { "" }
}
