import Formats
import Frames
import Language
import Signatures
import Tensors

/// Functions that read and write whole files.
enum FileFunctions {
    static let all = [readText, writeText, readJSON, writeJSON]

    private static let path = Parameter("path", .string, offers: .files([]))
    private static let jsonPath = Parameter("path", .string, offers: .files([".json"]))

    static let readText = Native(
        Signature(
            "read_text", [path], returns: .string, "The text of a file in UTF-8.",
            example: "write_text(\"note.txt\", \"hello\")\nread_text(\"note.txt\")", related: ["write_text"])
    ) { arguments in
        let path = try arguments.path(0)
        let bytes = try Files.read(path)
        let text = try Interruption.aside(isLong: bytes.count >= 1 << 22) { String(validating: bytes, as: UTF8.self) }
        guard let text else { throw Fault(.format, "`\(path)` is not text in UTF-8") }
        return .string(text)
    }

    static let writeText = Native(
        Signature(
            "write_text", [path, Parameter("text", .string)], returns: .none,
            "Writes a text to a file in UTF-8. The old file stays until the new one is whole.",
            example: "write_text(\"note.txt\", \"hello\")", related: ["read_text"])
    ) { arguments in
        try Files.write([Array(arguments.string(1).utf8)], to: arguments.path(0))
        return .none
    }

    static let readJSON = Native(
        Signature(
            "read_json", [jsonPath], "The value that a JSON file holds: objects become records, arrays lists.",
            example: "write_json(\"run.json\", {lr: 0.1})\nread_json(\"run.json\")", related: ["write_json"])
    ) { arguments in
        let path = try arguments.path(0)
        let bytes = try Files.read(path)
        let json = try Interruption.aside(isLong: bytes.count >= 1 << 18) { try JSON.read(bytes, source: path) }
        return try Value(json)
    }

    static let writeJSON = Native(
        Signature(
            "write_json", [jsonPath, Parameter("value")], returns: .none,
            "Writes a value of records, lists, strings, numbers, booleans and none as JSON.",
            example: "write_json(\"run.json\", {lr: 0.1, steps: [1, 2]})", related: ["read_json"])
    ) { arguments in
        let json = try JSON(arguments[1], labelledBy: arguments.role(1))
        let bytes = try Interruption.aside(isLong: true) { try json.bytes(.indented) }
        try Files.write([bytes], to: arguments.path(0))
        return .none
    }
}

extension Value {
    init(_ json: JSON) throws {
        switch json {
        case .null: self = .none
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .float(let number): self = .float(number)
        case .string(let text): self = .string(text)
        case .array(let elements):
            try Interruption.check()
            self = .list(try elements.map(Value.init))
        case .object(let members):
            try Interruption.check()
            self = .record(try members.map { ($0.name, try Value($0.value)) })
        }
    }
}

extension JSON {
    /// - Throws: a fault of kind `type` if a part of the value has no form in JSON, `limit` if it is nested too deep.
    init(_ value: Language.Value, labelledBy role: Fault.Role, depth: Int = 0) throws {
        guard depth < JSON.depthLimit else {
            throw Fault(.limit, "JSON is nested at most \(JSON.depthLimit) levels deep")
        }
        if depth == 0 { try Structure.requireModestSize(value) }
        func inner(_ value: Language.Value) throws -> JSON {
            try JSON(value, labelledBy: role, depth: depth + 1)
        }
        switch value {
        case .none: self = .null
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .float(let number), .single(let number): self = .float(number)
        case .object:
            try Interruption.check()
            if let text = value.string {
                self = .string(text)
            } else if let elements = value.sequence {
                self = .array(try elements.map(inner))
            } else if let tensor = try value.tensor?.variable.read() {
                self = Self.nested(tensor, axis: 0, at: 0)
            } else if let fields = value.record?.fields {
                self = .object(try zip(fields.keys, fields.values).map { Member($0, try inner($1)) })
            } else {
                throw Fault(
                    .type, "JSON can't hold \(value.type.nameWithArticle)", labels: [.init(role, value.label)]
                )
            }
        }
    }

    /// The elements of a tensor as arrays in arrays.
    private static func nested(_ tensor: Tensor, axis: Int, at start: Int) -> JSON {
        guard axis < tensor.rank else {
            return switch tensor.scalar(flat: start) {
            case .bool(let truth): .bool(truth)
            case .int(let number): .int(number)
            case .single(let number): .float(Double(number))
            case .float(let number): .float(number)
            }
        }
        let step = tensor.sizes.dropFirst(axis + 1).reduce(1, *)
        return .array((0..<tensor.shape[axis]).map { nested(tensor, axis: axis + 1, at: start + $0 * step) })
    }
}
