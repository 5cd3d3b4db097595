import Signatures
import Tensors
import XCTest

@testable import Graphs

/// A plan computes what the graph's interpreter does, for any size of the batch.
final class PlanTests: XCTestCase {
    private let features = 5

    func testClassifierStep() throws {
        try compare(try Networks.classifier(features: features), batches: [1, 7, 32])
    }

    func testBinaryStep() throws {
        try compare(try Networks.binary(features: features), batches: [1, 32])
    }

    func testStepWithStateAndChosenElements() throws {
        try compare(try Networks.normalizing(features: features), batches: [4, 9])
    }

    func testFusionLeavesFewCalls() throws {
        let graph = try Networks.binary(features: features)
        let plan = try Plan(graph, batch: 8, memory: TrainingMemory(for: graph))
        XCTAssertLessThan(plan.callCount, graph.nodes.count / 2)
    }

    func testInputsCanBeBound() throws {
        let emitter = Emitter(.record)
        let x = emitter.input("x", TensorType(.f32, [.named("batch"), 2]))
        let graph = try emitter.graph(outputs: [("y", (x * 2).sum([1]))])
        let plan = try Plan(graph, batch: 2, memory: TrainingMemory(for: graph))
        try plan.setInput("x", to: Tensor([1, 2, 3, 4] as [Float], sizes: [2, 2]))
        try plan.run()
        XCTAssertEqual(try plan.output("y").f64Values, [6, 14])
        let elsewhere = try Tensor([10, 20, 30, 40] as [Float], sizes: [2, 2])
        try plan.bind("x", to: elsewhere.base)
        try plan.run()
        XCTAssertEqual(try plan.output("y").f64Values, [60, 140])
        try [1, 1].withUnsafeBufferPointer { try plan.gatherRows("x", from: elsewhere, rows: $0) }
        try plan.run()
        XCTAssertEqual(try plan.output("y").f64Values, [140, 140])
        XCTAssertThrowsError(
            try [1, 2].withUnsafeBufferPointer { try plan.gatherRows("x", from: elsewhere, rows: $0) })
    }

    /// Inputs are told apart by their place in the plan, also when they come from the same memory for a while.
    func testInputsMayShareMemory() throws {
        let emitter = Emitter(.record)
        let type = TensorType(.f32, [2])
        let (x, y) = (emitter.input("x", type), emitter.input("y", type))
        let plan = try Plan(emitter.graph(outputs: [("z", x - y), ("x", x)]))
        let (a, b) = (try Tensor([5, 6] as [Float]), try Tensor([1, 2] as [Float]))
        for (left, right, difference) in [(a, b, [4.0, 4]), (a, a, [0, 0]), (b, a, [-4, -4]), (a, b, [4, 4])] {
            try plan.run(with: [left, right])
            XCTAssertEqual(try plan.output("z").f64Values, difference)
            XCTAssertEqual(try plan.output("x").f64Values, left.f64Values, "a result that is an input")
        }
        let columns = try Tensor([1, 10, 2, 20] as [Float], sizes: [2, 2]).transposed()
        try plan.run(with: [columns.sliced(axis: 0, start: 1, stop: 2).reshaped([2]), b])
        XCTAssertEqual(try plan.output("z").f64Values, [9, 18])
        XCTAssertThrowsError(try plan.run(with: [a]))
    }

    /// Random chains of rows with shared operands, broadcasting and reductions.
    func testRandomGraphs() throws {
        for seed in 0..<60 {
            try compare(try Networks.random(seed: seed), batches: [3])
        }
    }

    private func compare(_ graph: Graph, batches: [Int]) throws {
        try graph.validate()
        let memory = try TrainingMemory(for: graph)
        for batch in batches {
            let values = try Values(graph, batch: batch)
            for (name, tensor) in values.parameters { try memory.setParameter(name, to: tensor) }
            for (name, tensor) in values.states { try memory.setState(name, to: tensor) }
            let plan = try Plan(graph, batch: batch, memory: memory)
            for (name, tensor) in values.inputs { try plan.setInput(name, to: tensor) }
            try plan.run()
            try compare(plan, graph, values)
        }
    }

    private func compare(_ plan: Plan, _ graph: Graph, _ values: Values) throws {
        var observed = graph
        observed.leaves.outputs += graph.gradients.map { .init(name: "gradient " + $0.name, value: $0.value) }
        let expected = try observed.run(
            inputs: values.inputs, parameters: values.parameters, states: values.states)
        for (output, tensor) in zip(graph.outputs, expected.outputs) {
            assertClose(try plan.output(output.name), tensor, output.name)
        }
        for (gradient, tensor) in zip(graph.gradients, expected.outputs.dropFirst(graph.outputs.count)) {
            assertClose(try plan.memory.gradient(gradient.name), tensor, gradient.name)
        }
        for (name, tensor) in expected.states { assertClose(try plan.memory.state(name), tensor, name) }
    }

    private func assertClose(_ a: Tensor, _ b: Tensor, _ name: String) {
        XCTAssertEqual(a.sizes, b.sizes, name)
        for (x, y) in zip(a.f64Values, b.f64Values) {
            if x.isNaN && y.isNaN { continue }
            XCTAssertEqual(x, y, accuracy: 1e-5 * max(1, abs(y)), name)
        }
    }
}

/// Leaves of a graph with numbers in them.
private struct Values {
    var inputs: [String: Tensor] = [:]
    var parameters: [String: Tensor] = [:]
    var states: [String: Tensor] = [:]

    init(_ graph: Graph, batch: Int) throws {
        var numbers = Numbers("leaves")
        func tensor(_ value: Int) throws -> Tensor {
            let type = graph.types[value].substituting("batch", by: batch)
            let sizes = try XCTUnwrap(type.knownSizes)
            if type.dtype == .i64 { return try numbers.tensor(sizes, 0, 2.99).cast(to: .i64) }
            return try numbers.tensor(sizes).cast(to: type.dtype)
        }
        for input in graph.inputs { inputs[input.name] = try tensor(input.value) }
        for parameter in graph.parameters { parameters[parameter.name] = try tensor(parameter.value) }
        for state in graph.states { states[state.name] = try tensor(state.value) }
    }
}
