/// Collects candidates for a word, and puts them in order.
///
/// A name that begins with the word comes before one that does so but for capitals. Where there is neither, names
/// that have the letters of the word in its order will do. Within each sort they stay as they were added.
struct CandidateList {
    private enum Match: Int {
        case exact, otherCase, letters
    }

    let word: String
    private let lowercased: [Unicode.Scalar]
    private var found: [(match: Match, candidate: Candidate)] = []
    private var texts: Set<String> = []

    init(_ word: String) {
        self.word = word
        lowercased = Array(word.lowercased().unicodeScalars)
    }

    /// Adds a candidate if `name` matches the word. The detail is only made then. Of two with the same text the
    /// first stays.
    mutating func add(
        _ name: String, _ kind: Candidate.Kind, text: String? = nil, detail: @autoclosure () -> String = ""
    ) {
        guard let match = match(name), texts.insert(text ?? name).inserted else { return }
        found.append((match, Candidate(text: text ?? name, kind: kind, detail: detail())))
    }

    var isEmpty: Bool { found.isEmpty }

    /// Whether a name begins with the word, and does not merely have its letters.
    var hasBeginnings: Bool { found.contains { $0.match != .letters } }

    var inOrder: [Candidate] {
        let sorts: [Match] = hasBeginnings ? [.exact, .otherCase] : [.letters]
        return sorts.flatMap { sort in found.filter { $0.match == sort }.map(\.candidate) }
    }

    private func match(_ name: String) -> Match? {
        if name.hasPrefix(word) { return .exact }
        let scalars = name.lowercased().unicodeScalars
        if scalars.starts(with: lowercased) { return .otherCase }
        return lowercased.count > 1 && hasLetters(scalars) ? .letters : nil
    }

    /// Whether the letters of the word stand in a name in their order.
    private func hasLetters(_ name: String.UnicodeScalarView) -> Bool {
        var index = 0
        for scalar in name where scalar == lowercased[index] {
            index += 1
            if index == lowercased.count { return true }
        }
        return false
    }
}
