import Signatures
import Tensors

/// A recorded computation: what plans, the archive, ONNX export and `explain` walk.
///
/// Plain data: values are numbered, leaves and nodes name values, nodes stand in an order in which every value
/// is made before it is used. The size of the batch may be symbolic.
package struct Graph: Sendable {
    package typealias Value = Int

    /// A value with a name: an input, a parameter by its path, an output.
    package struct Named: Hashable, Sendable {
        package var name: String
        package var value: Value

        package init(name: String, value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// A tensor that lives from run to run; `next` is what a run leaves in it, if it changes it.
    package struct State: Hashable, Sendable {
        package var name: String
        package var value: Value
        package var next: Value?

        package init(name: String, value: Value, next: Value?) {
            self.name = name
            self.value = value
            self.next = next
        }
    }

    package struct Constant: Sendable {
        package var value: Value
        package var tensor: Tensor

        package init(value: Value, tensor: Tensor) {
            self.value = value
            self.tensor = tensor
        }
    }

    package struct Node: Sendable {
        package var op: Op
        package var inputs: [Value]
        package var attributes: [Attribute]
        package var outputs: [Value]

        package init(op: Op, inputs: [Value], attributes: [Attribute], outputs: [Value]) {
            self.op = op
            self.inputs = inputs
            self.attributes = attributes
            self.outputs = outputs
        }
    }

    /// What a graph reads and writes besides its nodes.
    package struct Leaves: Sendable {
        package var inputs: [Named] = []
        package var parameters: [Named] = []
        package var states: [State] = []
        package var constants: [Constant] = []
        package var outputs: [Named] = []
        /// The gradient of each trained parameter, by its path: what the graph of a training step has.
        package var gradients: [Named] = []

        package init() {}
    }

    package var leaves: Leaves
    package var nodes: [Node]
    /// The type of each value, by its number.
    package var types: [TensorType]

    package init(leaves: Leaves, nodes: [Node], types: [TensorType]) {
        self.leaves = leaves
        self.nodes = nodes
        self.types = types
    }

    package var inputs: [Named] { leaves.inputs }
    package var parameters: [Named] { leaves.parameters }
    package var states: [State] { leaves.states }
    package var constants: [Constant] { leaves.constants }
    package var outputs: [Named] { leaves.outputs }
    package var gradients: [Named] { leaves.gradients }

    /// The name of the size that a plan fixes.
    package static let batch = "batch"
}
