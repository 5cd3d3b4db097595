import Signatures
import Tensors

/// One primitive operation on tensors: everything that any part of the system knows about it.
///
/// Rows are declared once, as static members in `Ops/`, and found by static index. Eager evaluation, the tape,
/// plans, the checker, error messages, help, completion, ONNX export and the gradient tests all read them.
package final class Op: Sendable {
    /// Name, parameters (tensors first, then attributes in the order of a node's), text and example.
    package let signature: Signature
    /// The types of the results, from those of the inputs.
    package let type: TypeRule
    package let kernel: KernelRule
    /// How a change of the inputs changes the results.
    package let gradient: GradientRule
    package let onnx: ONNXForm
    /// How many of the parameters are tensors, how many are settings, and whether the last tensor stands for any
    /// number of them: looked at for every op that is emitted.
    private let tensorCount: Int
    private let settingCount: Int
    private let isVariadic: Bool

    package init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        related: [String] = [], type: TypeRule, kernel: KernelRule, gradient: GradientRule, onnx: ONNXForm
    ) {
        signature = Signature(
            name, parameters, returns: .tensor(), documentation, example: example, related: related)
        self.type = type
        self.kernel = kernel
        self.gradient = gradient
        self.onnx = onnx
        let tensors = parameters.prefix { $0.type == .tensorLike }
        tensorCount = tensors.count
        settingCount = parameters.count - tensors.count
        isVariadic = tensors.last?.passing == .variadic
    }

    /// As above, for the common case of a gradient that is a rule.
    package convenience init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        related: [String] = [], type: TypeRule, kernel: KernelRule, onnx: ONNXForm,
        gradient: @escaping @Sendable (_ node: GradientNode, _ dy: Var) throws -> [Var?]
    ) {
        self.init(
            name, parameters, documentation, example: example, related: related, type: type,
            kernel: kernel, gradient: .rule(gradient), onnx: onnx)
    }

    package var name: String { signature.name }

    /// The parameters that are tensors; the others are a node's attributes, in order.
    package var tensorParameters: ArraySlice<Parameter> {
        signature.parameters.prefix(tensorCount)
    }

    /// Whether integers become decimals, as in `sqrt`.
    package var makesDecimals: Bool { type.promotion.dtypes(for: [.i64]) == [.f32] }

    /// - Throws: a fault unless a node with this many operands and attributes can be of this row.
    package func checkArity(inputs: Int, attributes: Int) throws {
        guard isVariadic ? inputs >= tensorCount : inputs == tensorCount, attributes == settingCount else {
            throw Fault(
                .argument,
                "`\(name)` takes \(isVariadic ? "at least " : "")\(counted(tensorCount, "tensor")) and "
                    + "\(counted(settingCount, "setting")), not \(inputs) and \(attributes)"
            )
        }
    }
}

/// How gradients pass through a row.
package enum GradientRule: Sendable {
    /// Gradients of the inputs from that of the result. It emits rows through the operands' emitter, so that
    /// it can itself be differentiated. nil at a place means that nothing flows to that input.
    case rule(@Sendable (_ node: GradientNode, _ dy: Var) throws -> [Var?])
    /// Nothing flows: the result is constant almost everywhere, as that of a comparison.
    case zero
    /// A gradient may exist but is not offered.
    case unavailable
}

/// The ONNX form of a row, as plain data.
package enum ONNXForm: Hashable, Sendable {
    /// The node of this name, with the tensors as its inputs and these attributes.
    case node(String, [String: Attribute] = [:])
    /// The node of this name, whose attributes are the row's own, in order, under these names.
    case attributes(String, [String])
    /// More than one node, or inputs in another form: the exporter knows the composition of this name.
    case custom(String)
    /// Not part of any graph that is exported.
    case none
}
