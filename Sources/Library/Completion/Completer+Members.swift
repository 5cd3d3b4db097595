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
        for signature in ownSignatures(takingFirst: known?.type) {
            list.add(signature.name, .function, text: "." + signature.name, detail: signature.description)
        }
        for signature in session.signatures(takingFirst: known?.type, orAny: isAnyWanted) {
            list.add(signature.name, .function, text: "." + signature.name, detail: signature.summary)
        }
        isPartial = !isAnyWanted
    }

    private mutating func addMember(_ name: String, of known: Known) {
        let text = name.isName ? "." + name : "[\(name.quoted)]"
        if let column = known.frame?.column(ifNamed: name) {
            list.add(name, .column, text: text, detail: column.type.rawValue)
        } else {
            list.add(name, .member, text: text, detail: known.member(name, in: session)?.brief ?? "")
        }
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
