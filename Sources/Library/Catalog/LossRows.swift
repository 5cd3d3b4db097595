import Frames
import Graphs
import Language
import Models
import Signatures

/// The rows of the tables of losses and metrics as functions `f(prediction, target)`.
enum LossRows {
    static let all: [Native] = LossKind.all.map(native) + MetricKind.all.map(native)

    private static func native(for kind: LossKind) -> Native {
        Native(kind.signature) { arguments in
            let session = try arguments.session
            let operands = try session.variables([arguments[0], arguments[1]])
            let loss = try kind.loss(arguments.settings(after: 2))
            do {
                return session.value(of: try loss.value(operands[0], operands[1]))
            } catch let fault as Fault {
                throw fault.placed(in: arguments)
            }
        }
    }

    private static func native(for kind: MetricKind) -> Native {
        Native(kind.signature) { arguments in
            let target = try arguments.labels(1)
            let result = try kind(arguments.prediction(0), target, arguments.settings(after: 2))
            return Value(result)
        }
    }
}

extension Arguments {
    /// The settings of a row among the arguments from `start` on.
    fileprivate func settings(after start: Int) throws -> Settings {
        var values: [String: Setting] = [:]
        for (index, parameter) in signature.parameters.enumerated().dropFirst(start) where isGiven(index) {
            values[parameter.name] = try setting(index)
        }
        return Settings(signature, values)
    }

    /// Labels or numbers: a column, a tensor or a list.
    fileprivate func labels(_ index: Int) throws -> Column {
        try column(of: values[index], rowCount: nil)
    }

    fileprivate func prediction(_ index: Int) throws -> MetricPrediction {
        if let frame = values[index].frame { return .frame(frame) }
        return .column(try labels(index))
    }
}

extension Value {
    init(_ metric: MetricValue) {
        switch metric {
        case .number(let number): self = .float(number)
        case .frame(let frame): self = .frame(frame)
        }
    }
}
