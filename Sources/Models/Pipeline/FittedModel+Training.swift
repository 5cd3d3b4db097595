import Signatures

extension FittedModel {
    /// The model once its training is through, or as far as it came until it was interrupted. One that has nothing
    /// to train is as it was.
    package func trained(_ report: @escaping (Progress) throws -> Void) throws -> FittedModel {
        guard let run else { return self }
        try run.setup.options.checkpoint?.begin(self)
        return try standing(run.run(progress: report))
    }

    /// The model with what its training has learnt so far.
    package func standing(_ run: TrainingRun) throws -> FittedModel {
        var model = self
        model.run = run
        model.training.history = try run.historyFrame()
        model.training.ending = run.ending
        if case .network(let network) = predictor {
            model.predictor = .network(
                Network(form: network.form, parameters: run.parameters, layers: network.layers))
        }
        return model
    }

    /// Goes on with a training that was interrupted, or for `epochs` more.
    ///
    /// - Throws: a fault if there is nothing to go on with.
    package func resumed(epochs: Int?, _ hooks: TrainingHooks) throws -> FittedModel {
        guard var run else { throw unresumable }
        if let epochs { run = try run.extended(by: epochs) }
        guard run.end == .interrupted else {
            let count = run.history.count
            throw Fault(
                .value, "the training of this model is through, after \(count) \(count == 1 ? "epoch" : "epochs")",
                help: "say how many more: `resume(model, epochs: 10)`")
        }
        run.setup.options.isInterrupted = hooks.isInterrupted
        var model = self
        model.run = run
        return try model.trained(hooks.report)
    }

    private var unresumable: Fault {
        if case .linear = predictor {
            return Fault(.value, "this model was not trained in epochs, so there are none to go on with")
        }
        return Fault(
            .value, "a model that was read from a model file has no training to go on with",
            help: "let `fit` keep a checkpoint, and resume that: `fit(…, checkpoint: \"run.ckpt\")`")
    }
}

/// How a training speaks with whoever runs it.
package struct TrainingHooks {
    package var report: (Progress) throws -> Void
    package var isInterrupted: () -> Bool

    package init(report: @escaping (Progress) throws -> Void, isInterrupted: @escaping () -> Bool) {
        self.report = report
        self.isInterrupted = isInterrupted
    }
}
