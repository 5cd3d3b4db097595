/// The size of one axis, as far as it is known before anything runs.
///
/// A recorded graph has one named size, its batch; the checker has those that annotations name.
/// `named("t", times: 4)` is `4 * t`, which reshaping makes; `unknown` depends on data, and nothing is said of it.
package enum Size: Hashable, Sendable {
    case known(Int)
    case named(String, times: Int = 1)
    case unknown

    package var known: Int? {
        if case .known(let n) = self { n } else { nil }
    }

    /// Whether the two can be shown to differ. Sizes that are merely not known to be equal do not.
    package func differs(from other: Size) -> Bool {
        switch (self, other) {
        case (.known(let a), .known(let b)): a != b
        case (.named(let a, let m), .named(let b, let n)): a == b && m != n
        default: false
        }
    }

    /// The product of two sizes; `unknown` where it has no simple form or does not fit.
    package func times(_ other: Size) -> Size {
        switch (self, other) {
        case (.known(let a), .known(let b)):
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            return overflow ? .unknown : .known(product)
        case (.known(let a), .named(let name, let n)), (.named(let name, let n), .known(let a)):
            let (product, overflow) = a.multipliedReportingOverflow(by: n)
            if a == 0 { return .known(0) }
            return overflow ? .unknown : .named(name, times: product)
        default: return .unknown
        }
    }

    /// `self / divisor` where that is exact.
    package func divided(by divisor: Size) -> Size? {
        switch (self, divisor) {
        case (_, .known(1)): return self
        case (.known(let a), .known(let b)) where b > 0 && a % b == 0: return .known(a / b)
        case (.named(let name, let a), .known(let b)) where b > 0 && a % b == 0:
            return .named(name, times: a / b)
        case (.named(let x, let a), .named(let y, let b)) where x == y && b > 0 && a % b == 0:
            return .known(a / b)
        default: return nil
        }
    }

    /// The size once `name` stands for `value`.
    package func substituting(_ name: String, by value: Int) -> Size {
        guard case .named(name, let factor) = self else { return self }
        let (product, overflow) = factor.multipliedReportingOverflow(by: value)
        return overflow ? .unknown : .known(product)
    }
}

extension Size: ExpressibleByIntegerLiteral, CustomStringConvertible {
    package init(integerLiteral value: Int) { self = .known(value) }

    package var description: String {
        switch self {
        case .known(let n): "\(n)"
        case .named(let name, 1): name
        case .named(let name, let factor): "\(factor)*\(name)"
        case .unknown: "_"
        }
    }
}
