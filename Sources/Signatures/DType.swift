/// The element types of tensors, in the order in which arithmetic promotes them.
@frozen
public enum DType: UInt8, Sendable, CaseIterable, Comparable {
    case bool, i64, f32, f64

    /// Bytes that one element takes.
    @inlinable
    public var size: Int {
        switch self {
        case .bool: 1
        case .f32: 4
        case .i64, .f64: 8
        }
    }

    @inlinable
    public var isFloating: Bool { self >= .f32 }

    /// The name that scripts use: `bool`, `i64`, `f32`, `f64`.
    public var name: String { "\(self)" }

    @inlinable
    public static func < (a: DType, b: DType) -> Bool { a.rawValue < b.rawValue }

    /// What arithmetic on `self` and `other` gives: bool → i64 → f32 → f64.
    @inlinable
    public func promoted(with other: DType) -> DType { max(self, other) }

    /// What `/`, `mean`, `exp` and their like give: integers become f32.
    @inlinable
    public var floating: DType { isFloating ? self : .f32 }
}
