import Frames
import Graphs
import Signatures

/// A pipeline that has learnt, with all that its way from raw rows to labels needs: what it takes, what its steps
/// learnt, what predicts, and what the prediction means.
package struct FittedModel {
    package var input: ModelInput
    package var steps: [FittedStep]
    /// The columns that reach the predictor once the steps are through, in the order of the matrix it takes.
    package var features: [String]
    package var predictor: Predictor
    /// The column that was learnt; nil if the model was fitted to tensors.
    package var target: String?
    package var task: Task
    package var training: TrainingRecord
    /// What its training can go on from; nil for a classical model, and for one that was read from a model file.
    package var run: TrainingRun?

    package init(
        input: ModelInput, steps: [FittedStep], features: [String], predictor: Predictor, target: String?,
        task: Task, training: TrainingRecord, run: TrainingRun? = nil
    ) {
        self.input = input
        self.steps = steps
        self.features = features
        self.predictor = predictor
        self.target = target
        self.task = task
        self.training = training
        self.run = run
    }

    /// Whether it takes columns of a frame, rather than a tensor.
    package var takesColumns: Bool {
        if case .columns = input { true } else { false }
    }
}

/// What a model is given to predict from.
package enum ModelInput: Hashable, Sendable {
    /// Columns of a frame, by name.
    case columns([InputColumn])
    /// A tensor whose rows have these sizes.
    case tensor([Int])
}

package struct InputColumn: Hashable, Sendable {
    package var name: String
    package var type: ColumnType

    package init(name: String, type: ColumnType) {
        self.name = name
        self.type = type
    }
}

/// What makes predictions from the matrix of features.
package enum Predictor {
    case network(Network)
    case linear(LinearModel)
}

/// Layers that were fitted: what they compute, and the parameters that they compute it with.
package struct Network {
    package enum Form {
        /// With a symbolic batch, as inference runs it: no dropout, running statistics fixed.
        case recorded(Graph)
        /// A stage that can't be recorded, and why: it runs op by op and can't be stored.
        case eager(any Stage, because: Fault)
    }

    package let form: Form
    package let parameters: ParameterStore
    package let layers: [LayerSummary]
    /// What runs the graph; made when it is first asked for.
    let runner = NetworkRunner()

    package init(form: Form, parameters: ParameterStore, layers: [LayerSummary]) {
        self.form = form
        self.parameters = parameters
        self.layers = layers
    }
}

/// One row of the table of layers.
package struct LayerSummary: Hashable, Sendable {
    package var name: String
    package var details: String
    /// Sizes of what comes out; the first is the batch.
    package var output: [Size]
    package var parameterCount: Int

    package init(name: String, details: String, output: [Size], parameterCount: Int) {
        self.name = name
        self.details = details
        self.output = output
        self.parameterCount = parameterCount
    }
}

/// How a model was fitted.
package struct TrainingRecord {
    /// A row an epoch: `epoch`, `loss`, the metrics, `val_loss` and so on; no rows for a classical model.
    package var history: Frame
    package var loss: String
    package var metrics: [String]
    /// What was chosen without being asked for, as one sentence; nil if nothing was.
    package var choices: String?
    /// Further facts worth a warning, a sentence each.
    package var notes: [String]
    /// How the training ended, if not as planned: a sentence.
    package var ending: String?
    /// Why training ran op by op; nil if it was planned, or if there was nothing to plan.
    package var unplannedBecause: String?

    package init(
        history: Frame = Frame(), loss: String, metrics: [String] = [], choices: String? = nil,
        notes: [String] = [], unplannedBecause: String? = nil
    ) {
        self.history = history
        self.loss = loss
        self.metrics = metrics
        self.choices = choices
        self.notes = notes
        self.unplannedBecause = unplannedBecause
    }
}
