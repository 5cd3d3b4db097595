import Glibc
import Language
import Signatures
import Tensors

/// Functions on the run itself: errors, time, the seed of random numbers.
enum Control {
    static let all = [error, assertion, now.impure, time.impure, seed.impure, importModule.impure]

    static let error = Native(
        Signature(
            "error", [Parameter("message", .oneOf([.string, .error]))], returns: .none,
            "Stops with this message; given a caught error, raises it again.",
            example: "try { error(\"no data\") } catch err { print(err.message) }", related: ["assert"])
    ) { arguments in
        if let caught = arguments[0].error { throw caught.fault }
        throw Fault(.user, try arguments.string(0))
    }

    static let assertion = Native(
        Signature(
            "assert",
            [
                Parameter("condition", .bool),
                Parameter("message", .string, default: .computed("says that it does not hold")),
            ], returns: .none,
            "Stops unless the condition is true.", example: "assert(1 < 2, \"numbers are out of order\")",
            related: ["error"])
    ) { arguments in
        if try arguments.bool(0) { return .none }
        throw Fault(
            .assertion, try arguments.optionalString(1) ?? "the assertion does not hold",
            labels: [.init(arguments.role(0), "this is false")])
    }

    static let now = Native(
        Signature(
            "now", [], returns: .float, "Seconds since the beginning of 1970, UTC.", example: "now() > 1.7e9",
            related: ["time"])
    ) { _ in .float(seconds(CLOCK_REALTIME)) }

    static let time = Native(
        Signature(
            "time", [Parameter("f", .function)], returns: .float,
            "Calls `f` without arguments and gives the seconds that it took.",
            example: "time(() -> sum(arange(1000))) < 60.0", related: ["now"])
    ) { arguments in
        let start = seconds(CLOCK_MONOTONIC)
        _ = try arguments.call(0)
        return .float(seconds(CLOCK_MONOTONIC) - start)
    }

    static let seed = Native(
        Signature(
            "seed", [Parameter("number", .oneOf([.int, .none]))], returns: .none,
            """
            Starts the random numbers anew from this seed; `seed(none)` draws one from the system.
            Every session starts with `seed(0)`, so that a script gives the same figures on every run.
            """, example: "seed(7)")
    ) { arguments in
        let seed = try arguments.optionalInt(0).map { UInt64(bitPattern: Int64($0)) }
        try arguments.session.generator = Generator(seed: seed ?? UInt64.random(in: .min ... .max))
        return .none
    }

    static let importModule = Native(
        Signature(
            "import", [Parameter("path", .string, offers: .files([".mlx"]))], returns: .record,
            "The definitions of another script as a record. The path is relative to the importing file.",
            example: "try { import(\"helpers.mlx\") } catch err { print(err.kind) }")
    ) { arguments in
        let session = try arguments.session
        return try session.importModule(arguments.path(0), caller: arguments.caller)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
