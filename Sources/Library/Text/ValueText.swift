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
    private final class Room {
        var elements = 10_000_000
        /// nil where the text may be as long as it is.
        var characters: Int?
    }
    private let room = Room()

    /// - Parameter limit: about how many characters are wanted; what would come after them is left out.
    init(format: FormatSpecification?, limit: Int? = nil) {
        self.format = format
        room.characters = limit
    }

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
        try value.string.map { quoted($0, limit: room.characters) } ?? text(of: value)
    }

    private func text(of object: Object, depth: Int) throws -> String {
        guard depth < Self.deepest else { return "…" }
        room.elements -= 1
        guard room.elements > 0 else { throw Fault(.limit, "the value is too long to be written as text") }
        let value = Value.object(object)
        if let text = value.string {
            return depth == 0 ? try format?.text(of: text) ?? text : quoted(text, limit: room.characters)
        }
        if let list = value.list { return "[" + (try joined(list.elements, depth)) + "]" }
        if let tuple = value.tuple {
            return "(" + (try joined(tuple.elements, depth)) + (tuple.elements.count == 1 ? ",)" : ")")
        }
        if let record = value.record {
            return try "{" + joined(record.fields.values, depth, names: record.fields.keys) + "}"
        }
        if let range = value.range { return "\(range.start)\(range.isClosed ? "..." : "..<")\(range.stop)" }
        if let tensor = value.tensor { return try TensorText(format: format).line(tensor.variable) }
        if let column = value.column { return try columnText(column, depth) }
        return Self.name(of: value)
    }

    /// A field's name as it would be written: one that is no name of the language stands in quotes.
    private func key(_ name: String) -> String {
        name.isName ? name : quoted(name)
    }

    private func joined(_ elements: [Value], _ depth: Int, names: [String]? = nil) throws -> String {
        var parts: [String] = []
        for (index, element) in elements.enumerated() {
            if let left = room.characters, left <= 0 {
                parts.append("…")
                break
            }
            let name = names.map { key($0[index]) + ": " } ?? ""
            let part = try name + text(of: element, depth: depth + 1)
            parts.append(part)
            if element.hasNoParts, let left = room.characters { room.characters = left - part.count - 2 }
        }
        return parts.joined(separator: ", ")
    }

    private func columnText(_ column: Column, _ depth: Int) throws -> String {
        let shown = try column.cells.prefix(10).map { try text(of: Value($0), depth: depth + 1) }
        return "[" + (shown + (column.count > 10 ? ["…"] : [])).joined(separator: ", ") + "]"
    }

    /// As it would be written in a script.
    private func quoted(_ text: String, limit: Int? = nil) -> String {
        let shown = limit.map { text.prefix(max(0, $0)) } ?? text[...]
        let end = shown.endIndex < text.endIndex ? "…\"" : "\""
        return shown.unicodeScalars.reduce(into: "\"") { $0 += escaped($1) } + end
    }

    /// A code point as it is written within quotes; what would act on a terminal by its number.
    private func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        default: break
        }
        guard scalar.value < 0x20 || scalar.value >= 0x7F, visible(String(scalar)) != String(scalar) else {
            return String(scalar)
        }
        return "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
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

extension Value {
    /// Whether its text is written in one go.
    fileprivate var hasNoParts: Bool { sequence == nil && record == nil }
}
