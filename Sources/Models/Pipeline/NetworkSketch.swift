import Graphs
import Signatures
import Tensors

/// What a network gives, found out by going through it once before anything is learnt.
struct NetworkSketch {
    /// The sizes of what comes out for one row.
    let outputSizes: [Int]
    let ending: Ending?

    var width: Int { outputSizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue } }

    /// Recorded if that can be, else run on the first row.
    init(_ network: [any Stage], on features: Tensor, key: RandomKey) throws {
        let row = TensorType(features.dtype, sizes: Array(features.sizes.dropFirst()))
        do {
            let graph = try recordInference(network, row: row, key: key).graph
            try self.init(graph)
        } catch let fault as Fault where fault.kind == .recording {
            let context = ForwardContext(Emitter(.tape), key: key)
            let first = context.emitter.variable(try features.sliced(axis: 0, stop: 1))
            let y = try Chain(network).forward(first, context)
            self.init(
                outputSizes: Array(try y.read().sizes.dropFirst()), ending: Ending(y.producer?.op))
        }
    }

    private init(outputSizes: [Int], ending: Ending?) {
        self.outputSizes = outputSizes
        self.ending = ending
    }

    private init(_ graph: Graph) throws {
        guard let output = graph.outputs.first?.value else {
            throw Fault.internal("the network gives nothing")
        }
        let producer = graph.nodes.last { $0.outputs.contains(output) }
        let sizes = graph.types[output].shape.dropFirst().compactMap(\.known)
        self.init(outputSizes: sizes, ending: Ending(producer?.op))
    }
}

extension Ending {
    fileprivate init?(_ op: Op?) {
        switch op {
        case .some(let op) where op === Op.softmax: self = .softmax
        case .some(let op) where op === Op.sigmoid: self = .sigmoid
        default: return nil
        }
    }
}
