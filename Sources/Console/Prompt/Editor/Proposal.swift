import CReadline
import Language

/// What may stand at the cursor.
struct Proposal {
    struct Candidate {
        let text: String
        /// What it is, in a few words.
        let detail: String
    }

    /// Where the word begins that a candidate takes the place of.
    let start: Int
    let candidates: [Candidate]
    /// The call around the cursor; nil if there is none.
    let signature: String?

    /// The letters that all candidates begin with.
    var commonPrefix: String {
        guard let first = candidates.first?.text else { return "" }
        return candidates.dropFirst().reduce(first) { $0.commonPrefix(with: $1.text) }
    }

    /// At most this many lines of candidates are shown.
    private static let lineLimit = 12

    /// The candidates in columns, or a line each with its detail while they are few.
    func lines(width: Int) -> [String] {
        let lines = candidates.count <= Self.lineLimit ? detailed() : columns(width: width)
        return (signature.map { [$0] } ?? []) + lines
    }

    private func detailed() -> [String] {
        let widest = candidates.map { displayWidth($0.text) }.max() ?? 0
        return candidates.map { candidate in
            candidate.detail.isEmpty
                ? candidate.text : padded(candidate.text, to: widest, right: false) + "  " + candidate.detail
        }
    }

    private func columns(width: Int) -> [String] {
        let column = (candidates.map { displayWidth($0.text) }.max() ?? 0) + 2
        let perLine = max(1, width / max(1, column))
        let lines = stride(from: 0, to: candidates.count, by: perLine).map { start in
            candidates[start..<min(start + perLine, candidates.count)]
                .map { padded($0.text, to: column, right: false) }.joined()
        }
        guard lines.count > Self.lineLimit else { return lines }
        let shown = Self.lineLimit - 1
        return lines.prefix(shown) + ["… and \(candidates.count - shown * perLine) more"]
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}

extension LineEditor {
    /// Tab: indentation where a line begins, a sign behind its name such as `\beta`, else what may stand here.
    func complete() {
        let buffer = buffer
        if buffer.isBlankBefore, !buffer.bytes.isEmpty || buffer.point > 0 {
            return insert(String(repeating: " ", count: CellBuffer.step))
        }
        if let sign = NamedSign(before: buffer) { return replace(sign.range, with: sign.text) }
        guard let proposal = propose(buffer), !(proposal.candidates.isEmpty && proposal.signature == nil) else {
            return tr_ring_bell()
        }
        insert(proposal, in: buffer)
    }

    private func insert(_ proposal: Proposal, in buffer: CellBuffer) {
        let word = buffer.text(proposal.start..<buffer.point)
        let common = proposal.commonPrefix
        if !common.isEmpty, common != word, common.utf8.count >= word.utf8.count {
            replace(proposal.start..<buffer.point, with: common)
        }
        if proposal.candidates.count != 1 || common == word { show(below: proposal.lines(width: size.columns)) }
    }
}
