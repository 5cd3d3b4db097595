/// The types of values, as signatures name them and errors show them.
package indirect enum ValueType: Hashable, Sendable {
    case any
    case none, bool, int, float, string
    /// An int or a float.
    case number
    case list, tuple, record, range, function
    case expression, column, frame
    /// A tensor; with sizes where the signature fixes them.
    case tensor([Size]? = nil)
    case layer, model, plot, error
    /// What `fit` is told to change parameters with, and how the rate of that changes.
    case optimizer, schedule
    /// One of several.
    case oneOf([ValueType])

    /// `none` or the given type.
    package static func optional(_ type: ValueType) -> ValueType { .oneOf([type, .none]) }

    /// What tensor functions accept: a tensor, a number, a boolean, a list of numbers or a range.
    package static let tensorLike = ValueType.oneOf([.tensor(), .number, .bool, .list, .range])

    /// As an error or a signature names it.
    package var name: String {
        switch self {
        case .any: "value"
        case .tensor(.some(let sizes)): "[" + sizes.map(\.description).joined(separator: ", ") + "]"
        case .tensor(.none): "tensor"
        case .oneOf(let types): types.map(\.name).joined(separator: " or ")
        default: "\(self)"
        }
    }

    /// With its article, and without the sizes of a tensor: `a frame`, `an int`.
    package var nameWithArticle: String {
        switch self {
        case .none: "none"
        case .tensor: "a tensor"
        default: (name.first.map { "aeio".contains($0) } == true ? "an " : "a ") + name
        }
    }

    /// Whether a value of type `other` may be passed where this is asked for; of one that may be of several types,
    /// whether one of these may.
    package func accepts(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .any): true
        case (_, .oneOf(let types)): types.contains { accepts($0) }
        case (_, .number) where self != .number: accepts(.int) || accepts(.float)
        case (.oneOf(let types), _): types.contains { $0.accepts(other) }
        case (.number, .int), (.number, .float), (.float, .int): true
        case (.tensor, .tensor): true
        case (.layer, .model), (.layer, .function), (.function, .layer), (.function, .model): true
        default: self == other
        }
    }
}
