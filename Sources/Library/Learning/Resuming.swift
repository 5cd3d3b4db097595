import Formats
import Language
import Models
import Signatures

/// Going on with a training.
enum Resuming {
    static let all = [resume.impure]

    static let resume = Native(
        Signature(
            "resume",
            [
                Parameter("training", .oneOf([.model, .string]), offers: .files([])),
                Parameter("epochs", .oneOf([.int, .none]), .named, default: .computed("those that are left")),
            ], returns: .model,
            """
            Goes on with the training of a model that was interrupted, or of a checkpoint file that `fit` kept, to the \
            same bits as if it had never stopped. With `epochs` it trains so many more, also where it was through.
            The model holds on to its rows for this, and a checkpoint has them in a file beside it, `NAME.data`.
            """,
            example: """
                x = [[0.0], [1.0], [2.0], [3.0]]
                model = fit(dense(1), x, [1.0, 3.0, 5.0, 7.0], epochs: 5, checkpoint: "line.ckpt")
                longer = resume("line.ckpt", epochs: 5)
                predict(longer, x) == predict(resume(model, epochs: 5), x)
                """, related: ["fit", "save"])
    ) { arguments in
        let session = try arguments.session
        let epochs = arguments[1].isNone ? nil : try arguments.positive(1)
        guard arguments[0].string != nil else {
            return .model(try session.resumed(arguments.model(0), epochs))
        }
        let model = try CheckpointFile.load(arguments.path(0))
        // A program may be killed after its last epoch too: then the checkpoint has all there is.
        let isThrough = model.run?.end != .interrupted
        return .model(isThrough && epochs == nil ? model : try session.resumed(model, epochs))
    }
}

extension Session {
    fileprivate func resumed(_ model: FittedModel, _ epochs: Int?) throws -> FittedModel {
        let resumed = try model.resumed(epochs: epochs, trainingHooks)
        if let ending = resumed.training.ending { output.warn(ending) }
        return resumed
    }
}
