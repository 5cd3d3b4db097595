import Signatures

@testable import Language

extension FakeHost {
    static let natives: [Native] = [
        native("print", [Parameter("values", .any, .variadic)]) { arguments in
            let line = try arguments.elements(0).map(FakeHost.text).joined(separator: " ")
            (arguments.caller.host as? FakeHost)?.printed.append(line)
            return .none
        },
        native("error", [Parameter("message", .oneOf([.string, .error]))]) { arguments in
            if let caught = arguments[0].error { throw caught.fault }
            throw Fault(.user, try arguments.string(0))
        },
        native("len", [Parameter("x", .oneOf([.list, .string, .record]))]) { arguments in
            let value = arguments[0]
            return .int(
                value.list?.elements.count ?? value.stringObject?.count ?? value.record?.fields.count ?? 0)
        },
        native("map", [Parameter("items", .list), Parameter("f", .function)]) { arguments in
            .list(try arguments.elements(0).map { try arguments.call(1, $0) })
        },
        native("list", [Parameter("items", .any, .variadic)]) { .list(try $0.elements(0)) },
        native("power_of", [Parameter("x", .number), Parameter("n", .int, default: .int(2))]) { arguments in
            .float(
                (0..<(try arguments.int(1))).reduce(1.0) { product, _ in product * (arguments[0].number ?? 0)
                })
        },
        native(
            "options",
            [
                Parameter("x", .int),
                Parameter("mode", .string, .named, default: .string("fast"), choices: ["fast", "slow"]),
                Parameter("rest", .any, .namedRest),
            ]
        ) { arguments in
            .string("\(try arguments.int(0)) \(try arguments.string(1)) \(FakeHost.text(arguments[2]))")
        },
        native("push", [Parameter("items", .list), Parameter("item")]) { arguments in
            .list(try arguments.elements(0) + [arguments[1]])
        },
        native("remove", [Parameter("r", .record), Parameter("key", .string)]) { arguments in
            var fields = try arguments.record(0)
            fields[try arguments.string(1)] = nil
            return .record(fields)
        },
        native("double", [Parameter("x", .number)]) { .float((try $0.float(0)) * 2) },
        native("fail_on", [Parameter("a"), Parameter("b")]) { arguments in
            throw arguments.fault(.value, "this is wrong", at: 1)
        },
        native("shape", [Parameter("x", .tensor())]) { arguments in
            .tuple((arguments[0].array?.sizes ?? []).map { .int($0) })
        },
    ]

    private static func native(_ name: String, _ parameters: [Parameter], _ body: @escaping Native.Body)
        -> Native
    {
        Native(Signature(name, parameters, "For tests.", example: ""), body)
    }
}
