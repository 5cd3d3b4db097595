import Graphs
import Signatures
import Tensors

/// Tensors as text: their elements in brackets, the middle left out where there are many.
package struct TensorText {
    let format: FormatSpecification?
    /// How many elements of an axis are shown before and after those that are left out.
    private let edge = 3
    /// Tensors up to this many elements are shown whole.
    private let whole = 200

    package init(format: FormatSpecification? = nil) { self.format = format }

    /// On one line.
    func line(_ variable: Var) throws -> String {
        guard let tensor = variable.tensor else { return variable.type.description }
        return try nested(tensor.contiguous(), at: 0, axis: 0, abridged: tensor.count > whole, separator: ", ")
    }

    /// Rows under each other, numbers of equal width.
    package func lines(_ tensor: Tensor) throws -> [String] {
        let packed = try tensor.contiguous()
        let style = DecimalStyle(for: sample(packed))
        let block = try nested(
            packed, at: 0, axis: 0, abridged: tensor.count > whole, separator: ", ", rows: true,
            style: tensor.dtype.isFloating ? style : nil, width: width(packed, style))
        return block.split(separator: "\n").map(String.init)
    }

    private func nested(
        _ tensor: Tensor, at start: Int, axis: Int, abridged: Bool, separator: String, rows: Bool = false,
        style: DecimalStyle? = nil, width: Int = 0
    ) throws -> String {
        guard axis < tensor.rank else { return try element(tensor, start, style, width) }
        let size = tensor.shape[axis]
        let step = tensor.sizes.dropFirst(axis + 1).reduce(1, *)
        let isLast = axis == tensor.rank - 1
        var parts: [String] = []
        for index in 0..<size {
            if abridged, size > 2 * edge, index == edge { parts.append("…") }
            if abridged, size > 2 * edge, edge..<(size - edge) ~= index { continue }
            parts.append(
                try nested(
                    tensor, at: start + index * step, axis: axis + 1, abridged: abridged, separator: separator,
                    rows: rows, style: style, width: width))
        }
        let between = rows && !isLast ? ",\n" + String(repeating: " ", count: axis + 1) : separator
        return "[" + parts.joined(separator: between) + "]"
    }

    private func element(_ tensor: Tensor, _ index: Int, _ style: DecimalStyle?, _ width: Int) throws -> String {
        let text =
            switch tensor.scalar(flat: index) {
            case .bool(let truth): "\(truth)"
            case .int(let number): try format?.text(of: number) ?? "\(number)"
            case .single(let number):
                try format?.text(of: Double(number)) ?? style?.text(Double(number))
                    ?? shortestSingleText(Double(number))
            case .float(let number): try format?.text(of: number) ?? style?.text(number) ?? shortestText(number)
            }
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// The elements that decide how many decimals are shown: all of a small tensor, some of a large one.
    private func sample(_ tensor: Tensor) -> [Double] {
        (0..<min(tensor.count, 1000)).map { tensor.scalar(flat: $0).double }
    }

    private func width(_ tensor: Tensor, _ style: DecimalStyle) throws -> Int {
        try (0..<min(tensor.count, 1000)).map {
            try element(tensor, $0, tensor.dtype.isFloating ? style : nil, 0).count
        }.max() ?? 0
    }
}
