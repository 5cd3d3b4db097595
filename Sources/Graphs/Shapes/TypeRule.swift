import Signatures

/// How the types of a row's results follow from its inputs, for the checker and for run time alike.
package struct TypeRule: Sendable {
    /// What operands of unlike dtypes are cast to first, so that kernels and ONNX see one.
    let promotion: Promotion
    private let rule: ShapeRule

    init(_ promotion: Promotion = .none, _ rule: @escaping ShapeRule) {
        self.promotion = promotion
        self.rule = rule
    }

    package func infer(_ inputs: [TensorType], _ attributes: [Attribute]) throws -> [TensorType] {
        try rule(promotion.applied(to: inputs), attributes)
    }
}

/// The dtype that some operands of a row are brought to.
struct Promotion: Sendable {
    /// The operands that are brought to one dtype.
    let operands: Range<Int>
    let target: @Sendable (DType) -> DType

    private init(_ operands: Range<Int>, _ target: @escaping @Sendable (DType) -> DType) {
        self.operands = operands
        self.target = target
    }

    /// As they are.
    static let none = Promotion(0..<0) { $0 }
    /// bool → i64 → f32 → f64, whichever is the largest.
    static let common = Promotion(0..<Int.max) { $0 }
    /// The same, but booleans count as integers.
    static let arithmetic = Promotion(0..<Int.max) { max($0, .i64) }
    /// The same, but integers become f32.
    static let floating = Promotion(0..<Int.max) { $0.floating }
    /// Truth values.
    static let logical = Promotion(0..<Int.max) { _ in .bool }

    /// The same promotion for some operands only.
    func only(_ operands: Range<Int>) -> Promotion { Promotion(operands, target) }

    /// What the operand at each place is cast to.
    func dtypes(for operands: [DType]) -> [DType] {
        let places = self.operands.clamped(to: operands.indices)
        guard let largest = operands[places].max() else { return operands }
        let goal = target(largest)
        return operands.indices.map { places.contains($0) ? goal : operands[$0] }
    }

    /// Whether the operands have the dtype that they would be cast to; asked for every op, so without arrays.
    func isSettled(_ values: [TracedValue]) -> Bool {
        let places = operands.clamped(to: values.indices)
        guard let first = places.first.map({ values[$0].dtype }) else { return true }
        return target(first) == first && places.allSatisfy { values[$0].dtype == first }
    }

    func applied(to types: [TensorType]) -> [TensorType] {
        zip(types, dtypes(for: types.map(\.dtype))).map { $0.with($1) }
    }
}
