import Language
import Signatures
import Tensors

/// Records, lists, tuples and fixed networks of numbers and tensors, seen as trees with numeric leaves: `params - 0.1 * grads`.
struct Structure {
    /// Nested deeper than any set of parameters is.
    private static let deepest = 100

    /// The numeric leaves, from the first to the last.
    static func leaves(of value: Value, depth: Int = 0) throws -> [Value] {
        if depth == 0 { try requireModestSize(value) }
        if value.isNumber || value.tensor != nil { return [value] }
        guard let children = try children(of: value, depth: depth) else { return [] }
        return try children.flatMap { try leaves(of: $0, depth: depth + 1) }
    }

    /// The same structure with other leaves.
    static func replacingLeaves(of value: Value, by replace: (Value) throws -> Value, depth: Int = 0) throws
        -> Value
    {
        if depth == 0 { try requireModestSize(value) }
        if value.isNumber || value.tensor != nil { return try replace(value) }
        guard let children = try children(of: value, depth: depth) else { return value }
        let replaced = try children.map { try replacingLeaves(of: $0, by: replace, depth: depth + 1) }
        return rebuilt(value, replaced)
    }

    /// Two structures combined leaf by leaf; where one is a number or tensor, it meets every leaf of the other.
    static func combine(
        _ a: Value, _ b: Value, depth: Int = 0, by combineLeaves: (Value, Value) throws -> Value
    ) throws -> Value {
        if depth == 0 { for side in [a, b] { try requireModestSize(side) } }
        switch (try children(of: a, depth: depth), try children(of: b, depth: depth)) {
        case (nil, nil): return try combineLeaves(a, b)
        case (let children?, nil):
            return rebuilt(a, try children.map { try combine($0, b, depth: depth + 1, by: combineLeaves) })
        case (nil, let children?):
            return rebuilt(b, try children.map { try combine(a, $0, depth: depth + 1, by: combineLeaves) })
        case (let left?, let right?):
            try requireSameShape(a, b, left.count, right.count)
            let combined = try zip(left, right).map {
                try combine($0, $1, depth: depth + 1, by: combineLeaves)
            }
            return rebuilt(a, combined)
        }
    }

    /// Whether the value is a container at all.
    static func isStructure(_ value: Value) -> Bool { value.sequence != nil || fields(of: value) != nil }

    /// The parts of a container, in order; nil for anything else.
    static func parts(of value: Value) -> [Value]? { value.sequence ?? fields(of: value)?.values }

    /// The names of the parts, where they have any.
    static func names(of value: Value) -> [String]? { fields(of: value)?.keys }

    /// The named parts of a record, or the parameters of a network.
    private static func fields(of value: Value) -> Fields? {
        value.record?.fields ?? (value.foreign as? FixedNetwork)?.parameters
    }

    /// Lists that share their elements can stand for more than memory holds once each is walked through by itself.
    static func requireModestSize(_ value: Value) throws {
        var left = 10_000_000
        try count(value, depth: 0, &left)
        if left <= 0 { throw Fault(.limit, "the value has more than 10000000 parts") }
    }

    private static func count(_ value: Value, depth: Int, _ left: inout Int) throws {
        guard depth < 2 * deepest, let children = value.sequence ?? value.record?.fields.values else {
            return
        }
        left -= children.count
        try Interruption.check()
        for child in children where left > 0 { try count(child, depth: depth + 1, &left) }
    }

    private static func children(of value: Value, depth: Int) throws -> [Value]? {
        guard let children = value.sequence ?? fields(of: value)?.values else { return nil }
        guard depth < deepest else {
            throw Fault(.limit, "arithmetic on structures goes at most \(deepest) levels deep")
        }
        return children
    }

    private static func rebuilt(_ value: Value, _ children: [Value]) -> Value {
        if value.tuple != nil { return .tuple(children) }
        if let network = value.foreign as? FixedNetwork {
            return .object(network.replacingParameters(by: children))
        }
        guard var fields = value.record?.fields else { return .list(children) }
        fields.values = children
        return .record(fields)
    }

    private static func requireSameShape(_ a: Value, _ b: Value, _ left: Int, _ right: Int) throws {
        guard let first = fields(of: a)?.keys, let second = fields(of: b)?.keys, a.type == b.type else {
            if left == right && a.type == b.type { return }
            throw fault("the structures differ: \(description(a)) and \(description(b))", a, b)
        }
        guard first == second else {
            throw fault(
                a.record != nil
                    ? "the records have different fields" : "the networks have different parameters", a, b)
        }
    }

    private static func description(_ value: Value) -> String {
        value.sequence.map { "a \(value.type.name) of \($0.count)" } ?? value.type.nameWithArticle
    }

    private static func fault(_ message: String, _ a: Value, _ b: Value) -> Fault {
        Fault(.value, message, labels: [.init(.argument(0), a.label), .init(.argument(1), b.label)])
    }
}
