import Graphs
import Signatures
import Tensors

/// Fits a network to rows of tensors by gradient descent.
///
/// The network is recorded once, with its loss and gradients, and runs as plans; where a stage can't be recorded it
/// runs op by op with a tape, and the result says why. All randomness comes from `key`, so the same call gives the
/// same bits.
///
/// - Parameters:
///   - network: stages, from the input to the prediction.
///   - inputs: rows first, f32 or i64; other dtypes are made f32.
///   - targets: a row for each of the inputs': numbers, or i64 class numbers for `cross_entropy`.
///   - parameters: what the network starts with; what it lacks is drawn.
///   - progress: told at the end of each epoch, and within one every tenth of a second; may throw to stop.
/// - Throws: `shape` faults of layers that do not fit, `numeric` once the loss is not finite.
package func train(
    _ network: [any Stage], inputs: Tensor, targets: Tensor, options: TrainingOptions, key: RandomKey,
    parameters: ParameterStore = ParameterStore(), progress: @escaping (Progress) throws -> Void = { _ in }
) throws -> TrainingResult {
    let data = try TrainingData(inputs, targets, options, key: key)
    let prepared = try prepare(Chain(network), data, options, key: key, parameters)
    var loop = TrainingLoop(
        options, prepared.runner, training: data.training, validation: data.validation, report: progress,
        diagnose: { firstNotFinite(in: network, $0, batch: $1, $2) })
    let learnt = try loop.run()
    return TrainingResult(
        parameters: learnt, history: loop.history, end: loop.end, layers: prepared.layers,
        unplannedBecause: prepared.reason, seconds: loop.seconds)
}

private struct Prepared {
    var runner: any TrainingRunner
    var layers: [LayerSummary]
    var reason: Fault?
}

private func prepare(
    _ network: Chain, _ data: TrainingData, _ options: TrainingOptions, key: RandomKey,
    _ parameters: ParameterStore
) throws -> Prepared {
    do {
        let runner = try PlannedRunner(network, data, options, key: key, parameters)
        return Prepared(runner: runner, layers: runner.layers)
    } catch let fault as Fault where fault.kind == .recording {
        let (runner, layers) = try TapeRunner.make(network, data, options, key: key, parameters)
        return Prepared(runner: runner, layers: layers, reason: fault)
    }
}
