import Graphs
import Signatures
import Tensors

/// Where a row's gradient is tested: operands in f64, and attributes.
struct GradientPoint {
    let inputs: [Tensor]
    let attributes: [Attribute]
}

/// Numbers that are the same in every run.
struct Numbers {
    private let key: RandomKey
    private var block: UInt64 = 0

    init(_ name: String) { key = RandomKey(seed: 7).folding(name) }

    mutating func next(_ low: Double, _ high: Double) -> Double {
        block += 1
        return low + (high - low) * key.unit(block: block)
    }

    mutating func tensor(_ sizes: [Int], _ low: Double = -2, _ high: Double = 2) throws -> Tensor {
        let count = sizes.reduce(1, *)
        return try Tensor((0..<count).map { _ in next(low, high) }, sizes: sizes)
    }
}

/// The test points of every row that has a gradient, by name.
enum GradientPoints {
    static func points(for op: String) throws -> [GradientPoint] {
        var numbers = Numbers(op)
        switch op {
        case "add", "sub", "mul", "maximum", "minimum": return try binary(&numbers)
        case "div", "pow": return try binary(&numbers, low: 0.5)
        case "remainder": return [try point([numbers.tensor([3], 4.2, 4.8), numbers.tensor([3], 1.1, 1.3)])]
        case "neg", "abs", "exp", "expm1", "square", "sin", "cos", "tanh", "sigmoid", "relu", "softplus",
            "erf":
            return try unary(&numbers, -2, 2)
        case "tan": return try unary(&numbers, -1, 1)
        case "log", "log1p", "sqrt": return try unary(&numbers, 0.5, 3)
        case "clip":
            return [try point([numbers.tensor([4, 3])], [.float(-1), .float(1)])]
        case "where":
            let condition = try Tensor([true, false, true])
            return [try point([condition, numbers.tensor([2, 3]), numbers.tensor([2, 1])])]
        case "sum", "mean", "prod", "max", "min": return try reductions(&numbers)
        case "cumsum":
            return [
                try point([numbers.tensor([2, 3])], [.int(0), .bool(false)]),
                try point([numbers.tensor([2, 3])], [.int(-1), .bool(true)]),
            ]
        default: return try moving(op, &numbers)
        }
    }

    private static func moving(_ op: String, _ numbers: inout Numbers) throws -> [GradientPoint] {
        let x = try numbers.tensor([2, 3])
        switch op {
        case "reshape": return [try point([x], [.ints([3, -1])])]
        case "broadcast_to": return [try point([numbers.tensor([2, 1])], [.sizes([4, 2, 3])])]
        case "transpose":
            return [
                try point([x], [.none]), try point([numbers.tensor([2, 3, 2])], [.ints([2, 0, 1])]),
            ]
        case "squeeze": return [try point([numbers.tensor([2, 1, 3])], [.int(1)])]
        case "unsqueeze": return [try point([x], [.int(-1)])]
        case "slice":
            return [
                try point([x], [.int(1), .int(1), .none, .int(1)]),
                try point([x], [.int(1), .none, .none, .int(-2)]),
            ]
        case "slice_scatter":
            return [try point([x], [.int(1), .int(1), .int(6), .int(2), .sizes([7])])]
        case "pad": return [try point([x], [.ints([1, 0]), .ints([0, 2]), .float(1)])]
        case "concat": return [try point([x, numbers.tensor([2, 2])], [.int(1)])]
        case "after": return [try point([x, numbers.tensor([2])])]
        case "identity": return [try point([x])]
        case "cast": return [try point([x], [.dtype(.f64)])]
        default: return try products(op, &numbers)
        }
    }

    private static func products(_ op: String, _ numbers: inout Numbers) throws -> [GradientPoint] {
        switch op {
        case "matmul":
            return try [
                ([2, 3], [3, 4]), ([3], [3, 2]), ([2, 3], [3]), ([3], [3]), ([2, 2, 3], [3, 2]),
                ([2, 1, 2, 3], [3, 3, 2]),
            ]
            .map { try point([numbers.tensor($0), numbers.tensor($1)]) }
        case "softmax", "log_softmax": return try unary(&numbers, -2, 2)
        case "attention", "attention_gradient": return try sequences(op, &numbers)
        case "gather":
            return [
                try point([numbers.tensor([3, 2]), Tensor([2, 0, 2, -2])], [.int(0)]),
                try point([numbers.tensor([2, 3]), Tensor([0, 2, 1, 1], sizes: [2, 2])], [.int(1)]),
            ]
        case "scatter_add":
            return [try point([numbers.tensor([4, 2]), Tensor([2, 0, 2, 1])], [.int(0), .sizes([3])])]
        case "gather_along":
            return [try point([numbers.tensor([2, 3]), Tensor([0, 2, 1, 1], sizes: [2, 2])], [.int(1)])]
        case "scatter_add_along":
            return [
                try point(
                    [numbers.tensor([2, 2]), Tensor([0, 2, 1, 1], sizes: [2, 2])], [.int(1), .sizes([3])])
            ]
        default: return try images(op, &numbers)
        }
    }

    /// Queries, keys and values of one batch, of several, and of one that is stretched; with more queries than keys.
    private static func sequences(_ op: String, _ numbers: inout Numbers) throws -> [GradientPoint] {
        let sizes = [
            ([3, 2], [4, 2], [4, 3]), ([2, 4, 2], [2, 3, 2], [2, 3, 2]), ([2, 2, 2], [3, 2], [1, 3, 1]),
        ]
        return try zip(sizes, [false, true, true]).map { sizes, causal in
            var inputs = try [sizes.0, sizes.1, sizes.2].map { try numbers.tensor($0) }
            let result = sizes.0.dropLast() + [sizes.2[sizes.2.count - 1]]
            if op == "attention_gradient" { inputs.append(try numbers.tensor(Array(result))) }
            return try point(inputs, [.bool(causal)])
        }
    }

    private static func images(_ op: String, _ numbers: inout Numbers) throws -> [GradientPoint] {
        let same: [Attribute] = [.int(2), .string("same")]
        let valid: [Attribute] = [.int(1), .string("valid")]
        let filters = try numbers.tensor([3, 2, 2, 2])
        switch op {
        case "conv2d":
            let image = try numbers.tensor([2, 4, 5, 2])
            return [try point([image, filters], valid), try point([image, filters], same)]
        case "conv2d_input":
            return [try point([numbers.tensor([2, 2, 3, 2]), filters], same + [.sizes([4, 5])])]
        case "conv2d_filter":
            return [
                try point(
                    [numbers.tensor([2, 4, 5, 2]), numbers.tensor([2, 2, 3, 2])], same + [.ints([3, 2])])
            ]
        case "max_pool", "avg_pool":
            let image = try numbers.tensor([2, 4, 5, 2])
            return [try point([image], [.int(2)] + valid), try point([image], [.int(3)] + same)]
        case "avg_pool_gradient":
            return [try point([numbers.tensor([2, 2, 3, 1])], [.int(3)] + same + [.sizes([4, 5])])]
        default: return []
        }
    }

    private static func point(_ inputs: [Tensor], _ attributes: [Attribute] = []) throws -> GradientPoint {
        GradientPoint(inputs: inputs, attributes: attributes)
    }

    private static func unary(_ numbers: inout Numbers, _ low: Double, _ high: Double) throws
        -> [GradientPoint]
    {
        [try point([numbers.tensor([3, 4], low, high)]), try point([numbers.tensor([2, 1, 3], low, high)])]
    }

    private static func binary(_ numbers: inout Numbers, low: Double = -2) throws -> [GradientPoint] {
        try [([2, 3], [2, 3]), ([2, 3], [3]), ([2, 1], [1, 3]), ([3], []), ([], [2, 2])].map {
            try point([numbers.tensor($0, low, 2), numbers.tensor($1, low, 2)])
        }
    }

    private static func reductions(_ numbers: inout Numbers) throws -> [GradientPoint] {
        let attributes: [[Attribute]] = [
            [.none, .bool(false)], [.int(0), .bool(false)], [.ints([0, 2]), .bool(false)],
            [.ints([-1]), .bool(true)],
        ]
        return try attributes.map { try point([numbers.tensor([2, 3, 2], 0.5, 2)], $0) }
    }
}
