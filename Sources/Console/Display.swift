import Frames
import Language
import Library
import Models
import Signatures
import Tensors

/// Values that take more than one line: frames and models as tables, tensors with their shape, records of such.
package struct Display {
    let width: Int
    let style: Style
    /// Whether long lists, records and strings are shown by their beginning; else they are left to one line of text.
    let isAbridged: Bool

    package init(width: Int, style: Style, isAbridged: Bool = false) {
        self.width = width
        self.style = style
        self.isAbridged = isAbridged
    }

    /// nil for a value that is one line of text.
    package func text(of value: Value) -> String? {
        lines(of: value).map { $0.joined(separator: "\n") }
    }

    private func lines(of value: Value, depth: Int = 0) -> [String]? {
        if let frame = value.frame { return FrameDisplay(frame).lines(width: width, style: style) }
        if let column = value.column { return columnLines(column) }
        if let tensor = value.plainTensor { return tensorLines(tensor) }
        if let summary = value.modelSummary { return ModelDisplay(summary).lines(width: width, style: style) }
        if let plot = value.plot { return PlotDrawing(plot, width: width, style: style).lines }
        if let record = value.record, let lines = RecordDisplay(record, self, depth: depth).lines { return lines }
        return isAbridged ? ListDisplay(value, width: width, style: style).lines : nil
    }

    /// The lines of a value within another, two columns further to the right.
    func indented(_ value: Value, depth: Int) -> [String]? {
        let inner = Display(width: max(Terminal.narrowest, width - 2), style: style, isAbridged: isAbridged)
        return inner.lines(of: value, depth: depth).map { lines in
            // What a table has under its first line is indented already.
            lines.map { value.frame != nil && $0.hasPrefix("  ") ? $0 : "  " + $0 }
        }
    }

    private func columnLines(_ column: Column) -> [String]? {
        guard let frame = try? Frame([(name: "column", column: column)]) else { return nil }
        let count = style.dim("column of \(column.count) \(column.type.rawValue)")
        return [count] + FrameDisplay(frame).tableLines(width: width, style: style, names: false)
    }

    private func tensorLines(_ tensor: Tensor) -> [String]? {
        guard tensor.rank > 0, let rows = try? TensorText().lines(tensor, width: width) else { return nil }
        let kind = style.dim("\(tensor.dtype.name) [\(tensor.sizes.map(String.init).joined(separator: ", "))]")
        return [kind] + rows.map { truncated($0, to: width) }
    }
}

extension Value {
    /// The parts of what can be trained, if it is that.
    fileprivate var modelSummary: ModelSummary? {
        model?.summary ?? pipeline?.summary ?? (foreign as? FixedNetwork)?.summary
    }
}
