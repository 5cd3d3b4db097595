import CKernels
import Signatures
import Tensors

/// Writes the program of a group of nodes.
struct FusedProgramBuilder {
    private let graph: ConcreteGraph
    /// The node that makes each value.
    private let producer: [Int: Int]
    /// Values that the program reads from memory.
    private(set) var inputs: [Int] = []
    private var steps = StepList()
    /// Where each value of the group is, as a place in `steps`.
    private var places: [Int: Int] = [:]

    init(_ graph: ConcreteGraph, producer: [Int: Int]) {
        self.graph = graph
        self.producer = producer
    }

    /// Adds a node; false if it has no place in a program, or does not fit any more. Truth values have none in
    /// memory: the nodes that make them are written in where they are used.
    mutating func add(_ position: Int) -> Bool {
        let node = graph.nodes[position]
        guard case .row(let op, let attributes) = node.work, fits else { return false }
        var values: [StepList.Operand] = []
        for input in node.inputs {
            guard let value = operand(input) else { return false }
            values.append(value)
        }
        guard let last = steps.append(op.kernel, attributes, values) else { return false }
        places[node.outputs[0]] = last
        return fits
    }

    private var fits: Bool { steps.fits(inputs: inputs.count) }

    /// - Parameter outputs: the values that others read.
    func program(outputs: [Int]) -> FusedProgram? {
        guard fits, outputs.count <= FusionLimit.outputs else { return nil }
        return steps.program(inputs: inputs.count, results: outputs.compactMap { places[$0] })
    }

    private mutating func operand(_ value: Int) -> StepList.Operand? {
        if let place = places[value] { return .step(place) }
        if let constant = graph.constants[value]?.uniformValue { return steps.number(Float(constant)) }
        if graph.types[value].dtype == .bool {
            guard let source = producer[value], add(source) else { return nil }
            return places[value].map { .step($0) }
        }
        guard graph.types[value].dtype == .f32 else { return nil }
        if let known = inputs.firstIndex(of: value) { return .input(known) }
        inputs.append(value)
        return .input(inputs.count - 1)
    }
}
