import Graphs
import Language
import Signatures

/// Tensors in order, and the statistics that need it.
enum Ordering {
    static let all = [sort, median, quantile]

    private static let x = Parameter("x", .oneOf([.tensor(), .number, .list, .range]))
    private static let reduction = [
        Parameter("axis", .oneOf([.int, .none]), default: Parameter.Default.none),
        Parameter("keep", .bool, .named, default: .bool(false)),
    ]

    static let sort = Native(
        Signature(
            "sort",
            [
                Parameter("x", .tensor()), Parameter("axis", .int, default: .int(-1)),
                Parameter("descending", .bool, .named, default: .bool(false)),
            ], returns: .tensor(), "The elements of a tensor in order along an axis, NaN last.",
            example: "sort([3, 1, 2])", related: ["argsort", "median"])
    ) { arguments in
        let session = try arguments.session
        let x = try session.variable(arguments[0])
        let sorted = try x.withLast(arguments.int(1)) { try $0.sorted(descending: arguments.bool(2)) }
        return session.value(of: sorted)
    }

    static let median = Native(
        Signature(
            "median", [x] + reduction,
            "The middle element, or the mean of the two in the middle, along an axis or of all.",
            example: "median([3.0, 1.0, 2.0])", related: ["quantile", "mean"])
    ) { try quantile($0, 0.5, $0[1], keep: $0.bool(2)) }

    static let quantile = Native(
        Signature(
            "quantile", [x, Parameter("share", .number)] + reduction,
            "What the given share of the elements lies below, interpolated between neighbours, along an axis or of all.",
            example: "quantile([1.0, 2.0, 4.0], 0.25)", related: ["median"])
    ) { try quantile($0, $0.float(1), $0[2], keep: $0.bool(3)) }

    private static func quantile(
        _ arguments: Arguments, _ share: Double, _ axis: Value, keep: Bool
    ) throws -> Value {
        let session = try arguments.session
        guard (0...1).contains(share) else {
            throw arguments.fault(.value, "a share lies between 0 and 1", at: 1)
        }
        let given = try session.variable(arguments[0])
        let flat = try axis.int == nil ? given.flatten(from: 0) : given
        let result = try flat.withLast(axis.int ?? 0) { try $0.quantile(share).unsqueeze(-1) }
        if !keep { return session.value(of: try result.squeeze(axis.int ?? 0)) }
        return session.value(of: axis.int == nil ? try result.reshape(given.shape.map { _ in 1 }) : result)
    }
}

extension Var {
    /// A function of the last axis, used on another one.
    fileprivate func withLast(_ axis: Int, _ body: (Var) throws -> Var) throws -> Var {
        let axis = try resolveAxis(axis, rank: rank)
        if axis == rank - 1 { return try body(self) }
        var order = Array(0..<rank)
        order.swapAt(axis, rank - 1)
        return try body(transpose(order)).transpose(order)
    }

    /// The quantile of the last axis, by linear interpolation; NaN where there is one.
    fileprivate func quantile(_ share: Double) throws -> Var {
        guard let count = shape.last?.known, count > 0 else {
            throw Fault(.value, "a tensor without elements has no quantiles")
        }
        let numbers = try cast(to: dtype.floating)
        let sorted = try numbers.sorted()
        let place = share * Double(count - 1)
        let below = Int(exactly: place.rounded(.down)) ?? 0
        let (low, high) = try (sorted.column(below), sorted.column(Swift.min(below + 1, count - 1)))
        let value = place == Double(below) ? low : try low + (high - low) * (place - Double(below))
        return try numbers.emitter.emit(.isNaN, numbers).any([-1]).select(.nan, value)
    }

    private func column(_ index: Int) throws -> Var {
        try slice(axis: -1, start: index, stop: index + 1).squeeze(-1)
    }
}
