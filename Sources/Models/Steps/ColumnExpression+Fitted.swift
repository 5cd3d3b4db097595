import Frames
import Signatures

extension ColumnExpression {
    /// The expression with what it takes from the rows as a whole fixed to what `frame` has, so that it can be
    /// applied to any rows, even to one alone.
    ///
    /// - Throws: a fault if a row's value depends on its neighbours or its place.
    func fitted(on frame: Frame) throws -> ColumnExpression {
        switch node {
        case .column(let name):
            _ = try frame.column(name)
            return self
        case .constant, .list: return self
        case .call(let function, let arguments):
            switch function.form {
            case .elementwise: return try .call(function, arguments.map { try $0.fitted(on: frame) })
            case .aggregate: return .constant(try constant(on: frame))
            case .window: throw dependsOnRows(function.name)
            }
        }
    }

    private func constant(on frame: Frame) throws -> Cell {
        guard frame.rowCount > 0 else { throw Fault(.value, "`\(self)` can't be learnt from no rows") }
        return try frame.evaluate(self).cell(at: 0)
    }

    private func dependsOnRows(_ function: String) -> Fault {
        Fault(
            .value,
            "`\(function)` takes a row's value from other rows, which a model that predicts one row has not",
            notes: ["aggregates such as `mean(.x)` are learnt from the training rows, and so are steps"],
            help: "derive the column before the frame is split, or use a step such as `standardize()`")
    }
}
