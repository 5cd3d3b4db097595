import Language

/// Whether verbs say what they did, and how often each has: a loop may call one any number of times.
package struct Narrator {
    package var isOn = false
    private var counts: [String: Int] = [:]

    /// Of more calls of one verb in a run the last sentence says that it is the last.
    private static let mostPerVerb = 8

    init() {}

    /// Forgets what was said: a cell or a script begins.
    mutating func restart() { counts = [:] }

    /// The line to write of a verb that did something, which is listened to.
    mutating func line(_ verb: String, _ sentence: String) -> String {
        let count = counts[verb, default: 0] + 1
        counts[verb] = count
        return "\(verb): \(sentence)" + (count == Self.mostPerVerb ? " (further calls say nothing)" : "")
    }

    /// Whether a further sentence of a verb would be written: one that is not need not be made.
    func listens(to verb: String) -> Bool { isOn && counts[verb, default: 0] < Self.mostPerVerb }
}

extension Session {
    /// Whether verbs say in a line what they did to rows and columns.
    package var narrates: Bool {
        get { narrator.isOn }
        set { narrator.isOn = newValue }
    }

    /// A line on what a verb did, beside the output.
    func narrate(_ verb: String, _ sentence: String) {
        output.note(narrator.line(verb, sentence))
    }
}
