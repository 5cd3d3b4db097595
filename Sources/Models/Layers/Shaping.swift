import Graphs
import Signatures

/// Each row under other sizes; the batch axis stays.
package struct Reshape: Stage {
    /// One of them may be −1 and follows from the others.
    package let sizes: [Int]

    package var name: String { "reshape" }
    package var details: String { sizes.map(String.init).joined(separator: ", ") }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard let batch = x.shape.first else { throw context.mismatch(x, needs: "a batch") }
        let count = x.shape.dropFirst().reduce(Size.known(1)) { $0.times($1) }
        let known = sizes.filter { $0 != -1 }.reduce(Size.known(1)) { $0.times(.known($1)) }
        guard let rest = count.divided(by: known), rest == .known(1) || sizes.contains(-1) else {
            throw context.mismatch(x, needs: "rows of \(known) elements, [batch, \(details)]")
        }
        return try x.reshape([batch] + sizes.map { $0 == -1 ? rest : .known($0) })
    }
}

/// Each row as one axis.
package struct Flatten: Stage {
    package var name: String { "flatten" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard let batch = x.shape.first else { throw context.mismatch(x, needs: "a batch") }
        return try x.reshape([batch, x.shape.dropFirst().reduce(Size.known(1)) { $0.times($1) }])
    }
}

extension LayerKind {
    static let reshape = LayerKind(
        "reshape", [Parameter("sizes", .int, .variadic)],
        "Gives each row other sizes, and keeps the batch axis; one size may be −1 and follows from the others.",
        example: "reshape(8, 8, 1) >> conv2d(16, 3, relu)", related: ["flatten"]
    ) { settings in
        guard case .ints(let sizes) = settings["sizes"], sizes.allSatisfy({ $0 > 0 || $0 == -1 }),
            sizes.filter({ $0 == -1 }).count <= 1, sizes.count < 8
        else { throw settings.wrong("sizes", "up to 7 sizes of at least 1, one of which may be −1") }
        return Reshape(sizes: sizes)
    }

    static let flatten = LayerKind(
        "flatten", [], "Lays each row out along one axis.", example: "conv2d(8, 3) >> flatten() >> dense(10)",
        related: ["reshape"]
    ) { _ in Flatten() }
}
