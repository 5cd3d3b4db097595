import Graphs
import Signatures
import Tensors

/// Tensors as text: their elements in brackets, the middle left out where there are many.
package struct TensorText {
    let format: FormatSpecification?
    /// How many elements of an axis are written before and after those that are left out.
    private static let edge = 3
    /// Tensors up to this many elements are written whole.
    static let whole = 200

    package init(format: FormatSpecification? = nil) { self.format = format }

    /// On one line.
    func line(_ variable: Var) throws -> String {
        guard let tensor = variable.tensor else { return variable.type.description }
        let axes = tensor.sizes.map { Excerpt($0, edge: tensor.count > Self.whole ? Self.edge : $0) }
        return try nested(tensor.contiguous(), axes, at: 0, axis: 0)
    }

    /// Rows under each other, numbers of equal width; within `width` columns and a screen's height, if it is given.
    package func lines(_ tensor: Tensor, width: Int? = nil) throws -> [String] {
        let rows = try TensorRows(tensor.contiguous(), width: width)
        return rows.lines()
    }

    private func nested(_ tensor: Tensor, _ axes: [Excerpt], at start: Int, axis: Int) throws -> String {
        guard axis < tensor.rank else { return try element(tensor, start) }
        let step = tensor.sizes.dropFirst(axis + 1).reduce(1, *)
        let parts = try axes[axis].places.map { place in
            try place.map { try nested(tensor, axes, at: start + $0 * step, axis: axis + 1) } ?? "…"
        }
        return "[" + parts.joined(separator: ", ") + "]"
    }

    private func element(_ tensor: Tensor, _ index: Int) throws -> String {
        switch tensor.scalar(flat: index) {
        case .bool(let truth): "\(truth)"
        case .int(let number): try format?.text(of: number) ?? "\(number)"
        case .single(let number):
            try format?.text(of: Double(number)) ?? shortestSingleText(Double(number))
        case .float(let number): try format?.text(of: number) ?? shortestText(number)
        }
    }
}

/// The places on an axis that are written: all, or the first and the last.
struct Excerpt {
    let size: Int
    let first: Int
    let last: Int

    init(_ size: Int, first: Int, last: Int) {
        let isWhole = size <= first + last
        self.size = size
        self.first = isWhole ? size : first
        self.last = isWhole ? 0 : last
    }

    init(_ size: Int, edge: Int) { self.init(size, first: edge, last: edge) }

    var isWhole: Bool { first == size }

    /// nil stands for those that are left out.
    var places: [Int?] {
        isWhole ? Array(0..<size) : Array(0..<first) + [nil] + Array((size - last)..<size)
    }
}
