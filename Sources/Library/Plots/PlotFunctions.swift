import Frames
import Language
import Plots
import Signatures
import Tensors

/// Plots of frames, tensors and functions. Each gives a description; showing it is another matter.
enum PlotFunctions {
    static let all = ofFrames + ofValues + ofFunctions

    static let title = Parameter("title", .string, .named, default: Parameter.Default.none)
    static let bins = Parameter("bins", .int, .named, default: .computed("as suits the data (Freedman-Diaconis)"))
    static let frame = Parameter("df", .frame)
    static let formula = ValueType.oneOf([.expression, .string])
}

extension Arguments {
    /// What a parameter of a plot stands for in a frame: `.age`, `log(.age)` or `"age"`.
    func formula(_ index: Int) throws -> ColumnExpression { try formula(self[index], at: index) }

    func optionalFormula(_ index: Int) throws -> ColumnExpression? {
        self[index].isNone ? nil : try formula(index)
    }

    /// One formula, or a list of them.
    func formulas(ofList index: Int) throws -> [ColumnExpression] {
        try (self[index].sequence ?? [self[index]]).map { try formula($0, at: index) }
    }

    private func formula(_ value: Value, at index: Int) throws -> ColumnExpression {
        if let name = value.columnName { return .column(name) }
        if let expression = value.expression { return expression }
        throw wrongType(index, "columns such as `.age` or `log(.age)`")
    }

    /// The elements of a tensor with one axis, a column, a range or a list as a column; its cells may be missing.
    func plotted(_ index: Int) throws -> Column {
        let value = self[index]
        if let column = value.column { return column }
        if let elements = value.sequence {
            let cells = try elements.map { element in
                guard let cell = element.isNone ? .missing : element.asCell else {
                    throw wrongType(index, "numbers or text")
                }
                return cell
            }
            return try Column(cells: cells)
        }
        let tensor = try session.tensor(from: value, at: index)
        guard tensor.rank == 1 else {
            throw fault(.shape, "a plot takes a tensor with one axis, not \(tensor.type)", at: index)
        }
        return try Column(tensor: tensor)
    }
}
