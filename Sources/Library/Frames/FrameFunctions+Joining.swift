import Frames
import Language
import Signatures

/// Verbs on several frames.
extension FrameFunctions {
    static let joining = [join, concat]

    private static let join = Native(
        Signature(
            "join",
            [
                frame, Parameter("other", .frame), Parameter("on", columnType, .named),
                Parameter(
                    "how", .string, .named, default: .string("inner"),
                    choices: JoinKind.allCases.map(\.rawValue)),
                Parameter("suffix", .string, .named, default: .string("_right")),
            ], returns: .frame,
            """
            The rows of two frames side by side where their keys are equal; a missing key equals nothing.
            `on` is a column that both have, `.a == .b` where it is `a` in the first and `b` in the second, or a list of these. `how` says whose rows without a partner are kept: of neither (inner), of the left, the right, or both (outer); semi and anti keep the left rows with a partner, or without, and add no columns.
            """,
            example:
                #"join(frame({k: ["a", "b"], x: [1, 2]}), frame({k: ["b"], y: [3]}), on: .k, how: "left")"#,
            related: ["concat"])
    ) { arguments in
        let kind = try JoinKind(rawValue: arguments.string(3)) ?? .inner
        let (keys, suffix) = try (arguments.joinKeys(2), arguments.string(4))
        let (left, right) = try (arguments.frame(0), arguments.frame(1))
        return try .frame(
            arguments.aside(cells: left.cellCount + right.cellCount) {
                try left.join(right, on: keys, kind, suffix: suffix)
            })
    }

    private static let concat = Native(
        Signature(
            "concat",
            [
                Parameter("frames", .frame, .variadic),
                Parameter("fill", .bool, .named, default: .bool(false)),
            ],
            returns: .frame,
            "The rows of several frames, one after another; columns go by name. With `fill` a column that a frame lacks is missing there.",
            example: "concat(frame({x: [1]}), frame({x: [2, 3]}))", related: ["join"])
    ) { arguments in
        let (frames, fills) = try (arguments.concatenatedFrames, arguments.bool(1))
        return try .frame(
            arguments.aside(cells: frames.reduce(0) { $0 + $1.cellCount }) {
                try Frame.concat(frames, fills: fills)
            })
    }
}

extension Arguments {
    var concatenatedFrames: [Frame] { get throws { try elements(0).compactMap(\.frame) } }

    func joinKeys(_ index: Int) throws -> [(left: String, right: String)] {
        try (self[index].sequence ?? [self[index]]).map { key in
            if let name = key.columnName { return (name, name) }
            if case .call(let function, let sides) = key.expression?.node, function.name == "==",
                sides.count == 2,
                let left = sides[0].columnName, let right = sides[1].columnName
            {
                return (left, right)
            }
            throw wrongType(index, "a column such as `.id`, or two as in `.a == .b`")
        }
    }
}
