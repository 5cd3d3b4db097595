import Frames
import Graphs
import Language
import Signatures
import Tensors

/// Values as one line of text: what `print` and `"{x}"` write.
struct ValueText {
    /// How numbers are written; nil for the shortest digits that read back as the same number.
    let format: FormatSpecification?

    /// Deeper than anyone reads, and shallow enough for the stack.
    private static let deepest = 64

    /// How many elements may still be written: lists that share their elements can have more than would ever end.
    private final class Room { var left = 10_000_000 }
    private let room = Room()

    init(format: FormatSpecification?) { self.format = format }

    func text(of value: Value, depth: Int = 0) throws -> String {
        switch value {
        case .none: "none"
        case .bool(let truth): "\(truth)"
        case .int(let number): try format?.text(of: number) ?? "\(number)"
        case .float(let number): try format?.text(of: number) ?? shortestText(number)
        case .single(let number): try format?.text(of: number) ?? shortestSingleText(number)
        case .object(let object): try text(of: object, depth: depth)
        }
    }

    /// As the prompt shows a value: strings in quotes.
    func shown(_ value: Value) throws -> String {
        try value.string.map(quoted) ?? text(of: value)
    }

    private func text(of object: Object, depth: Int) throws -> String {
        guard depth < Self.deepest else { return "…" }
        room.left -= 1
        guard room.left > 0 else { throw Fault(.limit, "the value is too long to be written as text") }
        let value = Value.object(object)
        if let text = value.string { return depth == 0 ? try format?.text(of: text) ?? text : quoted(text) }
        if let list = value.list { return "[" + (try joined(list.elements, depth)) + "]" }
        if let tuple = value.tuple {
            return "(" + (try joined(tuple.elements, depth)) + (tuple.elements.count == 1 ? ",)" : ")")
        }
        if let record = value.record {
            let fields = try zip(record.fields.keys, record.fields.values).map {
                "\(key($0)): \(try text(of: $1, depth: depth + 1))"
            }
            return "{" + fields.joined(separator: ", ") + "}"
        }
        if let range = value.range { return "\(range.start)\(range.isClosed ? "..." : "..<")\(range.stop)" }
        if let tensor = value.tensor { return try TensorText(format: format).line(tensor.variable) }
        if let column = value.column { return try columnText(column, depth) }
        return Self.name(of: value)
    }

    /// A field's name as it would be written: one that is no name of the language stands in quotes.
    private func key(_ name: String) -> String {
        let isName = name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
        let startsAsName = name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } ?? false
        return isName && startsAsName ? name : quoted(name)
    }

    private func joined(_ elements: [Value], _ depth: Int) throws -> String {
        try elements.map { try text(of: $0, depth: depth + 1) }.joined(separator: ", ")
    }

    private func columnText(_ column: Column, _ depth: Int) throws -> String {
        let shown = try column.cells.prefix(10).map { try text(of: Value($0), depth: depth + 1) }
        return "[" + (shown + (column.count > 10 ? ["…"] : [])).joined(separator: ", ") + "]"
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// What stands for a value that has no text of its own.
    static func name(of value: Value) -> String {
        if let function = value.function { return "fn \(function.header.name)" }
        if let native = value.native { return "fn \(native.name)" }
        if let layer = value.layer { return "layer \(layer.name)" }
        if let error = value.error { return "error: \(error.fault.message)" }
        if let pipeline = value.pipeline { return pipeline.text }
        if let frame = value.frame { return "frame of \(frame.rowCount) × \(frame.columnCount)" }
        if let expression = value.expression { return expression.description }
        return value.type.name
    }
}
