import Signatures

extension Op {
    /// Every row, by family.
    package static let all: [Op] =
        arithmetic + comparison + exponential + reductions + shaping + identities + products
        + indexing + softmaxes + images + random

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The row of this name; graphs read from files name their rows.
    package static func named(_ name: String) -> Op? { byName[name] }

    /// Whether the last tensor parameter takes any number of tensors.
    private var isVariadic: Bool { tensorParameters.last?.passing == .variadic }

    /// - Throws: a fault unless a node with this many operands and attributes can be of this row.
    package func checkArity(inputs: Int, attributes: Int) throws {
        let tensors = tensorParameters.count
        let settings = signature.parameters.count - tensors
        guard isVariadic ? inputs >= tensors : inputs == tensors, attributes == settings else {
            throw Fault(
                .argument,
                "\(name) takes \(tensors) tensors and \(settings) settings, not \(inputs) and \(attributes)")
        }
    }
}
