import Signatures

extension Op {
    /// Every row, by family.
    package static let all: [Op] =
        arithmetic + comparison + exponential + reductions + shaping + identities + products
        + indexing + softmaxes + attentions + images + random

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// The row of this name; graphs read from files name their rows.
    package static func named(_ name: String) -> Op? { byName[name] }
}
