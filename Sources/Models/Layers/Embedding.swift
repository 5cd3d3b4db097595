import Graphs
import Signatures
import Tensors

/// A learnt row for each whole number from 0 up to `count`.
package struct Embedding: Stage {
    package let count: Int
    package let size: Int
    package let key: RandomKey?

    package var name: String { "embedding" }
    package var details: String { "\(count), \(size)" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let table = try context.parameter("weight", [count, size], .normal(deviation: 0.05))
        return try table.gather(x.cast(to: .i64), axis: 0)
    }
}

extension LayerKind {
    static let embedding = LayerKind(
        "embedding", [Parameter("count", .int), Parameter("size", .int)],
        "Gives a learnt row of `size` numbers for each whole number from 0 up to `count`.",
        example: "embedding(1000, 16) >> flatten() >> dense(2, softmax)"
    ) { Embedding(count: try $0.count("count"), size: try $0.count("size"), key: $0.key) }
}
