import Signatures

/// The share by which parameters shrink at each step: one for all, or one for each group of them.
package struct WeightDecay: Hashable, Sendable {
    /// The parameters with this name in their path, and their share.
    package struct Group: Hashable, Sendable {
        package let name: String
        package let share: Double

        package init(name: String, share: Double) { (self.name, self.share) = (name, share) }
    }

    package let groups: [Group]
    /// The share of all parameters that are in no group.
    package let rest: Double

    /// One share for all parameters.
    package init(_ share: Double) { (groups, rest) = ([], share) }

    /// A parameter belongs to the first group that its path names; those in no group do not shrink.
    package init(groups: [Group]) { (self.groups, rest) = (groups, 0) }

    /// Neighbouring parameters with one share, so that a step is as few calls as may be.
    struct Span {
        var range: Range<Int>
        let share: Double
    }

    /// - Parameter slots: where each parameter lies, by path, in order and without gaps.
    /// - Throws: a fault if a group has no parameter.
    func spans(of slots: [(path: String, range: Range<Int>)]) throws -> [Span] {
        let names = slots.map { $0.path.split(separator: ".").map(String.init) }
        for group in groups where !names.contains(where: { $0.contains(group.name) }) {
            throw Fault.unknown("group of parameters", group.name, among: Set(names.joined()).sorted())
        }
        return zip(slots, names).reduce(into: []) { spans, slot in
            let share = groups.first { slot.1.contains($0.name) }?.share ?? rest
            if let last = spans.indices.last, spans[last].share == share {
                spans[last].range = spans[last].range.lowerBound..<slot.0.range.upperBound
            } else {
                spans.append(Span(range: slot.0.range, share: share))
            }
        }
    }
}
