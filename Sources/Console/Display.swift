import Frames
import Language
import Library
import Signatures
import Tensors

/// Values that take more than one line: frames and models as tables, tensors with their shape, records of such.
package struct Display {
    let width: Int
    let style: Style

    package init(width: Int, style: Style) {
        self.width = width
        self.style = style
    }

    /// nil for a value that is one line of text.
    package func text(of value: Value) -> String? {
        lines(of: value).map { $0.joined(separator: "\n") }
    }

    /// Records within records further down than this are shown on one line.
    private static let deepest = 16

    private func lines(of value: Value, depth: Int = 0) -> [String]? {
        if let frame = value.frame { return FrameDisplay(frame).lines(width: width, style: style) }
        if let column = value.column { return columnLines(column) }
        if let tensor = value.plainTensor { return tensorLines(tensor) }
        if let model = value.model { return ModelDisplay(model.summary).lines(width: width, style: style) }
        if let pipeline = value.pipeline {
            return ModelDisplay(pipeline.summary).lines(width: width, style: style)
        }
        if let fixed = value.foreign as? FixedNetwork {
            return ModelDisplay(fixed.summary).lines(width: width, style: style)
        }
        if let record = value.record { return recordLines(record, depth) }
        return nil
    }

    private func columnLines(_ column: Column) -> [String]? {
        guard let frame = try? Frame([(name: "column", column: column)]) else { return nil }
        let count = style.dim("column of \(column.count) \(column.type.rawValue)")
        return [count] + FrameDisplay(frame).tableLines(width: width, style: style, names: false)
    }

    private func tensorLines(_ tensor: Tensor) -> [String]? {
        guard tensor.rank > 0, let rows = try? TensorText().lines(tensor) else { return nil }
        let kind = style.dim(
            "\(tensor.dtype.name) [\(tensor.sizes.map(String.init).joined(separator: ", "))]")
        return [kind] + rows.map { truncated($0, to: width) }
    }

    /// A record that holds a table takes a line for each field, numbers as in a table; any other is one line of text.
    private func recordLines(_ record: RecordObject, _ depth: Int) -> [String]? {
        guard depth < Self.deepest else { return nil }
        let blocks = record.fields.values.map { lines(of: $0, depth: depth + 1) }
        guard blocks.contains(where: { $0 != nil }) else { return nil }
        let widest = record.fields.keys.map(displayWidth).max() ?? 0
        let decimals = DecimalStyle(for: record.fields.values.compactMap(\.decimal))
        return zip(record.fields.keys, zip(record.fields.values, blocks)).flatMap { key, field in
            if let block = field.1 {
                return [style.bold(key)] + block.map { $0.hasPrefix("  ") ? $0 : "  " + $0 }
            }
            let text = field.0.decimal.map(decimals.text) ?? field.0.lineText
            return [padded(key, to: widest, right: false) + "  " + text]
        }
    }
}

extension Value {
    /// A number that may have decimals.
    fileprivate var decimal: Double? {
        switch self {
        case .float(let number), .single(let number): number
        default: nil
        }
    }
}
