import Signatures

/// Counts what is not shown, so that it is said and not lost in silence.
struct Tally {
    /// What is counted, such as `point`.
    let noun: String
    var missing = 0
    var notFinite = 0

    init(_ noun: String) { self.noun = noun }

    var notes: [String] {
        var notes: [String] = []
        if missing > 0 { notes.append("\(counted(missing, noun)) not shown: a value is missing") }
        if notFinite > 0 { notes.append("\(counted(notFinite, noun)) not shown: a value is not finite") }
        return notes
    }
}
