import Signatures

/// One place of an index: a value in the next register, or a slice whose given parts are in the next ones.
enum SubscriptShape {
    case value
    case slice(start: Bool, stop: Bool, step: Bool)
    case ellipsis

    var registerCount: Int {
        switch self {
        case .value: 1
        case .slice(let start, let stop, let step): (start ? 1 : 0) + (stop ? 1 : 0) + (step ? 1 : 0)
        case .ellipsis: 0
        }
    }
}

/// The way from a variable to the part of it that changes, and how it does.
package struct UpdatePath {
    enum Step {
        case member(String)
        case index([SubscriptShape])
    }

    package enum Action {
        case assign
        case operate(Operator)
        case push, pop, insert, remove
    }

    var steps: [Step]
    var action: Action
    /// How many registers from the one with the value on hold arguments; 1 but for `pop` and `insert`.
    var argumentCount: Int

    /// The field that it names, where it names one alone.
    var field: String {
        if steps.count == 1, case .member(let name) = steps[0] { name } else { "" }
    }

    var keyCount: Int {
        steps.reduce(0) { sum, step in
            guard case .index(let shapes) = step else { return sum }
            return sum + shapes.reduce(0) { $0 + $1.registerCount }
        }
    }
}

/// An annotation with a type: `n: int`.
struct TypeCheck {
    var type: ValueType
    var subject: CheckSubject
}

/// An annotation with a shape: `x: [b, 4]`.
struct ShapeCheck {
    enum Axis {
        case number(Int)
        /// A size that is kept in this register from the first time it is met.
        /// While a computation is recorded, the size of a batch is not known; only a body that reads it minds.
        case name(String, register: Int, isRead: Bool)
        case any
        case rest
    }

    var axes: [Axis]
    var subject: CheckSubject

    var description: String {
        let parts = axes.map { axis in
            switch axis {
            case .number(let size): "\(size)"
            case .name(let name, _, _): name
            case .any: "_"
            case .rest: "..."
            }
        }
        return "[" + parts.joined(separator: ", ") + "]"
    }
}

/// What an annotation is about.
package enum CheckSubject {
    case parameter(String, function: String)
    case result(function: String)

    var description: String {
        switch self {
        case .parameter(let name, let function): "`\(name)` of `\(function)`"
        case .result(let function): "the result of `\(function)`"
        }
    }
}

/// A statement whose value the session is told.
package struct ShownStatement: Sendable {
    package var span: Span
    /// Whether `;` ends it: only a plot is shown then.
    package var isSilent: Bool
}

/// A stretch of instructions whose faults are caught.
struct Handler {
    var instructions: Range<Int>
    var target: Int
    var errorRegister: Int
}

/// Where an instruction stands in the source: what a fault in it points at.
package struct Site {
    var span: Span
    /// The operands or the arguments that are passed by position.
    var operands: [Span] = []
    var named: [(name: String, span: Span)] = []

    package init(span: Span, operands: [Span] = [], named: [(name: String, span: Span)] = []) {
        (self.span, self.operands, self.named) = (span, operands, named)
    }

    package func place(_ role: Fault.Role) -> Span? {
        switch role {
        case .call: span
        case .argument(let index): operands.indices.contains(index) ? operands[index] : nil
        case .named(let name): named.first { $0.name == name }?.span
        }
    }
}
