import Signatures

/// One row of the layer table: what a layer is called, what it takes, and how to make its stage.
package struct LayerKind: Sendable {
    package let signature: Signature
    /// Makes the stage from settings that were bound by `signature`.
    package let build: @Sendable (Settings) throws -> any Stage

    package var name: String { signature.name }

    package init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        related: [String] = [], build: @escaping @Sendable (Settings) throws -> any Stage
    ) {
        signature = Signature(
            name, parameters, returns: .layer, documentation, example: example, related: related)
        self.build = build
    }

    package static let all: [LayerKind] = [
        .dense, .conv1d, .conv2d, .maxPool, .avgPool, .reshape, .flatten, .dropout, .batchNorm, .layerNorm, .embedding,
    ]

    package static func named(_ name: String) -> LayerKind? { all.first { $0.name == name } }
}
