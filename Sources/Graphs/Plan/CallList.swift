import CKernels
import Signatures
import Tensors

/// The kernel calls of a plan while it is being made: their tensors are measured, but most have no memory yet.
struct CallList {
    private(set) var calls: [KernelCall] = []
    /// The tensor of each value, by number.
    private var tensors: [Int: Tensor] = [:]
    private let graph: ConcreteGraph
    /// Values that are computed in a given place: gradients in the flat buffer.
    private let pinned: [Int: Tensor]
    /// What stands for memory that is still to be given.
    private let unplaced = Unplaced()

    init(_ graph: ConcreteGraph, leaves: [Int: Tensor], pinned: [Int: Tensor]) throws {
        self.graph = graph
        self.pinned = pinned
        tensors = leaves.merging(graph.constants) { leaf, _ in leaf }
        for node in graph.nodes { try add(node) }
    }

    /// The tensor of a value that the graph makes.
    func tensor(_ value: Int) throws -> Tensor {
        guard let tensor = tensors[value] else {
            throw Fault.internal("a plan reads value \(value) before it is made")
        }
        return tensor
    }

    /// Whether a tensor's memory is still to be given.
    func isUnplaced(_ tensor: Tensor) -> Bool { unplaced.owns(tensor.storage) }

    /// The call that makes a table's gradient in its place, from now on without the rows that are 0.
    mutating func keepRows(_ rows: UsedRows, of gradient: Tensor) {
        guard
            let place = calls.firstIndex(where: { call in
                // A gradient without elements may begin at the same place.
                call.outputs.first.map {
                    $0.storage === gradient.storage && $0.offset == gradient.offset && $0.sizes == gradient.sizes
                } ?? false
            })
        else { return }
        calls[place].keepRows(rows)
    }

    mutating func use(allOf rows: UsedRows) { calls.append(.usingAllRows(rows)) }

    mutating func copy(_ source: Tensor, to target: Tensor) { calls.append(.copy(source, to: target)) }

    /// A copy in memory that the plan gives.
    mutating func copied(_ source: Tensor) throws -> Tensor {
        let target = try unplaced.tensor(source.dtype, source.sizes)
        copy(source, to: target)
        return target
    }

    private mutating func add(_ node: ConcreteGraph.Node) throws {
        let inputs = try node.inputs.map(tensor)
        switch node.work {
        case .fused(let program): try add(program, inputs, node.outputs)
        case .row(let op, let attributes):
            switch op.kernel {
            case .view(let view): try add(view, inputs[0], node.outputs[0], attributes)
            case .constant(let make):
                tensors[node.outputs[0]] = try make(graph.types[node.outputs[0]], attributes)
            default: try add(op.kernel, inputs, node.outputs, attributes)
            }
        }
    }

    private mutating func add(_ program: FusedProgram, _ inputs: [Tensor], _ values: [Int]) throws {
        var call = KernelCall(tk_fused, outputs: try values.map { try result($0) }, inputs: inputs)
        call.program = program
        calls.append(call)
    }

    private mutating func add(
        _ view: (Tensor, [Int], [Attribute]) throws -> Tensor?, _ input: Tensor, _ value: Int,
        _ attributes: [Attribute]
    ) throws {
        let sizes = try knownSizes(graph.types[value])
        if let seen = try view(input, sizes, attributes) {
            tensors[value] = seen
        } else {
            tensors[value] = try view(copied(input), sizes, attributes)
        }
    }

    private mutating func add(
        _ kernel: KernelRule, _ inputs: [Tensor], _ values: [Int], _ attributes: [Attribute]
    ) throws {
        var inputs = inputs
        if kernel.needsContiguous {
            for place in inputs.indices where !inputs[place].isContiguous {
                inputs[place] = try copied(inputs[place])
            }
        }
        var operands = KernelOperands(
            outputs: try values.map { try result($0) }, inputs: inputs, attributes: attributes)
        operands.scratch = unplaced.tensor
        calls += try kernel.calls(operands)
    }

    private mutating func result(_ value: Int) throws -> Tensor {
        let type = graph.types[value]
        let tensor = try pinned[value] ?? unplaced.tensor(type.dtype, knownSizes(type))
        tensors[value] = tensor
        return tensor
    }

    /// Puts every tensor of every call where `place` says.
    mutating func place(_ place: (Tensor) -> Tensor) {
        for index in calls.indices {
            calls[index].outputs = calls[index].outputs.map(place)
            calls[index].inputs = calls[index].inputs.map(place)
        }
    }
}

/// Storage that stands for memory to come: each is told apart by what it is, and its bytes are never touched.
private final class Unplaced {
    private var storages: Set<ObjectIdentifier> = []
    /// So that no two of them are ever the same object.
    private var kept: [Storage] = []
    private let address = Address()

    /// Some address: arithmetic on it is all that happens before tensors are placed.
    private final class Address {
        let pointer = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)

        deinit { pointer.deallocate() }
    }

    func owns(_ storage: Storage) -> Bool { storages.contains(ObjectIdentifier(storage)) }

    func tensor(_ dtype: DType, _ sizes: [Int]) throws -> Tensor {
        let shape = try Shape(checking: sizes, dtype: dtype)
        try MemoryBudget.require(bytes: shape.count * dtype.size, for: "a result of shape \(shape)")
        let storage = Storage.borrowed(address.pointer, bytes: shape.count * dtype.size, owner: address)
        storages.insert(ObjectIdentifier(storage))
        kept.append(storage)
        return .unplaced(dtype, shape, on: storage)
    }
}
