import Graphs
import Signatures
import Tensors

/// How filters pass over images: their number and size, the steps, what lies beyond the edge, and which channels a
/// filter sees.
struct Filtering {
    enum Edge: Equatable {
        /// `valid` or `same`, as the op knows them.
        case rule(String)
        /// Zeros above and below, and to the left and right.
        case zeros(Int, Int)
    }

    let filters: Int
    let size: (Int, Int)
    let stride: (Int, Int)
    let edge: Edge
    let groups: Int

    /// - Parameter isLine: whether the images are sequences, of one pixel's height.
    init(_ settings: Settings, size: (Int, Int), stride: (Int, Int), isLine: Bool) throws {
        (filters, groups) = (try settings.count("filters"), try settings.count("groups"))
        (self.size, self.stride) = (size, stride)
        edge = try settings.edge(isLine: isLine)
        guard filters % groups == 0 else {
            throw settings.wrong("groups", "a number that divides the filters", found: "\(groups)")
        }
    }

    fileprivate static let mostZeros = 1 << 20

    func details(_ size: String) -> String { "\(filters), \(size)" + (groups == 1 ? "" : ", \(groups) groups") }

    /// Height, width, channels that a filter sees, filters.
    func weightSizes(channels: Int) -> [Int] { [size.0, size.1, channels / groups, filters] }

    /// - Parameter x: images whose channels the groups divide.
    func result(_ x: Var, _ weight: Var, _ context: ForwardContext) throws -> Var {
        let channels = try context.known(-1, of: x, "number of channels")
        if groups == 1 { return try convolved(padded(x), weight) }
        if groups == channels { return try depthwise(x, weight, channels, context) }
        let (width, count) = (channels / groups, filters / groups)
        let parts = try (0..<groups).map { group in
            try convolved(
                padded(x).slice(axis: 3, start: group * width, stop: (group + 1) * width),
                weight.slice(axis: 3, start: group * count, stop: (group + 1) * count))
        }
        return try x.emitter.concat(parts, axis: 3)
    }

    private func padded(_ x: Var) throws -> Var {
        guard case .zeros(let rows, let columns) = edge, rows + columns > 0 else { return x }
        return try x.pad(before: [0, rows, columns, 0], after: [0, rows, columns, 0])
    }

    private func convolved(_ x: Var, _ weight: Var) throws -> Var {
        let rule = if case .rule(let rule) = edge { rule } else { "valid" }
        return try x.emitter.emit(
            .conv2d, x, weight, attributes: [.ints([stride.0, stride.1]), .string(rule)])
    }
}

// MARK: - One channel a group

extension Filtering {
    /// Each channel meets its own filters: sums of shifted images, element by element, which are one pass.
    private func depthwise(_ x: Var, _ weight: Var, _ channels: Int, _ context: ForwardContext) throws -> Var {
        let images = try widened(x, context)
        let rows = try context.known(1, of: images, "height"), columns = try context.known(2, of: images, "width")
        guard rows >= size.0, columns >= size.1 else {
            throw context.mismatch(x, needs: "images of at least \(size.0) × \(size.1) pixels")
        }
        let each = filters / channels
        var sum: Var?
        for i in 0..<size.0 {
            for j in 0..<size.1 {
                let pixels = try images.every(stride.0, of: rows - size.0 + 1, from: i, axis: 1)
                    .every(stride.1, of: columns - size.1 + 1, from: j, axis: 2)
                let filter = try weight.slice(axis: 0, start: i, stop: i + 1).slice(axis: 1, start: j, stop: j + 1)
                let term = try pixels.unsqueeze(4) * filter.reshape([.known(channels), .known(each)])
                sum = try sum.map { try $0 + term } ?? term
            }
        }
        guard let sum else { return images }
        return try sum.reshape(Array(sum.shape.prefix(3)) + [.known(filters)])
    }

    /// The images with their zeros written out, also those that the op's own rule would see.
    private func widened(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard edge == .rule("same") else { return try padded(x) }
        let rows = beyond(try context.known(1, of: x, "height"), size.0, stride.0)
        let columns = beyond(try context.known(2, of: x, "width"), size.1, stride.1)
        return try x.pad(
            before: [0, rows / 2, columns / 2, 0], after: [0, rows - rows / 2, columns - columns / 2, 0])
    }

    /// How many zeros there are along an axis where only the stride makes the result smaller.
    private func beyond(_ length: Int, _ window: Int, _ step: Int) -> Int {
        max(0, ((length + step - 1) / step - 1) * step + window - length)
    }
}

extension Var {
    /// Every so many of `count` elements of an axis from one on.
    fileprivate func every(_ step: Int, of count: Int, from start: Int, axis: Int) throws -> Var {
        try slice(axis: axis, start: start, stop: start + count, step: step)
    }
}

extension Settings {
    /// What `padding` says: a rule, or numbers of zeros.
    fileprivate func edge(isLine: Bool) throws -> Filtering.Edge {
        switch self["padding"] {
        case .int(let count) where 0...Filtering.mostZeros ~= count: return .zeros(isLine ? 0 : count, count)
        case .ints(let counts) where counts.count == 2 && counts.allSatisfy { 0...Filtering.mostZeros ~= $0 }:
            return .zeros(counts[0], counts[1])
        case .string: return .rule(try string("padding"))
        default: throw wrong("padding", "\"valid\", \"same\" or numbers of zeros")
        }
    }
}
