import Signatures

extension Op {
    package static let indexing = [gather, scatterAdd, gatherAlong, scatterAddAlong, oneHot, argsort]

    private static let indices = Parameter("indices", .tensorLike)

    package static let gather: Op = Op(
        "gather", [.x, indices, .axis(0)],
        "The elements at the indices along an axis, which the axes of `indices` take the place of.",
        example: "gather([10, 20, 30], [2, 0])", related: ["slice", "one_hot"], type: .gather,
        kernel: .gather, onnx: .attributes("Gather", ["axis"])
    ) { n, dy in
        let axis = try resolveAxis(n.attributes[0].integer("axis"), rank: n.a.rank)
        let size = Attribute.sizes([n.a.shape[axis]])
        return [try n.emitter.emit(.scatterAdd, dy, n.b, attributes: [.int(axis), size]), nil]
    }

    package static let scatterAdd: Op = Op(
        "scatter_add", [.x, indices, .axis(0), Parameter("size", .int)],
        "Zeros of `size` along an axis, to which the elements of x are added at the indices.",
        example: "scatter_add([1.0, 2.0, 3.0], [0, 2, 0], 0, 3)", related: ["gather"], type: .scatterAdd,
        kernel: .scatterAdd, onnx: .none
    ) { n, dy in [try n.emitter.emit(.gather, dy, n.b, attributes: [n.attributes[0]]), nil] }

    package static let gatherAlong: Op = Op(
        "gather_along", [.x, indices, .axis(-1)],
        "Along an axis, each element of `indices` chooses one of x at its own place on the other axes.",
        example: "gather_along([[1, 2], [3, 4]], [[1], [0]])", related: ["gather"], type: .gatherAlong,
        kernel: .gatherAlong, onnx: .attributes("GatherElements", ["axis"])
    ) { n, dy in
        let axis = try resolveAxis(n.attributes[0].integer("axis"), rank: n.a.rank)
        let size = Attribute.sizes([n.a.shape[axis]])
        return [try n.emitter.emit(.scatterAddAlong, dy, n.b, attributes: [.int(axis), size]), nil]
    }

    package static let scatterAddAlong: Op = Op(
        "scatter_add_along", [.x, indices, .axis(-1), Parameter("size", .int)],
        "Zeros of `size` along an axis, to which each element of x is added at its own index.",
        example: "scatter_add_along([[1.0], [2.0]], [[1], [0]], 1, 2)", related: ["gather_along"],
        type: .scatterAddAlong, kernel: .scatterAddAlong, onnx: .none
    ) { n, dy in [try n.emitter.emit(.gatherAlong, dy, n.b, attributes: [n.attributes[0]]), nil] }

    package static let argsort = Op(
        "argsort", [.x, Parameter("descending", .bool, .named, default: .bool(false))],
        "The places of the elements in ascending order along the last axis; equal ones keep theirs.",
        example: "argsort([3, 1, 2])", related: ["gather_along", "argmin"], type: .argsort,
        kernel: .argsort, gradient: .zero, onnx: .custom("argsort"))

    package static let oneHot = Op(
        "one_hot",
        [indices, Parameter("classes", .int), Parameter("dtype", .string, default: .string("f32"))],
        "1 at each index and 0 elsewhere, along a new last axis.", example: "one_hot([0, 2], 3)",
        related: ["gather"], type: .oneHot, kernel: .oneHot, gradient: .zero, onnx: .custom("one_hot"))
}
