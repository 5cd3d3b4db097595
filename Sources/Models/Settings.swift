import Frames
import Signatures
import Tensors

/// The value of one parameter of a layer, loss, optimizer or schedule, as its row reads it.
///
/// The language's own values are made into these where the row is bound to a name, so that no row knows of them.
package enum Setting {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case ints([Int])
    case strings([String])
    /// Column expressions under names of the caller's own.
    case expressions([(name: String, expression: ColumnExpression)])
    case tensor(Tensor)
    case stage(any Stage)
    case schedule(Schedule)
}

/// What a row is built from: its settings by parameter name, and the random key that its maker drew for it.
///
/// Reading one that is absent gives the signature's default; reading one that has the wrong type throws.
package struct Settings {
    private let signature: Signature
    private var values: [String: Setting]
    /// The key that a layer's parameters are drawn from. Losses and their like have no use for it.
    package let key: RandomKey

    package init(
        _ signature: Signature, _ values: [String: Setting] = [:], key: RandomKey = RandomKey(seed: 0)
    ) {
        self.signature = signature
        self.values = values
        self.key = key
    }

    package subscript(name: String) -> Setting { values[name] ?? standard(name) }

    private func standard(_ name: String) -> Setting {
        switch signature.parameters.first(where: { $0.name == name })?.defaultValue {
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .string(let value): .string(value)
        case .computed, .some(.none), nil: .none
        }
    }

    package func isGiven(_ name: String) -> Bool {
        if case .none = self[name] { false } else { true }
    }
}

// MARK: - Reading

extension Settings {
    package func int(_ name: String) throws -> Int {
        guard case .int(let value) = self[name] else { throw wrong(name, "a whole number") }
        return value
    }

    /// A whole number of at least `least`.
    package func count(_ name: String, least: Int = 1) throws -> Int {
        let value = try int(name)
        guard value <= Self.greatestCount else {
            throw wrong(name, "a whole number of at most \(Self.greatestCount)", found: "\(value)")
        }
        guard value >= least else {
            throw wrong(name, "a whole number of at least \(least)", found: "\(value)")
        }
        return value
    }

    /// Sizes beyond this cannot be held in memory; refusing them early keeps products of two within an Int.
    private static let greatestCount = 1 << 31

    package func float(_ name: String) throws -> Double {
        switch self[name] {
        case .float(let value): return value
        case .int(let value): return Double(value)
        default: throw wrong(name, "a number")
        }
    }

    package func float(_ name: String, in range: ClosedRange<Double>) throws -> Double {
        let value = try float(name)
        guard range.contains(value) else {
            let wanted =
                range.upperBound == .infinity
                ? "a number of at least \(range.lowerBound)"
                : "a number from \(range.lowerBound) to \(range.upperBound)"
            throw wrong(name, wanted, found: "\(value)")
        }
        return value
    }

    /// Numbers under names of the caller's own, `{a: 1, b: 0.5}`; nil if it is no record.
    package func numbers(_ name: String) throws -> [(name: String, value: Double)]? {
        guard case .expressions(let list) = self[name] else { return nil }
        return try list.map { field in
            guard let value = field.expression.number else { throw wrong(name, "numbers by name") }
            return (field.name, value)
        }
    }

    package func bool(_ name: String) throws -> Bool {
        guard case .bool(let value) = self[name] else { throw wrong(name, "true or false") }
        return value
    }

    package func string(_ name: String) throws -> String {
        guard case .string(let value) = self[name] else { throw wrong(name, "a string") }
        let choices = signature.parameters.first { $0.name == name }?.choices ?? []
        guard choices.isEmpty || choices.contains(value) else {
            throw Fault.unknown("\(name) of `\(signature.name)`", value, among: choices, kind: .value)
        }
        return value
    }

    /// One size for both axes of an image, or one for each: `3` or `(3, 5)`.
    package func pair(_ name: String) throws -> (Int, Int) {
        switch self[name] {
        case .int:
            let value = try count(name)
            return (value, value)
        case .ints(let sizes) where sizes.count == 2 && sizes.allSatisfy { 1...Self.greatestCount ~= $0 }:
            return (sizes[0], sizes[1])
        default: throw wrong(name, "a whole number of at least 1, or two of them")
        }
    }

    package func wrong(_ name: String, _ wanted: String, found: String? = nil) -> Fault {
        Fault(
            found == nil ? .type : .value, "`\(signature.name)` takes \(wanted) for `\(name)`",
            labels: [.init(.named(name), found.map { "this is \($0)" } ?? "this is not")])
    }
}

extension ColumnExpression {
    /// The number that this is; nil if it depends on a column.
    fileprivate var number: Double? {
        switch node {
        case .constant(.int(let value)): Double(value)
        case .constant(.float(let value)): value
        default: nil
        }
    }
}
