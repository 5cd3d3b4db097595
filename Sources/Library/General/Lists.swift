import Language
import Signatures
import Tensors

/// Functions on lists, records and ranges.
enum Lists {
    static let all = [
        list, range, enumerated, zipped, reversed, keys, values, push, insert, remove, concat, contains,
        repeated,
    ]

    private static let items = Parameter("items", .list)

    static let list = Native(
        Signature(
            "list", [Parameter("items", .any, .variadic)], returns: .list,
            "A list of the arguments, or of the elements of the one range, tensor, tuple or string given.",
            example: "list(1...4)", related: ["tensor"])
    ) { arguments in
        let given = try arguments.elements(0)
        let session = try arguments.session
        guard given.count == 1, session.isIterable(given[0]) else { return .list(given) }
        return try .list(session.elements(of: given[0]))
    }

    static let range = Native(
        Signature(
            "range", [Parameter("start", .int), Parameter("stop", .int, default: Parameter.Default.none)],
            returns: .range,
            "The integers from `start` up to, not including, `stop`; from 0 with one argument.",
            example: "list(range(3))")
    ) { arguments in
        let start = try arguments.int(0)
        let bounds = try arguments.optionalInt(1).map { (start, $0) } ?? (0, start)
        guard let range = RangeObject(bounds.0, bounds.1, isClosed: false) else {
            throw arguments.fault(.overflow, "the range has too many integers", at: 0)
        }
        return .object(range)
    }

    static let enumerated = Native(
        Signature(
            "enumerate", [Parameter("items"), Parameter("start", .int, default: .int(0))], returns: .list,
            "Pairs of a number and an element, counted from `start`.",
            example: "for i, x in enumerate([\"a\", \"b\"]) { print(\"{i}: {x}\") }", related: ["zip"])
    ) { arguments in
        var number = try arguments.int(1)
        return try arguments.session.list(of: arguments[0]) { element in
            defer { number &+= 1 }
            return .tuple([.int(number), element])
        }.list()
    }

    static let zipped = Native(
        Signature(
            "zip", [Parameter("items", .any, .variadic)], returns: .list,
            "Tuples of the first elements, the second ones, and so on, as far as all have one.",
            example: "zip([\"a\", \"b\"], 1...2)", related: ["enumerate"])
    ) { arguments in
        let session = try arguments.session
        let sources = try arguments.elements(0).map(session.elements(of:))
        let count = sources.map(\.count).min() ?? 0
        let tuples = try ListBuilder(session, capacity: count)
        for index in 0..<count { try tuples.append(.tuple(sources.map { $0[index] })) }
        return tuples.list()
    }

    static let reversed = Native(
        Signature(
            "reversed", [Parameter("items")], returns: .list, "The elements from the last to the first.",
            example: "reversed([\"a\", \"b\", \"c\"])", related: ["sort"])
    ) { arguments in
        if let text = arguments[0].string {
            return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
        }
        let elements = try arguments.session.elements(of: arguments[0])
        let reversed = try ListBuilder(arguments.session, capacity: elements.count)
        try reversed.append(elements.reversed() as ReversedCollection)
        return reversed.list()
    }

    static let keys = Native(
        Signature(
            "keys", [Parameter("record", .record)], returns: .list, "The names of a record's fields.",
            example: "keys({lr: 0.1, name: \"run\"})", related: ["values"])
    ) { try .list($0.record(0).keys.map(Value.string)) }

    static let values = Native(
        Signature(
            "values", [Parameter("record", .record)], returns: .list, "The values of a record's fields.",
            example: "values({lr: 0.1, name: \"run\"})", related: ["keys"])
    ) { try .list($0.record(0).values) }

    static let push = Native(
        Signature(
            "push", [items, Parameter("item")], returns: .list,
            "A copy of the list with `item` at its end. `xs.push(item)` changes the variable instead.",
            example: "push([\"a\"], \"b\")", related: ["insert", "remove"])
    ) { try .list($0.elements(0) + [$0[1]]) }

    static let insert = Native(
        Signature(
            "insert", [items, Parameter("index", .int), Parameter("item")], returns: .list,
            "A copy of the list with `item` before position `index`.",
            example: "insert([\"a\", \"c\"], 1, \"b\")", related: ["push", "remove"])
    ) { arguments in
        var elements = try arguments.elements(0)
        elements.insert(
            arguments[2], at: try position(arguments, count: elements.count, last: elements.count))
        return .list(elements)
    }

    static let remove = Native(
        Signature(
            "remove", [items, Parameter("index", .int)], returns: .list,
            "A copy of the list without the element at `index`.",
            example: "remove([\"a\", \"b\"], 0)", related: ["push", "insert"])
    ) { arguments in
        var elements = try arguments.elements(0)
        elements.remove(at: try position(arguments, count: elements.count, last: elements.count - 1))
        return .list(elements)
    }

    static let concat = Native(
        Signature(
            "concat", [Parameter("lists", .list, .variadic)], returns: .list,
            "The elements of several lists as one list. One list of lists, frames or tensors stands for its elements.",
            example: "concat([\"a\"], [\"b\", \"c\"])")
    ) { arguments in
        if let parts = try arguments.onlyParts {
            let concat = try arguments.session.catalog.native(named: arguments.signature.name)
            if let concat { return try arguments.caller.call(.object(concat), CallArguments(parts)) }
        }
        let joined = try ListBuilder(arguments.session)
        for part in try arguments.elements(0) { try joined.append(part.sequence ?? [part]) }
        return joined.list()
    }

    static let contains = Native(
        Signature(
            "contains", [Parameter("items", .oneOf([.list, .tuple, .range, .tensor()])), Parameter("item")],
            returns: .bool, "Whether `item` is among the elements; `item in items`.",
            example: "contains([\"a\", \"b\"], \"a\")")
    ) { arguments in
        let session = try arguments.session
        return try .bool(
            session.elements(of: arguments[0]).contains { element in
                try session.checkInterrupt()
                return try session.machine.isEqual(element, arguments[1])
            })
    }

    static let repeated = Native(
        Signature(
            "repeat", [items, Parameter("times", .int)], returns: .list,
            "The elements of the list, `times` times over.", example: "repeat([\"a\", \"b\"], 2)")
    ) { arguments in
        let (elements, times) = try (arguments.elements(0), arguments.int(1))
        guard times >= 0 else { throw arguments.fault(.value, "a number of times can't be negative", at: 1) }
        let (count, overflow) = elements.count.multipliedReportingOverflow(by: times)
        let repeated = try ListBuilder(arguments.session, capacity: overflow ? .max : count)
        guard !elements.isEmpty else { return repeated.list() }
        // In blocks of some length, so that few elements need not be asked for one after the other.
        let inBlock = max(1, min(times, Self.blockLength / elements.count))
        let block = Array((0..<inBlock).lazy.map { _ in elements }.joined())
        for _ in 0..<times / inBlock { try repeated.append(block) }
        for _ in 0..<times % inBlock { try repeated.append(elements) }
        return repeated.list()
    }

    private static let blockLength = 4096

    /// The second argument as an index; negative ones count from the end.
    private static func position(_ arguments: Arguments, count: Int, last: Int) throws -> Int {
        let index = try arguments.int(1)
        let place = index < 0 ? index &+ count : index
        guard place >= 0, place <= last else {
            throw arguments.fault(.index, "index \(index) is out of range for a list of \(count)", at: 1)
        }
        return place
    }
}

extension Arguments {
    /// The elements of the one list that was given, if they are themselves what `concat` puts end to end.
    fileprivate var onlyParts: [Value]? {
        get throws {
            let lists = try elements(0)
            guard lists.count == 1, let parts = lists[0].sequence, let first = parts.first else { return nil }
            return first.list != nil || first.frame != nil || first.tensor != nil ? parts : nil
        }
    }
}
