import Graphs
import Language
import Signatures

/// The variables of one function that is being checked, or of the program itself.
final class Scope {
    /// By name; one that only some ways give a value has that one, or the program ends where it is read.
    var variables: [String: Value] = [:]
    /// The names that the function assigns: they are its own also before they have a value.
    let own: Set<String>
    /// What a closure kept from where it was made.
    let captured: [String: Value]
    let isMain: Bool
    /// What `return` gives so far.
    var returned: [Value] = []
    /// The function whose scope it is.
    var function: CheckedFunction?
    /// The layer whose method this is.
    var layer: CheckedLayer? { function?.layer }

    init(own: Set<String> = [], captured: [String: Value] = [:], isMain: Bool = false) {
        (self.own, self.captured, self.isMain) = (own, captured, isMain)
    }

    func set(_ name: String, _ value: Value) { variables[name] = value }

    /// What a closure that is made here keeps.
    var kept: [String: Value] {
        captured.isEmpty ? variables : captured.merging(variables) { $1 }
    }
}

extension Value {
    /// What is known where two ways meet, on which it was one or the other.
    static func either(_ a: Value, _ b: Value, _ recorder: Emitter) -> Value {
        if a.isSame(as: b) { return a }
        if let x = a.tensor?.variable.type, let y = b.tensor?.variable.type, x == y { return recorder.outline(of: x) }
        if let x = a.outline?.frame, let y = b.outline?.frame, x.names == y.names,
            x.columns.map(\.type) == y.columns.map(\.type)
        {
            return .outlined(.frame(x), isSample: a.isSample || b.isSample)
        }
        if let x = a.record?.fields, let y = b.record?.fields, x.keys == y.keys {
            return .record(zip(x.keys, zip(x.values, y.values)).map { ($0, either($1.0, $1.1, recorder)) })
        }
        if let x = a.tuple?.elements, let y = b.tuple?.elements, x.count == y.count {
            return .tuple(zip(x, y).map { either($0, $1, recorder) })
        }
        return .unknown(.either(a.type.withoutSizes, b.type.withoutSizes))
    }

    /// A frame without its rows, whether those are known or not.
    private var outline: Value? { unknown?.outline ?? frame.map { .frame($0.take([])) } }

    /// Whether both are surely one and the same, told at a glance.
    private func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.none, .none): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)), (.single(let a), .single(let b)): a == b
        case (.object(let a), .object(let b)): a === b || (string != nil && string == other.string)
        default: false
        }
    }
}
