import Language
import Signatures

/// Functions that take functions.
enum Functional {
    static let all = [map, filter, reduce, sort]

    private static let items = Parameter("items", .oneOf([.list, .tuple, .range, .string, .tensor()]))

    static let map = Native(
        Signature(
            "map", [items, Parameter("f", .function)], returns: .list,
            "What `f` makes of each element, as a list.", example: "map([\"a\", \"b\"], upper)",
            related: ["filter", "reduce"])
    ) { arguments in
        try arguments.session.list(of: arguments[0]) { try arguments.call(1, $0) }.list()
    }

    static let filter = Native(
        Signature(
            "filter", [items, Parameter("keep", .function)], returns: .list,
            "The elements for which `keep` is true.", example: "filter(1...6, x -> x % 2 == 0)",
            related: ["map", "reduce"])
    ) { arguments in
        let kept = try ListBuilder(arguments.session)
        try arguments.session.forEachElement(of: arguments[0]) { element in
            if try isKept(element, arguments) { try kept.append(element) }
        }
        return kept.list()
    }

    private static func isKept(_ element: Value, _ arguments: Arguments) throws -> Bool {
        let answer = try arguments.call(1, element)
        if let keep = answer.bool { return keep }
        throw arguments.fault(
            .type, "`filter` needs a function that gives true or false, not \(answer.type.nameWithArticle)", at: 1)
    }

    static let reduce = Native(
        Signature(
            "reduce",
            [
                items, Parameter("f", .function),
                Parameter("start", .any, default: .computed("the first element")),
            ],
            "Combines the elements one after the other: `f(f(start, a), b)` and so on.",
            example: "reduce([1, 2, 3], (total, x) -> total + x, 0)", related: ["map", "filter"])
    ) { arguments in
        var total = arguments.isGiven(2) ? arguments[2] : nil
        try arguments.session.forEachElement(of: arguments[0]) { element in
            total = try total.map { try arguments.call(1, $0, element) } ?? element
        }
        if let total { return total }
        throw arguments.fault(.value, "there is nothing to combine, and no start", at: 0)
    }

    static let sort = Native(
        Signature(
            "sort",
            [
                Parameter("items", .list), Parameter("by", .function, default: Parameter.Default.none),
                Parameter("descending", .bool, .named, default: .bool(false)),
            ], returns: .list,
            """
            The elements in order; equal ones keep theirs.
            `by` is a key, `x -> x.age`, or a comparison, `(a, b) -> a < b`.
            """, example: "sort([\"pear\", \"fig\"], by: len)", related: ["reversed"])
    ) { arguments in
        let elements = try arguments.session.elements(of: arguments[0])
        let order = try Order(arguments)
        return try .list(stablySorted(elements, order))
    }

    /// Merge sort: stable, and safe where a comparison contradicts itself.
    private static func stablySorted(_ elements: [Value], _ order: Order) throws -> [Value] {
        guard elements.count > 1 else { return elements }
        let keys = try order.keys(of: elements)
        // Places are moved about instead of values, whose holders would have to be counted.
        var source = Array(elements.indices)
        var width = 1
        while width < source.count {
            source = try mergePass(source, width: width, keys, order)
            width *= 2
        }
        return source.map { elements[$0] }
    }

    private static func mergePass(_ source: [Int], width: Int, _ keys: [Value], _ order: Order) throws -> [Int] {
        var merged: [Int] = []
        merged.reserveCapacity(source.count)
        for start in stride(from: 0, to: source.count, by: 2 * width) {
            let middle = min(start + width, source.count)
            let end = min(start + 2 * width, source.count)
            var (left, right) = (start, middle)
            while left < middle && right < end {
                if try order.isBefore(keys[source[right]], keys[source[left]]) {
                    merged.append(source[right])
                    right += 1
                } else {
                    merged.append(source[left])
                    left += 1
                }
            }
            merged += source[left..<middle] + source[right..<end]
        }
        return merged
    }
}

/// How `sort` compares: by the elements themselves, by a key, or by a function of two.
private struct Order {
    private let arguments: Arguments
    private let session: Session
    /// Whether the function compares two elements, rather than to give a key of one.
    private let compares: Bool
    private let machine: Machine
    private let descending: Bool

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        session = try arguments.session
        compares = arguments[1].parameterCount == 2
        machine = session.machine
        descending = try arguments.bool(2)
    }

    /// What the elements are compared by: a comparison is given themselves.
    func keys(of elements: [Value]) throws -> [Value] {
        if arguments[1].isNone || compares { return elements }
        return try elements.map { element in
            try session.checkInterrupt()
            return try arguments.call(1, element)
        }
    }

    func isBefore(_ a: Value, _ b: Value) throws -> Bool {
        let (first, second) = descending ? (b, a) : (a, b)
        if compares { return try comparison(first, second) }
        try machine.checkInterrupt()
        return try session.isLess(first, second)
    }

    private func comparison(_ a: Value, _ b: Value) throws -> Bool {
        let answer = try arguments[1].function.map { try machine.run($0, a, b) } ?? arguments.call(1, a, b)
        if let before = answer.bool { return before }
        throw arguments.fault(.type, "the comparison for `sort` must give true or false", at: 1)
    }
}

extension Value {
    /// How many parameters a function has that the script defines; nil for all else.
    fileprivate var parameterCount: Int? {
        (function?.header ?? (foreign as? CheckedFunction)?.header)?.parameters.count
    }
}
