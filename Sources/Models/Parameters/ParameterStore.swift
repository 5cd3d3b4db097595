import Signatures
import Tensors

/// The tensors that a network has learnt or keeps, in the order in which it first asked for them.
///
/// Layers are descriptions; this is what makes two networks of the same layers differ. It is a value.
package struct ParameterStore: Sendable {
    /// What becomes of a tensor when its network is fitted.
    package enum Role: String, Sendable {
        /// Follows the gradient.
        case trained
        /// Stays as it is.
        case frozen
        /// Is replaced by the forward pass, such as a running mean.
        case state
    }

    package struct Entry: Sendable {
        /// The stages that lead to it and its own name, joined by dots: `dense_1.weight`.
        package var path: String
        package var value: Tensor
        package var role: Role

        package init(path: String, value: Tensor, role: Role) {
            self.path = path
            self.value = value
            self.role = role
        }
    }

    package private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]

    package init() {}

    /// - Throws: a fault of kind `value` if two entries have one path.
    package init(_ entries: [Entry]) throws {
        for entry in entries {
            guard places[entry.path] == nil else {
                throw Fault(.value, "there are two parameters named `\(entry.path)`")
            }
            add(entry)
        }
    }

    package subscript(path: String) -> Entry? { places[path].map { entries[$0] } }

    package var isEmpty: Bool { entries.isEmpty }

    /// How many numbers are learnt.
    package var trainedCount: Int {
        entries.reduce(0) { $0 + ($1.role == .trained ? $1.value.count : 0) }
    }

    /// Adds an entry, or puts it in the place of the one with its path.
    package mutating func add(_ entry: Entry) {
        if let place = places[entry.path] {
            entries[place] = entry
        } else {
            places[entry.path] = entries.count
            entries.append(entry)
        }
    }

    /// Puts another tensor of the same type in the place of the one at `path`.
    package mutating func replace(_ path: String, with value: Tensor) throws {
        guard let place = places[path] else {
            throw Fault.unknown("parameter", path, among: entries.map(\.path))
        }
        let old = entries[place].value.type
        guard old == value.type else {
            throw Fault.shapes("`\(path)` cannot change its type", old, value.type)
        }
        entries[place].value = value
    }

    /// The entries below `path`, under the rest of their paths.
    package func below(_ path: String) -> ParameterStore {
        guard !path.isEmpty else { return self }
        var part = ParameterStore()
        for var entry in entries where entry.path.hasPrefix(path + ".") {
            entry.path.removeFirst(path.count + 1)
            part.add(entry)
        }
        return part
    }
}
