import Signatures

/// The parameters that many rows share.
extension Parameter {
    static let x = Parameter("x", .tensorLike)
    static let a = Parameter("a", .tensorLike)
    static let b = Parameter("b", .tensorLike)
    /// Several integers, however they are held.
    static let integers = ValueType.oneOf([.tuple, .list, .tensor()])
    /// The axes that a reduction removes; all, if none is named.
    static let axes = Parameter("axis", .oneOf([.int, integers, .none]), default: Default.none)
    static let keep = Parameter("keep", .bool, .named, default: .bool(false))
    static func axis(_ axis: Int) -> Parameter { Parameter("axis", .int, default: .int(axis)) }
    static let dy = Parameter("dy", .tensorLike)
    static let sizes = Parameter("sizes", .oneOf([.int, integers]))
    static let stride = Parameter("stride", .oneOf([.int, integers]), default: .int(1))
    package static let padding = Parameter(
        "padding", .string, default: .string(Padding.valid.rawValue), choices: Padding.allCases.map(\.rawValue))
}
