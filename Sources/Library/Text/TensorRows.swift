import Tensors

/// The rows of a tensor under each other, numbers of equal width, as many as are readable.
struct TensorRows {
    private let tensor: Tensor
    private let style: DecimalStyle?
    private var cellWidth = 0
    private var axes: [Excerpt] = []
    /// How many elements of a tensor with one axis stand on a line.
    private var elementsPerLine = Int.max

    /// With a width, more rows than these are shown by their first and last.
    private static let mostLines = 24
    /// How many elements decide how numbers are written.
    private static let sampled = 1000
    private static let separator = ", "
    /// How many places of the outer axes are shown, from the most to the least.
    private static let edges: [(first: Int, last: Int)] = [(3, 3), (2, 2), (1, 1), (1, 0)]

    /// - Parameter tensor: contiguous.
    init(_ tensor: Tensor, width: Int?) {
        self.tensor = tensor
        let sample = Self.sample(tensor)
        style = tensor.dtype.isFloating ? DecimalStyle(for: sample.map { tensor.scalar(flat: $0).double }) : nil
        cellWidth = sample.map { text($0).count }.max() ?? 0
        axes = outerAxes(isBounded: width != nil) + tensor.sizes.suffix(1).map { elements($0, within: width) }
        if tensor.rank == 1, axes[0].isWhole, let width { elementsPerLine = max(1, slots(width)) }
    }

    func lines() -> [String] { block(at: 0, axis: 0) }

    /// Elements from both ends, whose numbers may differ in size.
    private static func sample(_ tensor: Tensor) -> [Int] {
        let half = sampled / 2
        return tensor.count <= sampled
            ? Array(0..<tensor.count) : Array(0..<half) + Array((tensor.count - half)..<tensor.count)
    }

    // MARK: What is shown

    private func outerAxes(isBounded: Bool) -> [Excerpt] {
        let sizes = tensor.sizes.dropLast()
        let whole = sizes.map { Excerpt($0, edge: $0) }
        let isShort = isBounded ? lineCount(whole) <= Self.mostLines : tensor.count <= TensorText.whole
        if isShort { return whole }
        let choices = Self.edges.map { edge in sizes.map { Excerpt($0, first: edge.first, last: edge.last) } }
        return choices.first { lineCount($0) <= Self.mostLines } ?? choices[choices.count - 1]
    }

    /// How many lines these places of the outer axes take, or more than are wanted.
    private func lineCount(_ outer: [Excerpt]) -> Int {
        outer.reversed().reduce(1) { inner, axis in
            let (lines, overflows) = inner.multipliedReportingOverflow(by: axis.first + axis.last)
            return overflows ? Int.max / 2 : min(lines, Int.max / 2) + (axis.isWhole ? 0 : 1)
        }
    }

    private func elements(_ size: Int, within width: Int?) -> Excerpt {
        let isShort = tensor.count <= TensorText.whole
        guard let width else { return Excerpt(size, edge: isShort ? size : 3) }
        let slots = slots(width)
        if size <= slots || (tensor.rank == 1 && isShort) { return Excerpt(size, edge: size) }
        let besideGap = max(1, self.slots(width - 1 - Self.separator.count))
        return Excerpt(size, first: besideGap - besideGap / 2, last: besideGap / 2)
    }

    /// How many elements have room on a line, beside the brackets and a comma.
    private func slots(_ width: Int) -> Int {
        (width - 2 * tensor.rank - 1 + Self.separator.count) / (cellWidth + Self.separator.count)
    }

    // MARK: Text

    private func block(at start: Int, axis: Int) -> [String] {
        guard axis < tensor.rank - 1 else { return elementLines(at: start) }
        let step = tensor.sizes.dropFirst(axis + 1).reduce(1, *)
        let blocks = axes[axis].places.map { place in
            place.map { block(at: start + $0 * step, axis: axis + 1) } ?? ["…"]
        }
        return bracketed(blocks)
    }

    private func elementLines(at start: Int) -> [String] {
        let cells = axes[tensor.rank - 1].places.map { $0.map { padded(start + $0) } ?? "…" }
        guard cells.count > elementsPerLine else { return ["[" + cells.joined(separator: Self.separator) + "]"] }
        let lines = stride(from: 0, to: cells.count, by: elementsPerLine).map {
            [cells[$0..<min($0 + elementsPerLine, cells.count)].joined(separator: Self.separator)]
        }
        return bracketed(lines)
    }

    /// Blocks of lines within brackets, with commas between them.
    private func bracketed(_ blocks: [[String]]) -> [String] {
        var lines: [String] = []
        for (number, block) in blocks.enumerated() {
            lines += block.map { " " + $0 }
            if number < blocks.count - 1 { lines[lines.count - 1] += "," }
        }
        guard !lines.isEmpty else { return ["[]"] }
        lines[0] = "[" + lines[0].dropFirst()
        lines[lines.count - 1] += "]"
        return lines
    }

    private func padded(_ index: Int) -> String {
        let text = text(index)
        return String(repeating: " ", count: max(0, cellWidth - text.count)) + text
    }

    private func text(_ index: Int) -> String {
        switch tensor.scalar(flat: index) {
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)"
        case .single(let number): style?.text(Double(number)) ?? shortestSingleText(Double(number))
        case .float(let number): style?.text(number) ?? shortestText(number)
        }
    }
}
