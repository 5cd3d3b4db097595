import Language
import Models
import Signatures

/// What a value is, in a few words: completion writes them on one line, the list of variables as the row of a table.
package struct ValueOutline {
    /// `frame`, `tensor`, `int`.
    package let kind: String
    /// How large it is: `344 × 8`, `[3, 4]`, `12 elements`; empty for what has no size.
    package let size: String
    /// The value itself, as far as a line has room, or what it is made of: columns, settings, how it is called.
    package let content: String

    /// No line has room for more characters.
    private static let longestContent = 200

    private init(_ kind: String, size: String = "", _ content: String) {
        self.kind = kind
        self.size = size
        self.content = content
    }

    package init(_ value: Value) {
        self = Self.ofData(value) ?? Self.ofLearning(value) ?? Self.ofContainer(value) ?? Self.ofRest(value)
    }

    /// `frame, 344 × 8`, `0.5`, `shifted(x, by = …)`.
    package var line: String { size.isEmpty ? content : kind + ", " + size }

    private static func ofData(_ value: Value) -> ValueOutline? {
        if let frame = value.frame {
            return ValueOutline("frame", size: "\(frame.rowCount) × \(frame.columnCount)", listed(frame.names))
        }
        if let column = value.column {
            return ValueOutline("column", size: counted(column.count, "row"), "\(column.type.rawValue)")
        }
        guard let array = value.array else { return nil }
        let sizes = array.sizes.map { $0 < 0 ? "batch" : "\($0)" }.joined(separator: ", ")
        return ValueOutline("\(array.dtype.name) tensor", size: "[\(sizes)]", line(of: value))
    }

    private static func ofLearning(_ value: Value) -> ValueOutline? {
        if let summary = value.model?.summary {
            return ValueOutline("model", size: counted(summary.parameterCount, "parameter"), summary.title)
        }
        if let pipeline = value.pipeline {
            let parts = pipeline.summary.rows.map(\.name).joined(separator: " >> ")
            return ValueOutline(value.type.name, size: counted(pipeline.parts.count, "part"), parts)
        }
        guard let layer = value.layer else { return nil }
        return ValueOutline("layer", layer.declaration.header.name)
    }

    private static func ofContainer(_ value: Value) -> ValueOutline? {
        if let record = value.record {
            return ValueOutline("record", size: counted(record.fields.keys.count, "field"), listed(record.fields.keys))
        }
        guard let elements = value.sequence else { return nil }
        return ValueOutline(value.label, size: counted(elements.count, "element"), line(of: value))
    }

    private static func ofRest(_ value: Value) -> ValueOutline {
        if let header = value.functionHeader { return ValueOutline("function", Signature(header).description) }
        if let plot = value.plot { return ValueOutline("plot", plot.title ?? "") }
        return ValueOutline(value.label, line(of: value))
    }

    private static func line(of value: Value) -> String { value.shownLine(limit: longestContent) }

    private static func listed(_ names: some Sequence<String>) -> String {
        names.prefix(longestContent / 2).joined(separator: ", ")
    }
}
