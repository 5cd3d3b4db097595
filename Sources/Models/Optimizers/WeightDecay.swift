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

    /// The share of each parameter.
    ///
    /// - Parameter paths: those of the parameters.
    /// - Throws: a fault if a group has no parameter.
    func shares(of paths: [String]) throws -> [Double] {
        let names = paths.map { $0.split(separator: ".").map(String.init) }
        for group in groups where !names.contains(where: { $0.contains(group.name) }) {
            throw Fault.unknown("group of parameters", group.name, among: Set(names.joined()).sorted())
        }
        return names.map { names in groups.first { names.contains($0.name) }?.share ?? rest }
    }
}
