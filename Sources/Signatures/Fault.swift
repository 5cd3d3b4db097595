/// What went wrong, as a value: everything that input can reach throws one.
///
/// A fault is raised where only the values are known. Who called knows the source text, and turns the
/// fault into a diagnostic by giving each label's role a place in it.
package struct Fault: Error, Hashable, Sendable {
    /// What sort of mistake it is; `err.kind` in a script.
    package enum Kind: String, Sendable, CaseIterable {
        case syntax, name, type, argument, shape, value, index, column, missing
        case overflow, zeroDivision = "zero_division", numeric
        case file, format, memory, limit, recording
        case user = "error"
        case assertion, interrupt
        /// A check between our own parts failed: no input should lead here.
        case `internal`
    }

    /// Which part of the call a label is about.
    package enum Role: Hashable, Sendable {
        /// The operand or argument at this position; a binary operator's are 0 and 1.
        case argument(Int)
        /// The argument that was passed by this name.
        case named(String)
        /// The call as a whole.
        case call
    }

    package struct Label: Hashable, Sendable {
        package var role: Role
        package var text: String
        /// The word within that part of the call, where the label stands if the word is there once.
        package var word: String?

        package init(_ role: Role, _ text: String, at word: String? = nil) {
            self.role = role
            self.text = text
            self.word = word
        }
    }

    /// A word of the call that was surely meant for another.
    package struct Rewording: Hashable, Sendable {
        package var word: String
        package var meant: String

        package init(_ word: String, meant: String) {
            self.word = word
            self.meant = meant
        }
    }

    /// A column that a call names, in an argument that only the called function knows.
    package struct ColumnRemark: Hashable, Sendable {
        package var name: String
        /// What it is, such as `string column`.
        package var text: String

        package init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    package var kind: Kind
    /// One plain sentence of what is known to be true, without a full stop.
    package var message: String
    /// What the parts of the call are, such as `f32 [3, 4]`.
    package var labels: [Label]
    /// Further facts, a sentence each.
    package var notes: [String]
    /// What to write instead, where that is certain: `write transpose(w)`.
    package var help: String?
    /// What `help` says, as data, where it is one word for another.
    package var rewording: Rewording?
    /// What is to be said of columns, by name: a function that knows its arguments makes labels of it.
    package var columns: [ColumnRemark] = []

    package init(
        _ kind: Kind, _ message: String, labels: [Label] = [], notes: [String] = [], help: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.labels = labels
        self.notes = notes
        self.help = help
    }

    /// The same fault, with a further fact.
    package func noting(_ note: String) -> Fault {
        var fault = self
        fault.notes.append(note)
        return fault
    }
}

extension Fault {
    /// Ctrl-C, wherever it came.
    package static let interrupted = Fault(.interrupt, "interrupted")

    /// What only a mistake of Tenon's own can lead to, said as such: no script, file or request should reach it,
    /// and the unit tests reach it by breaking a part by hand.
    package static func `internal`(_ message: String) -> Fault {
        Fault(.internal, message, notes: ["this is a mistake in Tenon itself; please report it with what led to it"])
    }

    /// A name that is not among the known ones; the nearest of those is offered.
    package static func unknown(
        _ what: String, _ name: String, among known: some Sequence<String>, kind: Kind = .name
    ) -> Fault {
        let near = nearest(to: name, in: known)
        var fault = Fault(
            kind, "there is no \(what) `\(name)`",
            help: near.isEmpty
                ? nil : "did you mean " + near.map { "`\($0)`" }.joined(separator: " or ") + "?")
        if kind == .column { fault.columns = [ColumnRemark(name, "no such column")] }
        if near.count == 1 { fault.rewording = Rewording(name, meant: near[0]) }
        return fault
    }
}
