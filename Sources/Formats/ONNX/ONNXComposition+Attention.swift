import Graphs
import Signatures
import Tensors

extension ONNXComposition {
    static let attentions: [ONNXComposition] = [
        ONNXComposition("attention") { operation, builder in
            let scores = try builder.scores(operation)
            let isCausal = operation.attribute(0).bool == true
            let weights = builder.node(
                "Softmax", [isCausal ? try builder.causal(scores, operation) : scores], ["axis": .int(-1)])
            return builder.node("MatMul", [weights, operation.inputs[2]])
        }
    ]
}

extension ONNXBuilder {
    /// q kᵀ / √n.
    fileprivate mutating func scores(_ operation: ONNXOperation) throws -> ONNXName {
        let keys = operation.inputTypes[1]
        let order = Array(0..<keys.rank - 2) + [keys.rank - 1, keys.rank - 2]
        let turned = node("Transpose", [operation.inputs[1]], ["perm": .ints(order)])
        let products = node("MatMul", [operation.inputs[0], turned])
        let depth = try operation.size(operation.inputTypes[0], operation.inputTypes[0].rank - 1)
        return node("Mul", [products, try scalar(1 / Double(depth).squareRoot(), operation.outputTypes[0].dtype)])
    }

    /// −∞ added where a key comes after the query.
    fileprivate mutating func causal(_ scores: ONNXName, _ operation: ONNXOperation) throws -> ONNXName {
        let time = try operation.size(operation.inputTypes[0], operation.inputTypes[0].rank - 2)
        let length = try operation.size(operation.inputTypes[1], operation.inputTypes[1].rank - 2)
        let ahead = (0..<time).flatMap { row in (0..<length).map { $0 <= row ? 0 : -Double.infinity } }
        let mask = try Tensor(ahead, sizes: [time, length]).cast(to: operation.outputTypes[0].dtype)
        return node("Add", [scores, try constant(mask, named: "causal")])
    }
}
