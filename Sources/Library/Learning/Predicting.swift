import Frames
import Language
import Models
import Signatures
import Tensors

/// What a model says of rows.
enum Predicting {
    static let all = [predict, probabilities, evaluate, summary]

    private static let model = Parameter("model", .model)
    private static let rows = Parameter("rows", .oneOf([.frame, .record, .tensorLike]))
    private static let setup = """
        x = [[0.0], [1.0], [2.0], [3.0]]
        model = fit(logistic_regression(), x, [false, false, true, true])

        """

    static let predict = Native(
        Signature(
            "predict", [model, rows],
            """
            What the model says of each row: a label for classification, a number for regression.
            Rows are a frame, a record for one row alone, or a tensor if the model was fitted to tensors.
            """, example: setup + "predict(model, [[0.5], [2.5]])", related: ["probabilities", "evaluate", "fit"])
    ) { arguments in
        try arguments.session.predict(arguments.model(0), arguments[1])
    }

    static let probabilities = Native(
        Signature(
            "probabilities", [model, rows], returns: .frame,
            "How probable the model holds each class to be, for each row: a frame with a column per class.",
            example: setup + "probabilities(model, [[0.5], [2.5]])", related: ["predict"])
    ) { arguments in
        let (session, model) = (try arguments.session, try arguments.model(0))
        switch try session.rows(arguments[1]) {
        case .frame(let frame): return .frame(session.noted(try model.probabilities(frame)))
        case .tensor(let tensor): return .frame(try model.probabilities(tensor))
        }
    }

    static let evaluate = Native(
        Signature(
            "evaluate",
            [model, rows, Parameter("y", .oneOf([.tensorLike, .column, .none]), default: Parameter.Default.none)],
            returns: .record,
            """
            How well the model does on rows whose target is known, as a record: accuracy, precision, recall, f1,
            auc, log_loss and confusion, or r2, rmse and mae.
            """, example: setup + "evaluate(model, x, [false, false, true, true])", related: ["predict", "fit"])
    ) { arguments in
        let session = try arguments.session
        let model = try arguments.model(0)
        let evaluation: Evaluation
        switch try session.rows(arguments[1]) {
        case .frame(let frame): evaluation = try model.evaluate(frame)
        case .tensor(let tensor): evaluation = try model.evaluate(tensor, session.tensor(from: arguments[2], at: 2))
        }
        for note in evaluation.notes { session.output.warn(note) }
        return .record(evaluation.entries.map { ($0.name, Value($0.value)) })
    }

    static let summary = Native(
        Signature(
            "summary", [Parameter("model", .oneOf([.model, .layer]))], returns: .any,
            "The parts of a model with the shape that each gives and how many numbers it has learnt.",
            example: setup + "summary(model)", related: ["fit"])
    ) { $0[0] }
}

extension Arguments {
    func model(_ index: Int) throws -> FittedModel {
        if let model = values[index].model { return model }
        throw wrongType(index, "a model")
    }
}

/// What a model is given to predict from.
enum PredictorRows {
    case frame(Frame)
    case tensor(Tensor)
}

extension Session {
    /// A frame, one row as a record, or a tensor.
    func rows(_ value: Value) throws -> PredictorRows {
        if let frame = value.frame { return .frame(frame) }
        if let fields = value.record?.fields { return .frame(try frame(ofOne: fields)) }
        return .tensor(try tensor(from: value, at: 1))
    }

    private func frame(ofOne fields: Fields) throws -> Frame {
        let named = try zip(fields.keys, fields.values).map { name, value in
            guard let cell = value.asCell else {
                throw Fault(
                    .type, "`\(name)` of the record must be a number, a boolean, a string or none",
                    labels: [.init(.argument(1), value.label)])
            }
            return (name: name, column: try Column(cells: [cell]))
        }
        return try Frame(named, rowCount: 1)
    }

    /// The prediction for one record is a value alone, for more rows a column, for tensors a tensor.
    func predict(_ model: FittedModel, _ value: Value) throws -> Value {
        switch try rows(value) {
        case .frame(let frame):
            let predicted = noted(try model.predict(frame))
            return value.record == nil ? .column(predicted) : Value(predicted.cell(at: 0))
        case .tensor(let tensor):
            return .object(TensorObject(eager.constant(try model.predict(tensor))))
        }
    }

    /// The result, once its notes have been passed on.
    func noted<Result>(_ result: Noted<Result>) -> Result {
        for note in result.notes { output.warn(note) }
        return result.result
    }
}
