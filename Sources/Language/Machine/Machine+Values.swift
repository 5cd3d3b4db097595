import Signatures

/// What instructions do, on values as such: for who works out values without running code, as the checker does.
///
/// Each is the very operation that the instruction runs, so that both say the same of the same mistake.
extension Machine {
    /// `a ∘ b`; `Site`'s operands 0 and 1 are the sides.
    package func value(of operation: BinaryOperator, _ a: Value, _ b: Value) throws -> Value {
        switch operation {
        case .contained, .notContained:
            return try inRegisters(a, b) { i, r in
                try membership(i, r, isNegated: operation == .notContained)
            }
        case .compose: return try host.compose(a, b)
        default: break
        }
        guard let computed = Operator(operation) else { return .none }
        if computed.isComparison { return try inRegisters(a, b) { try compare(computed, $0, $1) } }
        return try inRegisters(a, b) { i, r in try binary(computed, i, r, r + 1) }
    }

    /// `a and b`, `a or b`, where `a` did not decide.
    package func value(of operation: LogicalOperator, _ a: Value, _ b: Value) throws -> Value {
        try inRegisters(a, b) { try logical(operation == .and ? .and : .or, $0, $1) }
    }

    package func value(of operation: UnaryOperator, _ a: Value) throws -> Value {
        if operation == .not, let truth = a.bool { return .bool(!truth) }
        return try inRegisters(a, .none) { try unary(operation == .negate ? .negate : .not, $0, $1) }
    }

    /// Runs an instruction `2 = 0 ∘ 1` on registers of its own.
    private func inRegisters(
        _ a: Value, _ b: Value, _ run: (Instruction, UnsafeMutablePointer<Slot>) throws -> Void
    ) throws -> Value {
        try withRegisters([a, b, .none]) { r in
            try run(Instruction(opcode: .move, a: 2, b: 0, c: 1), r)
            return (r + 2).takeValue()
        }
    }

    private func withRegisters(
        _ values: [Value], _ body: (UnsafeMutablePointer<Slot>) throws -> Value
    ) throws -> Value {
        try withUnsafeTemporaryAllocation(of: Slot.self, capacity: values.count) { slots in
            slots.initialize(repeating: .none)
            guard let r = slots.baseAddress else { return .none }
            for (index, value) in values.enumerated() { (r + index).set(Slot(value)) }
            defer { r.clear(values.count) }
            return try body(r)
        }
    }

    /// `[…]`; `isNested` if every element is written as a bracket itself.
    package func bracket(_ elements: [Value], isNested: Bool) throws -> Value {
        try withRegisters([.list(elements)]) { r in
            try finishBracket(Instruction(opcode: .bracket, flag: isNested ? 1 : 0), r)
            return r.takeValue()
        }
    }

    /// `low..<high`, `low...high`.
    package func range(_ low: Value, _ high: Value, isClosed: Bool) throws -> Value {
        for (position, bound) in [low, high].enumerated() where bound.int == nil { throw notABound(bound, position) }
        guard let range = RangeObject(low.int ?? 0, high.int ?? 0, isClosed: isClosed) else {
            throw Machine.rangeTooLong
        }
        return .object(range)
    }

    /// The bound of a slice; nil for `none`.
    package func sliceBound(_ value: Value, at position: Int) throws -> Int? {
        if value.isNone { return nil }
        if let bound = value.int { return bound }
        throw notASliceBound(value, position)
    }

    /// The fields of `...value` in a record.
    package func spreadFields(_ value: Value) throws -> Fields {
        if let record = value.record { return record.fields }
        throw notSpreadable(value)
    }

    /// Throws unless the value of a condition is one boolean.
    package func truth(_ value: Value) throws -> Bool {
        if let truth = value.bool { return truth }
        throw Machine.notACondition(value)
    }
}

// MARK: - Changes of a part

/// One step from a variable to the part of it that changes.
package enum PartStep {
    case member(String)
    case index([Subscript])
}

extension Machine {
    /// Changes a part of `value`, and gives what the change gives: the element that `.pop()` took.
    package func change(
        _ value: inout Value, at steps: [PartStep], _ action: UpdatePath.Action, _ arguments: [Value]
    ) throws -> Value {
        var update = Update(machine: self, steps: steps, action: action)
        update.arguments = arguments
        try update.apply(to: &value, step: 0)
        return update.result
    }
}

extension Operator {
    fileprivate var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}

// MARK: - Definitions

extension FunctionHeader {
    /// Of `x -> e`; `name` is the variable that it is assigned to.
    package init(arrow parameters: [FormalParameter], named name: String?) {
        self.init(name: name ?? FunctionBuilder.arrowName, parameters: parameters.map { .init($0) })
    }

    package init(_ definition: LayerDefinition) {
        self.init(
            name: definition.name.name, parameters: definition.parameters.map { .init($0) },
            documentation: definition.documentation)
    }
}

extension Expression {
    /// The names that a body assigns: its function's own variables.
    package var assignedNames: Set<String> { Set(AssignedNames.inExpression(self).names) }
}

extension Program {
    /// The names that its statements give a value.
    package var assignedNames: Set<String> { Set(AssignedNames.inStatements(statements).names) }
}

extension LayerDefinition {
    /// The fields that are made only once `forward` has named its sizes.
    package var waitingFields: Set<Int> { LayerScope(self, isTopLevel: true).waitingFields(fields) }
}

extension Annotation {
    /// Compares a value with the annotation. `bind` is given each size that it names, and gives what the name stands
    /// for; negative where that is not known.
    ///
    /// - Throws: a fault that labels the call.
    package func check(_ value: Value, _ subject: CheckSubject, bind: (String, Int) -> Int) throws {
        switch kind {
        case .type(let name):
            try TypeCheck(type: ValueType.annotations[name] ?? .any, subject: subject).check(value)
        case .shape(let patterns):
            let check = ShapeCheck(axes: patterns.map(\.unboundAxis), subject: subject)
            for (axis, size) in try check.sizes(of: value) {
                guard case .name(let name, _, _) = axis else { continue }
                let known = bind(name, size)
                if size >= 0, known >= 0, known != size { throw check.mismatch(value, name, known, size) }
            }
        }
    }
}

extension SizePattern {
    /// As a check has it, without a register for a name.
    fileprivate var unboundAxis: ShapeCheck.Axis {
        switch kind {
        case .number(let size): .number(size)
        case .name(let name): .name(name, register: 0, isRead: false)
        case .any: .any
        case .rest: .rest
        }
    }
}
