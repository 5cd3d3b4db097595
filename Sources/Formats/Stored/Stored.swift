import Signatures

/// A value that a model file can hold.
///
/// Both directions stand side by side, a file a family of types. Reading checks everything: what it gives is as
/// good as what was written, whatever the file says.
protocol Stored {
    func stored() throws -> JSON
    /// - Throws: A fault of kind `format` that names the place in the manifest and what is wrong there.
    init(_ stored: StoredValue) throws
}

/// A value in a manifest that is being read, and where it stands.
struct StoredValue {
    let json: JSON
    /// As errors show it: `model.steps[2].columns`.
    let path: String
    /// The file, as errors name it.
    let source: String
    /// What the file should hold, as errors name it.
    let kind: String

    func fault(_ why: String) -> Fault {
        Fault(.format, "`\(source)` is not a valid \(kind): `\(path)` \(why)")
    }

    private func child(_ json: JSON, _ path: String) -> StoredValue {
        StoredValue(json: json, path: path, source: source, kind: kind)
    }

    /// What `body` gives; a fault of the rooms that it asks means, here, that the file is wrong.
    func checked<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as Fault {
            throw self.fault("does not fit: \(fault.message)")
        }
    }

    func field(_ name: String) throws -> StoredValue {
        guard let field = optional(name) else { throw fault("has no `\(name)`") }
        return field
    }

    /// A member that may be absent or null.
    func optional(_ name: String) -> StoredValue? {
        guard let value = json[name], value != .null else { return nil }
        return child(value, path.isEmpty ? name : "\(path).\(name)")
    }

    func list() throws -> [StoredValue] {
        guard case .array(let elements) = json else { throw fault("is not a list") }
        return elements.enumerated().map { index, element in child(element, "\(path)[\(index)]") }
    }

    func string() throws -> String {
        guard case .string(let text) = json else { throw fault("is not text") }
        return text
    }

    func int() throws -> Int {
        guard case .int(let value) = json else { throw fault("is not an integer") }
        return value
    }

    func count() throws -> Int {
        let value = try int()
        guard value >= 0 else { throw fault("is negative") }
        return value
    }

    func bool() throws -> Bool {
        guard case .bool(let value) = json else { throw fault("is not true or false") }
        return value
    }

    func strings() throws -> [String] { try list().map { try $0.string() } }

    /// One of the cases of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        let text = try string()
        guard let choice = Choice(rawValue: text) else { throw fault("cannot be \"\(text)\"") }
        return choice
    }

    /// An object's single member: its name tells what the value is.
    func variant() throws -> (name: String, value: StoredValue) {
        guard case .object(let members) = json, members.count == 1 else {
            throw fault("is not an object with one member")
        }
        return (members[0].name, child(members[0].value, "\(path).\(members[0].name)"))
    }
}

extension Array where Element: Stored {
    func stored() throws -> JSON { .array(try map { try $0.stored() }) }

    init(_ stored: StoredValue) throws { self = try stored.list().map { try Element($0) } }
}
