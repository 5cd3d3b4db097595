import Formats
import Frames
import Language
import Signatures
import Tensors

/// Functions that read and write whole files.
enum FileFunctions {
    static let all = [readText, writeText, readJSON, writeJSON].map(\.impure)

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
        try Structure.requireModestSize(arguments[1])
        let bytes = try WrittenValue(arguments[1], role: arguments.role(1)).bytes(.indented)
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
