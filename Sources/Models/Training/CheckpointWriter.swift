/// Keeps a training where it outlives the program.
package protocol CheckpointWriter {
    /// After how many epochs the state is kept, besides at the beginning and the end.
    var every: Int { get }

    /// Called before the first batch with the model as it is then, whose run tells all that does not change.
    ///
    /// - Throws: a fault of kind `recording` if a part of the model or of its training is no data.
    func begin(_ model: FittedModel) throws

    func save(_ state: TrainingState, epochs: Int) throws
}
