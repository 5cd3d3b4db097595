import Frames
import Models
import Signatures

/// A training on disk, from which it goes on to the same bits after the program was killed at any moment.
///
/// Two files, so that an epoch costs no more than what it changes: beside `run.ckpt`, which holds the state and takes
/// the place of the one before it whole, stands `run.ckpt.data`, written once, with the model's preparation, the
/// recorded graphs and the prepared rows. The rows are kept as they are learnt from, because a path or a script would
/// have to find them unchanged. The state names its data by a fingerprint, so that files of two trainings are told apart.
package final class CheckpointFile: CheckpointWriter {
    package let every: Int
    private let path: String
    /// That of the data that was written at the beginning.
    private var fingerprint = 0

    static let dataSuffix = ".data"

    /// - Parameter every: after how many epochs the state is written.
    package init(_ path: String, every: Int = 1) {
        self.path = path
        self.every = max(1, every)
    }

    package func begin(_ model: FittedModel) throws {
        var weights = Weights()
        let content = try model.storedTraining(every: every, weights: &weights)
        let pieces = try Envelope.encode(.training, content, weights)
        fingerprint = Container.fingerprint(ofEncoded: pieces)
        try Files.write(pieces, to: path + Self.dataSuffix)
    }

    package func save(_ state: TrainingState, epochs: Int) throws {
        var weights = Weights()
        let content: JSON = [
            "data": .int(fingerprint), "epochs": .int(epochs), "state": try state.stored(weights: &weights),
        ]
        try Files.write(Envelope.encode(.checkpoint, content, weights), to: path)
    }

    /// The model as the checkpoint has it. Going on with its training writes the checkpoint further.
    /// - Throws: A fault of kind `file` or `format` that names the file and what is wrong with it.
    package static func load(_ path: String) throws -> FittedModel {
        let state = try Envelope.decode(.checkpoint, Files.read(path), source: path)
        let dataPath = path + dataSuffix
        let data = try Envelope.decode(.training, Files.read(dataPath), source: dataPath)
        return try model(state, data, path)
    }

    static func model(_ state: Envelope.Content, _ data: Envelope.Content, _ path: String) throws -> FittedModel {
        guard try state.stored.field("data").int() == data.fingerprint else {
            throw Fault(
                .format, "`\(path)` does not go with `\(path)\(dataSuffix)`, which is of another training",
                notes: ["a training that begins anew writes the data first, then its state"])
        }
        let model = try FittedModel(training: data, path: path)
        guard var run = model.run else { throw data.stored.fault("has no training") }
        run.setup.options.epochs = try state.stored.field("epochs").count()
        run.state = try TrainingState(state.stored.field("state"), of: run, weights: state.weights)
        guard run.history.count <= run.setup.options.epochs, run.setup.options.epochs <= greatestCount else {
            throw state.stored.fault("has more epochs than it was to have")
        }
        return try model.standing(run)
    }

    /// Bounds numbers of epochs and steps, so that they can be counted further.
    static let greatestCount = 1 << 40
}
