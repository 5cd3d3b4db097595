import Frames
import Signatures

extension [InputColumn] {
    /// The columns that a model takes, out of a frame that may have others, each as the type it had in training.
    ///
    /// - Throws: a fault that names every absent column, or the first whose type can't be taken.
    func accept(_ frame: Frame) throws -> Frame {
        let absent = filter { frame.position(of: $0.name) == nil }.map(\.name)
        guard absent.isEmpty else { throw columnsAbsent(absent, from: frame) }
        return try Frame(map { ($0.name, try $0.accept(frame.column($0.name))) }, rowCount: frame.rowCount)
    }

    private func columnsAbsent(_ absent: [String], from frame: Frame) -> Fault {
        let list = absent.map { "`\($0)`" }.joined(separator: ", ")
        let near = absent.first.map { nearest(to: $0, in: frame.names) } ?? []
        return Fault(
            .column,
            absent.count == 1
                ? "the model takes column \(list), which the frame does not have"
                : "the model takes columns \(list), which the frame does not have",
            notes: ["the frame has " + frame.names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")],
            help: near.first.map {
                "did you mean `\($0)`? `rename(df, \(absent[0]): .\($0))` gives it that name"
            })
    }
}

extension InputColumn {
    /// The column as training had it: whole numbers may stand for decimals, text for categories, and a column
    /// with nothing but missing cells for anything.
    fileprivate func accept(_ column: Column) throws -> Column {
        if column.type == type || (column.type.isText && type.isText) { return column }
        if column.missingCount == column.count { return Column.missing(type, count: column.count) }
        guard column.type.isNumeric, type.isNumeric else { throw unsuited(column.type) }
        switch type {
        case .float: return column.asFloat
        case .int: return column.asWhole ?? column.asFloat
        default: throw unsuited(column.type)
        }
    }

    private func unsuited(_ found: ColumnType) -> Fault {
        Fault(
            .type,
            "column `\(name)` is \(found.rawValue), and the model was trained with \(type.rawValue) there",
            labels: [.init(.argument(1), "`\(name)` is \(found.rawValue)")])
    }
}
