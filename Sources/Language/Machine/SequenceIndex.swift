import Signatures

/// Which elements of a list, tuple, string or range an index names.
enum SequenceIndex {
    case one(Int)
    case many([Int])
}

extension Machine {
    /// Counts from the end if negative; slices are half-open and clipped; a single index must be within bounds.
    func sequenceIndex(_ subscripts: [Subscript], count: Int, of value: Value) throws -> SequenceIndex {
        guard subscripts.count == 1, let item = subscripts.first else {
            throw Fault(
                .index, "\(value.type.nameWithArticle) is indexed by one place, not \(subscripts.count)",
                labels: [.init(.argument(0), value.label)])
        }
        switch item {
        case .ellipsis: return .many(Array(0..<count))
        case .slice(let start, let stop, let step):
            return .many(try Slicing.indices(start, stop, step, count: count))
        case .value(let key):
            if let index = key.int { return .one(try Slicing.index(index, count: count, of: value)) }
            if let indices = try chosenIndices(key, count: count, of: value) { return .many(indices) }
            throw Fault(
                .type, "\(value.type.nameWithArticle) is indexed by an int, not \(key.type.nameWithArticle)",
                labels: [.init(.argument(0), value.label), .init(.argument(1), key.label)])
        }
    }

    /// The indices that a range or an array holds; nil for anything else.
    private func chosenIndices(_ key: Value, count: Int, of value: Value) throws -> [Int]? {
        if let range = key.range {
            // Each must be within bounds, so that a longer range has one that is not.
            let first = try range.count > 0 ? Slicing.index(range.element(0), count: count, of: value) : 0
            if range.count > count { throw Slicing.outOfBounds(range.element(range.count - 1), count, value) }
            return try (0..<range.count).map {
                $0 == 0 ? first : try Slicing.index(range.element($0), count: count, of: value)
            }
        }
        guard let array = key.array, array.sizes.count == 1 else { return nil }
        let iterator = try host.iterator(over: array)
        var indices: [Int] = []
        var position = 0
        while let item = try iterator.next() {
            switch item {
            case .int(let index): indices.append(try Slicing.index(index, count: count, of: value))
            case .bool(let isChosen): if isChosen, position < count { indices.append(position) }
            default: return nil
            }
            position += 1
        }
        if array.dtype == .bool, position != count {
            throw Fault(
                .shape, "a mask must have as many elements as what it is used on",
                labels: [
                    .init(.argument(0), "\(count) elements"), .init(.argument(1), "\(position) elements"),
                ])
        }
        return indices
    }
}

enum Slicing {
    static func index(_ index: Int, count: Int, of value: Value) throws -> Int {
        let resolved = index < 0 ? index &+ count : index
        guard resolved >= 0, resolved < count else { throw outOfBounds(index, count, value) }
        return resolved
    }

    static func outOfBounds(_ index: Int, _ count: Int, _ value: Value) -> Fault {
        let length = "\(count) \(count == 1 ? "element" : "elements")"
        return Fault(
            .index, "index \(index) is out of bounds for a \(value.type.name) of \(length)",
            labels: [.init(.argument(0), length), .init(.argument(1), "\(index)")],
            help: count > 0 && index == count ? "places count from 0: the last is \(count - 1), or -1" : nil)
    }

    /// The indices of `start:stop:step`, clipped as in Python.
    static func indices(_ start: Int?, _ stop: Int?, _ step: Int?, count: Int) throws -> [Int] {
        let step = step ?? 1
        if step == 0 { throw Fault(.value, "the step of a slice cannot be 0") }
        // A longer step than there are elements takes the first alone.
        let stride = min(max(step, -count - 1), count + 1)
        let (low, high) = step > 0 ? (0, count) : (-1, count - 1)
        func clipped(_ bound: Int?, _ missing: Int) -> Int {
            guard let bound else { return missing }
            return min(max(bound < 0 ? bound &+ count : bound, low), high)
        }
        let first = clipped(start, step > 0 ? 0 : count - 1)
        let end = clipped(stop, step > 0 ? count : -1)
        return Array(Swift.stride(from: first, to: end, by: stride))
    }
}
