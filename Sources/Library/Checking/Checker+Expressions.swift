import Language
import Signatures

/// The values of expressions.
extension Checker {
    func value(_ expression: Expression, _ scope: Scope) -> Value { evaluate(expression, scope).value }

    func evaluate(_ expression: Expression, _ scope: Scope) -> Outcome {
        guard takeStep() else { return Outcome(.unknown()) }
        switch expression.kind {
        case .conditional(let branches, let otherwise): return conditional(branches, otherwise, scope)
        case .attempt(let body, let name, let handler): return attempt(body, name, handler, scope)
        case .block(let block): return execute(block, scope)
        default: return Outcome(plainValue(expression, scope))
        }
    }

    private func plainValue(_ expression: Expression, _ scope: Scope) -> Value {
        let span = expression.span
        switch expression.kind {
        case .none: return .none
        case .bool(let truth): return .bool(truth)
        case .int(let number): return .int(Int(number))
        case .float(let number): return .float(number)
        case .string(let text): return .string(text)
        case .interpolation(let parts): return interpolation(parts, scope)
        case .name(let name): return read(name, scope, at: span)
        case .column(let name): return reporting(Site(span: span)) { try session.columnExpression(name) }
        case .tuple(let elements): return .tuple(elements.map { value($0, scope) })
        case .bracket(let elements): return bracket(elements, scope, span)
        case .record(let items): return record(items, scope)
        case .unary(let operation, let operand): return unary(operation, operand, scope, span)
        case .binary(let operation, let a, let b, _):
            return combined(operation, value(a, scope), value(b, scope), Site(span: span, operands: [a.span, b.span]))
        case .logical(let operation, let a, let b, _): return logical(operation, a, b, scope, span)
        case .comparison(let first, let links): return comparison(first, links, scope, span)
        case .range(let low, let high, let closed): return range(low, high, closed, scope, span)
        case .call(let callee, let arguments, _): return call(callee, arguments, scope, span)
        case .methodCall(let base, let name, let nameSpan, let arguments):
            return methodCall(base, Identifier(name: name, span: nameSpan), arguments, scope, span)
        case .index(let base, let items): return index(base, items, scope, span)
        case .member(let base, let name, let nameSpan):
            return member(name, of: value(base, scope), Site(span: nameSpan, operands: [base.span]))
        case .arrow(let parameters, let body): return arrow(parameters, body, scope, name: nil)
        case .conditional, .attempt, .block: return .unknown()
        }
    }

    // MARK: - Literals

    private func interpolation(_ parts: [StringPart], _ scope: Scope) -> Value {
        var text: String? = ""
        for part in parts {
            switch part {
            case .text(let piece): text?.append(piece)
            case .value(let expression, let format):
                let value = value(expression, scope)
                let site = Site(span: format?.span ?? expression.span, operands: [expression.span])
                let shown = value.witness.map { witness in
                    reporting(site) { .string(try session.text(of: witness, format: format?.text)) }
                }
                text = value.isKnown ? shown?.string.flatMap { piece in text.map { $0 + piece } } : nil
            }
        }
        return text.map { .string($0) } ?? .unknown(.string)
    }

    private func bracket(_ elements: [Expression], _ scope: Scope, _ span: Span) -> Value {
        let values = elements.map { value($0, scope) }
        let isNested = elements.allSatisfy { if case .bracket = $0.kind { true } else { false } }
        if values.allSatisfy({ $0.unknown == nil }) {
            let site = Site(span: span, operands: elements.prefix(64).map(\.span))
            return reporting(site) { try machine.bracket(values, isNested: isNested) }
        }
        let isList = values.contains { $0.unknown == nil && !$0.isNumber && $0.bool == nil && $0.tensor == nil }
        if isList { return .list(values) }
        let areNumbers = values.allSatisfy { $0.isNumber || $0.unknown?.valueType.isNumeric == true }
        return areNumbers
            ? recorder.outline(of: .init(values.bracketType, [.known(values.count)]))
            : .unknown(.oneOf([.tensor(), .list]))
    }

    private func record(_ items: [RecordItem], _ scope: Scope) -> Value {
        var fields: Fields? = Fields()
        for item in items {
            switch item {
            case .field(let name, let expression): fields?[name.name] = value(expression, scope)
            case .spread(let expression, _):
                let source = value(expression, scope)
                guard let witness = source.unknown == nil ? source : source.witness else {
                    fields = nil
                    continue
                }
                let site = Site(span: expression.span, operands: [expression.span])
                let other = reporting(site) { .record(try machine.spreadFields(witness)) }
                guard let added = other.record?.fields else { continue }
                for (key, value) in zip(added.keys, added.values) { fields?[key] = value }
            }
        }
        return fields.map { .record($0) } ?? .unknown(.record)
    }

    private func range(_ low: Expression, _ high: Expression, _ closed: Bool, _ scope: Scope, _ span: Span) -> Value {
        let bounds = [value(low, scope), value(high, scope)]
        let witnesses = bounds.compactMap(\.witness)
        guard witnesses.count == 2 else { return .unknown(.range) }
        let made = reporting(Site(span: span, operands: [low.span, high.span])) {
            try machine.range(witnesses[0], witnesses[1], isClosed: closed)
        }
        return bounds.allSatisfy(\.isKnown) ? made : .unknown(.range)
    }

    // MARK: - Operators

    private func unary(_ operation: UnaryOperator, _ operand: Expression, _ scope: Scope, _ span: Span) -> Value {
        let value = value(operand, scope)
        guard let witness = value.witness else { return .unknown() }
        let result = reporting(Site(span: span, operands: [operand.span])) {
            try machine.value(of: operation, witness)
        }
        return asKnown(result, of: [value])
    }

    func combined(_ operation: BinaryOperator, _ a: Value, _ b: Value, _ site: Site) -> Value {
        guard let x = a.witness, let y = b.witness else { return uncertain(operation, a, b) }
        let isKnown = a.isKnown && b.isKnown
        do {
            let result = asKnown(settled(try machine.value(of: operation, x, y)), of: [a, b])
            // What a power of integers is depends on the exponent's sign.
            return !isKnown && operation == .power && result.type == .int ? .unknown(.number) : result
        } catch {
            // A value that only stands for others of its type says nothing of theirs.
            guard isKnown || (error as? Fault)?.kind.isOfTypes == true else { return .unknown() }
            return report(error, site)
        }
    }

    /// What is known of a result if an operand is not.
    private func uncertain(_ operation: BinaryOperator, _ a: Value, _ b: Value) -> Value {
        switch operation {
        case .compose: .unknown(.either(.function, .layer))
        default: .unknown()
        }
    }

    /// A result as it is, if all operands were known; else as much of it as their types decide.
    func asKnown(_ result: Value, of operands: [Value]) -> Value {
        if operands.allSatisfy(\.isKnown) || result.unknown != nil || result.expression != nil { return result }
        if result.frame != nil || result.column != nil {
            return .outlined(result, isSample: operands.contains(where: \.isSample))
        }
        return result.withoutElements(recorder)
    }

    private func logical(
        _ operation: LogicalOperator, _ a: Expression, _ b: Expression, _ scope: Scope, _ span: Span
    ) -> Value {
        let left = value(a, scope)
        if let decided = left.bool, decided == (operation == .or) { return .bool(decided) }
        let outer = isCertain
        // The right side is surely looked at only where the left one is known not to decide.
        isCertain = outer && left.unknown == nil
        let right = value(b, scope)
        isCertain = outer
        guard let x = left.witness, let y = right.witness else { return .unknown() }
        let site = Site(span: span, operands: [a.span, b.span])
        let witness = left.unknown == nil ? x : left.type == .bool ? .bool(operation == .and) : x
        return asKnown(reporting(site) { try machine.value(of: operation, witness, y) }, of: [left, right])
    }

    private func comparison(
        _ first: Expression, _ links: [ComparisonLink], _ scope: Scope, _ span: Span
    ) -> Value {
        let outer = isCertain
        defer { isCertain = outer }
        var (left, leftSpan) = (value(first, scope), first.span)
        var result: Value?
        for link in links {
            let right = value(link.operand, scope)
            let site = Site(span: span, operands: [leftSpan, link.operand.span])
            let holds = combined(link.comparison, left, right, site)
            result = result.map { both($0, holds, site) } ?? holds
            if holds.bool == false { return .bool(false) }
            if holds.unknown != nil { isCertain = false }
            (left, leftSpan) = (right, link.operand.span)
        }
        return result ?? .unknown()
    }

    private func both(_ a: Value, _ b: Value, _ site: Site) -> Value {
        guard let x = a.witness, let y = b.witness else { return .unknown() }
        return asKnown(reporting(site) { try machine.value(of: .and, x, y) }, of: [a, b])
    }
}

extension [Value] {
    /// The dtype of a bracket of such numbers.
    fileprivate var bracketType: DType {
        if contains(where: { $0.type == .float }) { return .f32 }
        return allSatisfy { $0.type == .bool } ? .bool : .i64
    }
}

extension ValueType {
    fileprivate var isNumeric: Bool { self == .int || self == .float }
}

extension Fault.Kind {
    /// Whether it follows from the types of the operands, whatever their values and however many there are.
    var isOfTypes: Bool { self == .type || self == .column || self == .argument || self == .name }
}
