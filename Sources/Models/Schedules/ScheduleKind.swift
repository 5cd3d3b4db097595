import Signatures

/// One row of the schedule table.
package struct ScheduleKind: Sendable {
    package let signature: Signature
    package let build: @Sendable (Settings) throws -> Schedule

    package var name: String { signature.name }

    private init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        build: @escaping @Sendable (Settings) throws -> Schedule
    ) {
        signature = Signature(
            name, parameters, returns: .schedule, documentation, example: example, related: ["adam", "fit"])
        self.build = build
    }

    package static let all: [ScheduleKind] = [.constant, .stepDecay, .cosine, .warmup]

    package static func named(_ name: String) -> ScheduleKind? { all.first { $0.name == name } }

    static let constant = ScheduleKind(
        "constant", [.rate], "The same learning rate throughout.", example: "adam(constant(0.01))"
    ) { .constant(try $0.rate()) }

    static let stepDecay = ScheduleKind(
        "step_decay",
        [
            .rate, Parameter("every", .float, default: .int(10)),
            Parameter("factor", .float, default: .float(0.5)),
        ],
        "A learning rate that is multiplied by `factor` after every `every` epochs.",
        example: "adam(step_decay(0.01, every: 5))"
    ) { settings in
        let every = try settings.float("every")
        guard every > 0 else { throw settings.wrong("every", "a number above 0", found: "\(every)") }
        return .stepDecay(
            rate: try settings.rate(), every: every, factor: try settings.float("factor", in: 0...1))
    }

    static let cosine = ScheduleKind(
        "cosine",
        [
            .rate, Parameter("floor", .float, default: .float(0)),
            Parameter("epochs", .float, default: .computed("all of the fit")),
        ],
        "A learning rate that falls from `rate` to `floor` along half a cosine, over `epochs` or the whole fit.",
        example: "adam(cosine(0.01))"
    ) { settings in
        let epochs = settings.isGiven("epochs") ? try settings.epochs("epochs") : nil
        return .cosine(
            rate: try settings.rate(), floor: try settings.float("floor", in: 0...(.infinity)), epochs: epochs
        )
    }

    static let warmup = ScheduleKind(
        "warmup", [Parameter("epochs", .float), Parameter("then", .oneOf([.number, .schedule]))],
        "A learning rate that rises from 0 over `epochs`, and then follows `then`: a number or another schedule.",
        example: "adam(warmup(2, cosine(0.01)))"
    ) { settings in
        .warmup(epochs: try settings.epochs("epochs"), then: try settings.schedule("then"))
    }
}

extension Parameter {
    fileprivate static let rate = Parameter("rate", .float)
}

extension Settings {
    fileprivate func rate() throws -> Double { try float("rate", in: 0...(.infinity)) }

    fileprivate func epochs(_ name: String) throws -> Double {
        let epochs = try float(name)
        guard epochs > 0, epochs.isFinite else { throw wrong(name, "a number above 0", found: "\(epochs)") }
        return epochs
    }

    /// A schedule, or a number as a rate that stays the same.
    func schedule(_ name: String) throws -> Schedule {
        switch self[name] {
        case .schedule(let schedule): return schedule
        case .int, .float: return .constant(try float(name, in: 0...(.infinity)))
        default: throw wrong(name, "a number or a schedule")
        }
    }
}
