import Frames
import Language
import Signatures

/// Verbs that divide a frame at random.
extension FrameFunctions {
    static let dividing = [split, folds]

    private static let split = Native(
        Signature(
            "split", [frame, Parameter("shares", .number, .variadic), stratify], returns: .tuple,
            """
            Random parts of a frame that hold these shares of its rows, and one more for the rest.
            With `stratify` each part has the groups of that column in the same shares.
            """,
            example: "train, test = split(frame({x: range(10)}), 0.8)\nshape(train)",
            related: ["folds", "sample"])
    ) { arguments in
        let shares = try arguments.elements(1).compactMap(\.number)
        let (key, name) = try (arguments.session.generator.next(), arguments.optionalColumnName(2))
        let parts = try arguments.worked { try $0.split(shares.isEmpty ? [0.8] : shares, stratify: name, key: key) }
        return .tuple(parts.map(Value.frame))
    }

    private static let folds = Native(
        Signature(
            "folds", [frame, Parameter("k", .int, default: .int(5)), stratify], returns: .list,
            "Pairs of training and test rows; every row is in the test part of one pair.",
            example: "for train, test in folds(frame({x: range(6)}), 3) { print(len(train), len(test)) }",
            related: ["split"])
    ) { arguments in
        let (key, count) = try (arguments.session.generator.next(), arguments.int(1))
        let name = try arguments.optionalColumnName(2)
        let folds = try arguments.worked { try $0.folds(count, stratify: name, key: key) }
        return .list(folds.map { .tuple([.frame($0.train), .frame($0.test)]) })
    }
}
