import CStdlib
import Frames
import Language
import Signatures

/// Names where an expression or a statement begins.
extension Completer {
    mutating func addNames() {
        for written in cursor.names.reversed() { addWritten(written) }
        for (name, value) in session.main.definitions.reversed() where isWanted(name) && fits(.value(value)) {
            list.add(name, Candidate.Kind(of: value), detail: ValueOutline(value).line)
        }
        // Where an argument or an index begins and what it is chosen from is known, all other functions wait for a
        // letter.
        if cursor.word.isEmpty, beginsArgument || beginsIndex, !list.isEmpty, !wantsAll {
            isPartial = true
            return
        }
        if beginsChoice { return }
        list.addFunctions(of: session)
        for name in ["pi", "inf", "nan", "args", "core"] { list.add(name, .variable) }
        for word in cursor.beginsStatement ? keywords : Self.expressionKeywords { list.add(word, .keyword) }
    }

    /// Keywords that can begin an expression.
    private static let expressionKeywords = ["if", "try", "not", "true", "false", "none"]

    /// The results of earlier cells are named `_1` and so on; they are offered to who asks for them.
    private func isWanted(_ name: String) -> Bool { !name.hasPrefix("_") || cursor.word.hasPrefix("_") }

    /// Whether a value may be meant: before its first letter is typed, only where its type does for the parameter.
    private func fits(_ known: Known?) -> Bool {
        guard cursor.word.isEmpty, let parameter, let known else { return true }
        return parameter.type.accepts(known.type)
    }

    private mutating func addWritten(_ written: WrittenName) {
        guard fits(inference.known(name: written.name)) else { return }
        switch written.origin {
        case .function(let header): list.add(written.name, .function, detail: Signature(header).description)
        case .parameter(let annotation): list.add(written.name, .variable, detail: annotation ?? "parameter")
        default: list.add(written.name, .variable, detail: inference.known(name: written.name)?.brief ?? "")
        }
    }
}

extension CandidateList {
    /// The functions of the library, in the order of the alphabet.
    mutating func addFunctions(of session: Session) {
        for name in session.functionNames where !keywords.contains(name) {
            add(name, .function, detail: session.summary(ofFunction: name))
        }
    }
}

extension Session {
    /// The names of natives and of the standard library's functions, sorted.
    var functionNames: [String] { (catalog.names + standardLibrary.names).sorted() }

    /// The first sentence of a function's documentation.
    func summary(ofFunction name: String) -> String {
        if let native = catalog.overloads(of: name).first { return native.signature.summary }
        let text = try? Help(name, in: self).entries.first?.documentation
        return text.map { String($0.prefix { $0 != "\n" }) } ?? ""
    }
}

extension Candidate.Kind {
    init(of value: Value) {
        self = value.type == .function ? .function : .variable
    }
}

extension Known {
    /// What is known, in a few words.
    var brief: String { value.map { ValueOutline($0).line } ?? type.name }
}
