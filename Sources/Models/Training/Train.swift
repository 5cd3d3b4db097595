import Signatures
import Tensors

/// Fits a network to rows of tensors by gradient descent.
///
/// The network is recorded once, with its loss and gradients, and runs as plans; where a stage can't be recorded it
/// runs op by op with a tape, and the run says why. All randomness comes from `key`, so the same call gives the
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
) throws -> TrainingRun {
    let data = try TrainingData(inputs, targets, options, key: key)
    return try TrainingRun(network, data, options, key: key, parameters).run(progress: progress)
}
