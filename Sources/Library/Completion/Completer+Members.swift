import Frames
import Language
import Signatures

/// Members and uniform calls behind a dot.
extension Completer {
    mutating func addMembers(of receiver: WrittenExpression) {
        let known = inference.known(receiver)
        if let known {
            for name in known.memberNames(in: session) { addMember(name, of: known) }
        }
        addCallsOfTheUser(on: known)
        for name in session.functionNames {
            guard let signature = session.signature(of: name, takingFirst: known?.type, isAnyWanted: isAnyWanted)
            else { continue }
            list.add(name, .function, text: "." + name, detail: signature.summary)
        }
    }

    /// Functions of any value are many, and seldom meant by a dot: they wait for a first letter.
    private var isAnyWanted: Bool { !cursor.word.isEmpty }

    private mutating func addMember(_ name: String, of known: Known) {
        let text = name.isName ? "." + name : "[\(name.quoted)]"
        if let column = known.frame?.column(ifNamed: name) {
            list.add(name, .column, text: text, detail: column.type.rawValue)
        } else {
            list.add(name, .member, text: text, detail: known.member(name, in: session)?.brief ?? "")
        }
    }

    private mutating func addCallsOfTheUser(on receiver: Known?) {
        for written in cursor.names.reversed() {
            guard case .function(let header) = written.origin else { continue }
            addCall(header, on: receiver)
        }
        for (_, value) in session.main.definitions.reversed() {
            if let header = value.functionHeader { addCall(header, on: receiver) }
        }
    }

    private mutating func addCall(_ header: FunctionHeader, on receiver: Known?) {
        let signature = Signature(header)
        guard let first = signature.firstPositional, receiver.map({ first.type.accepts($0.type) }) ?? true else {
            return
        }
        list.add(header.name, .function, text: "." + header.name, detail: signature.description)
    }
}

extension Session {
    /// The implementation of a library function whose first argument may be of a type; of any if that is not known.
    fileprivate func signature(of name: String, takingFirst type: ValueType?, isAnyWanted: Bool) -> Signature? {
        catalog.overloads(of: name).first { native in
            guard let first = native.signature.firstPositional else { return false }
            if first.type == .any || type == nil { return isAnyWanted }
            return type.map { first.type.accepts($0) } ?? true
        }?.signature
    }
}

extension String {
    /// Whether it can be written as a name behind a dot, where keywords are names too.
    var isName: Bool {
        guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
        return unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
    }

    /// As a string of the language.
    var quoted: String { "\"" + escapedForString + "\"" }

    /// As it stands between the quotes of a string.
    var escapedForString: String {
        var result = ""
        for character in self {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "{": result += "{{"
            case "}": result += "}}"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.append(character)
            }
        }
        return result
    }
}
