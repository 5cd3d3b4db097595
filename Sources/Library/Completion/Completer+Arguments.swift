import Frames
import Language
import Signatures

/// Values and names of arguments.
extension Completer {
    /// What the parameter at the cursor is chosen from.
    mutating func addParameterValues() {
        guard let parameter else { return }
        for choice in parameter.choices { list.add(choice, .value, text: choice.quoted) }
        if case .functions(let names) = parameter.offers {
            for name in names { list.add(name, .function, detail: session.summary(ofFunction: name)) }
        }
        if parameter.type.mentions(.bool), !parameter.type.accepts(.tensor()) {
            for word in ["true", "false"] { list.add(word, .value) }
        }
        if parameter.type.mentions(.expression), cursor.word.isEmpty { addColumns(of: framesAtHand) }
        for type in [ValueType.optimizer, .schedule] where parameter.type.mentions(type) { addFunctions(giving: type) }
    }

    private mutating func addFunctions(giving type: ValueType) {
        for name in session.functionNames {
            guard let signature = session.catalog.overloads(of: name).first?.signature, signature.result == type
            else { continue }
            list.add(name, .function, detail: signature.summary)
        }
        beginsChoice = beginsChoice || list.hasBeginnings
    }

    /// Names of arguments that are yet to be given, where an argument begins.
    mutating func addParameterNames() {
        guard let call, !call.isNamed, case .call(let written)? = cursor.surroundings.first, written.beginsValue
        else { return }
        for parameter in call.namesToCome {
            list.add(parameter.name, .argument, text: parameter.name + ": ", detail: parameter.shortType)
        }
    }

    /// The strings that a frame or a record may be indexed with, where nothing is typed yet.
    mutating func addKeys() {
        guard cursor.word.isEmpty, beginsIndex, case .index(let base)? = cursor.surroundings.first else { return }
        addKeys(of: base) { $0.quoted }
    }

    var beginsIndex: Bool {
        if case .index? = cursor.surroundings.first { return cursor.beginsElement }
        return false
    }

    private mutating func addKeys(of base: WrittenExpression, written: (String) -> String) {
        let known = inference.known(base)
        for (name, column) in known?.frame.map({ zip($0.names, $0.columns) }) ?? zip([], []) {
            list.add(name, .column, text: written(name), detail: column.type.rawValue)
        }
        for name in known?.value?.record?.fields.keys ?? [] { list.add(name, .member, text: written(name)) }
    }

    // MARK: Strings

    /// Fills the list with what can stand within the quotes, and says where the word begins.
    mutating func gatherText() -> Int {
        if case .index(let base)? = cursor.surroundings.first {
            addKeys(of: base) { $0.escapedForString }
            return cursor.start
        }
        switch parameter?.offers {
        case .files(let endings): return addFiles(endings)
        case .names: list.addFunctions(of: session)
        default:
            for choice in parameter?.choices ?? [] { list.add(choice, .value, text: choice.escapedForString) }
            if parameter?.type.mentions(.expression) == true { addColumnNames(of: framesAtHand) }
            if cursor.word.looksLikePath, parameter?.choices.isEmpty ?? true { return addFiles([]) }
        }
        return cursor.start
    }

    private mutating func addFiles(_ endings: [String]) -> Int {
        let files = FileNames(typed: cursor.word, endings: endings, isInString: true)
        list = CandidateList(files.name)
        for file in files.candidates { list.add(file.text, file.kind) }
        return cursor.start + files.start
    }
}

extension String {
    /// Whether a string that may be anything begins like a path.
    fileprivate var looksLikePath: Bool { ["/", "./", "../", "~/"].contains { self.hasPrefix($0) } }
}

extension Parameter {
    /// The type and the default: `int = 10`.
    fileprivate var shortType: String {
        defaultValue.map { type == .any ? "= \($0)" : "\(type.name) = \($0)" } ?? type.name
    }
}
