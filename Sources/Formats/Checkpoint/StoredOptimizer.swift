import Models
import Signatures

extension Optimizer: Stored {
    func stored() throws -> JSON {
        [
            "name": .string(name), "rule": rule.stored(), "rate": try rate.stored(), "decay": try decay.stored(),
            "lazy": .bool(isLazy), "clip": clip.map { $0.stored() } ?? .null,
        ]
    }

    init(_ stored: StoredValue) throws {
        self.init(
            name: try stored.field("name").string(), rule: try Rule(stored.field("rule")),
            rate: try Schedule(stored.field("rate")))
        decay = try WeightDecay(stored.field("decay"))
        isLazy = try stored.field("lazy").bool()
        clip = try stored.optional("clip").map(Double.init)
    }
}

/// A number, or a list of groups.
extension WeightDecay: Stored {
    func stored() throws -> JSON {
        if groups.isEmpty { return rest.stored() }
        return .array(groups.map { ["name": .string($0.name), "share": $0.share.stored()] })
    }

    init(_ stored: StoredValue) throws {
        guard let groups = try? stored.list() else {
            self.init(try Double(stored))
            return
        }
        self.init(
            groups: try groups.map {
                Group(name: try $0.field("name").string(), share: try Double($0.field("share")))
            })
    }
}

extension Optimizer.Rule: Stored {
    func stored() -> JSON {
        switch self {
        case .descent: ["descent": true]
        case .momentum(let share, let nesterov):
            ["momentum": ["share": Double(share).stored(), "nesterov": .bool(nesterov)]]
        case .adam(let beta1, let beta2, let epsilon):
            ["adam": ["beta1": beta1.stored(), "beta2": beta2.stored(), "epsilon": epsilon.stored()]]
        }
    }

    init(_ stored: StoredValue) throws {
        let (name, value) = try stored.variant()
        switch name {
        case "descent": self = .descent
        case "momentum":
            self = .momentum(
                Float(try Double(value.field("share"))), nesterov: try value.field("nesterov").bool())
        case "adam":
            self = .adam(
                beta1: try Double(value.field("beta1")), beta2: try Double(value.field("beta2")),
                epsilon: try Double(value.field("epsilon")))
        default: throw value.fault("is no rule of an optimizer")
        }
    }
}

extension Schedule: Stored {
    func stored() throws -> JSON {
        switch self {
        case .constant(let rate): ["constant": rate.stored()]
        case .stepDecay(let rate, let every, let factor):
            ["step_decay": ["rate": rate.stored(), "every": every.stored(), "factor": factor.stored()]]
        case .cosine(let rate, let floor, let epochs):
            [
                "cosine": [
                    "rate": rate.stored(), "floor": floor.stored(), "epochs": epochs.map { $0.stored() } ?? .null,
                ]
            ]
        case .warmup(let epochs, let then): ["warmup": ["epochs": epochs.stored(), "then": try then.stored()]]
        }
    }

    init(_ stored: StoredValue) throws {
        let (name, value) = try stored.variant()
        func number(_ name: String) throws -> Double { try Double(value.field(name)) }
        switch name {
        case "constant": self = .constant(try Double(value))
        case "step_decay":
            self = .stepDecay(rate: try number("rate"), every: try number("every"), factor: try number("factor"))
        case "cosine":
            self = .cosine(
                rate: try number("rate"), floor: try number("floor"),
                epochs: try value.optional("epochs").map(Double.init))
        case "warmup": self = .warmup(epochs: try number("epochs"), then: try Schedule(value.field("then")))
        default: throw value.fault("is no schedule")
        }
    }
}

extension EarlyStop: Stored {
    func stored() throws -> JSON {
        ["patience": .int(patience), "metric": metric.map(JSON.string) ?? .null, "least": least.stored()]
    }

    init(_ stored: StoredValue) throws {
        self.init(
            patience: try stored.field("patience").count(), metric: try stored.optional("metric")?.string(),
            least: try Double(stored.field("least")))
    }
}
