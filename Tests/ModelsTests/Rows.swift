import XCTest

@testable import Models
@testable import Signatures
@testable import Tensors

/// Things made from their rows, as a script would make them.
func layer(_ name: String, _ settings: [String: Setting] = [:], _ seed: UInt64 = 0) throws -> any Stage {
    let row = try XCTUnwrap(LayerKind.named(name))
    return try row.build(Settings(row.signature, settings, key: RandomKey(seed: seed)))
}

func optimizer(_ name: String, _ settings: [String: Setting]) throws -> Optimizer {
    let row = try XCTUnwrap(OptimizerKind.named(name))
    return try row.build(Settings(row.signature, settings))
}

func optimizer(_ name: String, rate: Double) throws -> Optimizer {
    try optimizer(name, ["rate": .float(rate)])
}

func loss(_ name: String, _ settings: [String: Setting] = [:]) throws -> Loss {
    let row = try XCTUnwrap(LossKind.named(name))
    return try row.loss(Settings(row.signature, settings))
}

func schedule(_ name: String, _ settings: [String: Setting]) throws -> Schedule {
    let row = try XCTUnwrap(ScheduleKind.named(name))
    return try row.build(Settings(row.signature, settings))
}
