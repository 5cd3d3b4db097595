import Signatures

/// A chain of parts made by `>>`: preparation of a frame, then layers or one classical model.
///
/// It is a flat list, so that `(a >> b) >> c` and `a >> (b >> c)` are the same pipeline.
package struct Pipeline {
    package let parts: [PipelinePart]

    /// - Throws: a fault of kind `type` that names the two parts that can't follow each other.
    package init(_ parts: [PipelinePart]) throws {
        self.parts = parts
        try Self.checkLength(parts.count)
        try checkOrder()
    }

    /// Longer than any network; each further part costs a copy of those before it.
    private static let longest = 1_000

    package static func checkLength(_ count: Int) throws {
        guard count <= longest else { throw Fault(.limit, "`>>` joins at most \(longest) parts") }
    }

    /// `self >> other`.
    package func followed(by other: Pipeline) throws -> Pipeline { try Pipeline(parts + other.parts) }

    /// As errors and tables show it: `impute >> one_hot >> dense`.
    package var text: String { parts.map(\.name).joined(separator: " >> ") }
}
