import Signatures

/// What is wrong with a program, as a value: one plain sentence, the places it is about, and how to go on.
package struct Diagnostic: Error, Hashable, Sendable {
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// A place in the source, with what is to be said of it; the text may be empty.
    package struct Label: Hashable, Sendable {
        package var span: Span
        package var text: String
        /// The word within the span that it is about, if that stands there once.
        package var word: String?

        package init(_ span: Span, _ text: String = "", at word: String? = nil) {
            self.span = span
            self.text = text
            self.word = word
        }
    }

    /// One of the calls that were under way, as an error at run time lists them.
    package struct Call: Hashable, Sendable {
        /// The function that was called.
        package var name: String
        /// Where it was called from.
        package var span: Span

        package init(_ name: String, _ span: Span) {
            self.name = name
            self.span = span
        }
    }

    package var severity: Severity
    package var kind: Fault.Kind
    /// One sentence of what is known to be true, without a full stop.
    package var message: String
    /// The first is where the mistake is; the others are what it has to do with.
    package var labels: [Label]
    /// Further facts, a sentence each.
    package var notes: [String]
    /// What to write instead, where that is certain.
    package var help: String?
    /// The change that is certainly what was meant.
    package var edit: Edit?
    /// The word that was surely meant for another.
    package var rewording: Fault.Rewording?
    /// Where that word may stand: the places of the labels, and the call as a whole.
    var rewordingPlaces: [Span] { labels.map(\.span) + [call].compactMap { $0 } }
    /// The call that raised it.
    private var call: Span?
    /// The calls under way, innermost first.
    package var calls: [Call]

    package init(
        _ kind: Fault.Kind, _ message: String, labels: [Label] = [], notes: [String] = [],
        help: String? = nil, calls: [Call] = [], severity: Severity = .error
    ) {
        self.severity = severity
        self.kind = kind
        self.message = message
        self.labels = labels
        self.notes = notes
        self.help = help
        self.calls = calls
    }

    /// A mistake at one place.
    package init(
        _ kind: Fault.Kind, _ message: String, at span: Span, _ label: String = "", help: String? = nil
    ) {
        self.init(kind, message, labels: [Label(span, label)], help: help)
    }

    /// Where the mistake is.
    package var span: Span? { labels.first?.span }
}

extension Diagnostic {
    /// The diagnostic for a fault, whose labels speak of arguments: `place` says where each stands in the source.
    ///
    /// A label without a place is kept as a note, so that no fact is lost. If no label has one, the diagnostic
    /// points at the call as a whole.
    package init(_ fault: Fault, calls: [Call] = [], place: (Fault.Role) -> Span?) {
        self.init(fault.kind, fault.message, notes: fault.notes, help: fault.help, calls: calls)
        rewording = fault.rewording
        call = place(.call)
        for label in fault.labels {
            if let span = place(label.role) {
                labels.append(Label(span, label.text, at: label.word))
            } else {
                notes.append("\(label.role.name) is \(label.text)")
            }
        }
        if labels.isEmpty, let span = place(.call) { labels.append(Label(span)) }
    }

    /// The diagnostic for a fault that is about one place, or about none in the source.
    package init(_ fault: Fault, at span: Span?) {
        self.init(fault) { $0 == .call ? span : nil }
    }

    /// The same as a value that a script's `catch` can receive; places do not survive.
    package var fault: Fault {
        Fault(kind, message, notes: notes, help: help)
    }
}

extension Fault.Role {
    fileprivate var name: String {
        switch self {
        case .argument(let index): "argument \(index + 1)"
        case .named(let name): "`\(name)`"
        case .call: "the result"
        }
    }
}
