import Frames
import Language
import Signatures

/// A data frame as a value of the language.
package final class FrameObject: ForeignObject {
    package let frame: Frame

    package init(_ frame: Frame) {
        self.frame = frame
        super.init(.frame)
    }
}

/// One column, taken out of its frame.
package final class ColumnObject: ForeignObject {
    package let column: Column

    package init(_ column: Column) {
        self.column = column
        super.init(.column)
    }
}

/// `.age > 30`: a formula over columns, not yet applied to a frame.
package final class ExpressionObject: ForeignObject {
    package let expression: ColumnExpression

    package init(_ expression: ColumnExpression) {
        self.expression = expression
        super.init(.expression)
    }
}

extension Value {
    package static func frame(_ frame: Frame) -> Value { .object(FrameObject(frame)) }
    package static func column(_ column: Column) -> Value { .object(ColumnObject(column)) }
    package static func expression(_ expression: ColumnExpression) -> Value {
        .object(ExpressionObject(expression))
    }

    package var frame: Frame? { (foreign as? FrameObject)?.frame }
    package var column: Column? { (foreign as? ColumnObject)?.column }
    package var expression: ColumnExpression? { (foreign as? ExpressionObject)?.expression }
}

extension Arguments {
    package func frame(_ index: Int) throws -> Frame {
        if let frame = values[index].frame { return frame }
        throw wrongType(index, "a frame")
    }

    /// A column expression; a number, bool or string stands for itself.
    package func expression(_ index: Int) throws -> ColumnExpression {
        if let expression = values[index].asExpression { return expression }
        throw wrongType(index, "a column expression such as `.age`")
    }

    /// The name of the column that an argument such as `.age` or `"age"` stands for.
    package func columnName(_ index: Int) throws -> String {
        if let name = values[index].columnName { return name }
        throw wrongType(index, "a column such as `.age`")
    }

    /// The names of the columns in a variadic parameter, or in a list that was given in its place.
    package func columnNames(_ index: Int) throws -> [String] {
        try (values[index].sequence ?? [values[index]]).flatMap { value -> [String] in
            if let inner = value.sequence { return try inner.map { try columnName($0, at: index) } }
            return [try columnName(value, at: index)]
        }
    }

    private func columnName(_ value: Value, at index: Int) throws -> String {
        guard let name = value.columnName else { throw wrongType(index, "columns such as `.age`") }
        return name
    }
}

extension Value {
    /// As part of a column expression: an expression, or a constant.
    package var asExpression: ColumnExpression? {
        if let expression { return expression }
        return asCell.map(ColumnExpression.constant)
    }

    /// The column that `.age` or `"age"` names.
    package var columnName: String? { expression?.columnName ?? string }
}
