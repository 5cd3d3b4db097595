import Signatures

extension TypeRule {
    static let attention = TypeRule(.floating) { inputs, _ in
        let sizes = try AttentionSizes(inputs)
        return [TensorType(inputs[0].dtype, sizes.batch + [sizes.time, sizes.width])]
    }

    /// The gradients of the queries, the keys and the values, for the whole batch.
    static let attentionGradient = TypeRule(.floating) { inputs, _ in
        let sizes = try AttentionSizes(Array(inputs.prefix(3)))
        let result = TensorType(inputs[0].dtype, sizes.batch + [sizes.time, sizes.width])
        guard result.rank == inputs[3].rank,
            !zip(result.shape, inputs[3].shape).contains(where: { $0.differs(from: $1) })
        else {
            throw Fault.shapes("the gradient has another shape than the result of `attention`", result, inputs[3])
        }
        return [[sizes.time, sizes.depth], [sizes.length, sizes.depth], [sizes.length, sizes.width]].map {
            TensorType(inputs[0].dtype, sizes.batch + $0)
        }
    }
}

/// Queries [batch…, time, depth], keys [batch…, length, depth], values [batch…, length, width].
private struct AttentionSizes {
    let batch: [Size]
    let time, depth, length, width: Size

    init(_ inputs: [TensorType]) throws {
        let (q, k, v) = (inputs[0], inputs[1], inputs[2])
        for operand in inputs where operand.rank < 2 {
            throw Fault.shapes("`attention` needs a sequence of rows: [time, width]", q, operand)
        }
        (time, depth) = (q.shape[q.rank - 2], q.shape[q.rank - 1])
        (length, width) = (v.shape[v.rank - 2], v.shape[v.rank - 1])
        guard !depth.differs(from: k.shape[k.rank - 1]) else {
            throw Fault.shapes(
                "a query and a key need as many numbers, and \(depth) is not \(k.shape[k.rank - 1])", q, k)
        }
        guard !length.differs(from: k.shape[k.rank - 2]) else {
            throw Fault.shapes("each key needs a value, and \(k.shape[k.rank - 2]) is not \(length)", k, v)
        }
        guard let pair = broadcast(q.batch, k.batch), let all = broadcast(pair, v.batch) else {
            throw Fault.shapes("the axes before the sequences do not fit each other", q, k)
        }
        batch = all
    }
}

extension TensorType {
    /// The axes before a matrix.
    fileprivate var batch: [Size] { Array(shape.dropLast(2)) }
}
