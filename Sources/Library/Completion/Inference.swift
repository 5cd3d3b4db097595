import Frames
import Language
import Signatures

/// Says what is known of expressions without running them, from the values of the session and from signatures.
///
/// Nothing that a user wrote is called. Of the library only verbs on frames run, on frames without rows: what a verb
/// does to columns is known to the verb alone.
final class Inference {
    /// How many expressions are looked at for one cursor, and how deep.
    private static let stepLimit = 5_000
    private static let depthLimit = 60

    let session: Session
    let names: [WrittenName]
    private var ofName: [Int: Known?] = [:]
    private var steps = 0
    private var depth = 0
    /// How many of `names` can be seen from the expression that is looked at.
    private var scope: Int

    init(_ session: Session, _ names: [WrittenName]) {
        self.session = session
        self.names = names
        scope = names.count
    }

    func known(_ written: WrittenExpression) -> Known? { written.tree.flatMap { known($0) } }

    func known(_ expression: Expression) -> Known? {
        guard steps < Self.stepLimit, depth < Self.depthLimit else { return nil }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        return known(expression.kind)
    }

    private func known(_ kind: Expression.Kind) -> Known? {
        switch kind {
        case .none: .value(.none)
        case .bool(let value): .value(.bool(value))
        case .int(let value): .value(.int(Int(value)))
        case .float(let value): .value(.float(value))
        case .string(let value): .value(.string(value))
        case .interpolation: .type(.string)
        case .name(let name): known(name: name)
        case .column(let name): .value(.expression(.column(name)))
        case .tuple(let elements): .value(.tuple(elements.map(value)))
        case .bracket(let elements): bracket(elements)
        case .record(let items): .value(.record(fields(items)))
        case .unary(let operation, let operand): unary(operation, operand)
        case .binary(let operation, let a, let b, _): binary(operation, a, b)
        case .logical(let operation, let a, let b, _): combined(operation == .and ? .and : .or, a, b)
        case .comparison(let first, let links): comparison(first, links)
        case .range: .type(.range)
        case .call(let callee, let arguments, _): call(callee, arguments)
        case .methodCall(let base, let name, _, let arguments): methodCall(base, name, arguments)
        case .index(let base, let items): element(of: base, items)
        case .member(let base, let name, _): known(base)?.member(name, in: session)
        case .arrow: .type(.function)
        case .conditional, .attempt, .block: nil
        }
    }

    /// The value, or `none` where it is not known.
    func value(_ expression: Expression) -> Value { known(expression)?.value ?? .none }

    // MARK: Names

    func known(name: String) -> Known? {
        if let index = names[..<scope].lastIndex(where: { $0.name == name }) { return known(nameAt: index) }
        return (session.main[name] ?? session.coreValue(named: name)).map(Known.value)
    }

    private func known(nameAt index: Int) -> Known? {
        if let known = ofName[index] { return known }
        let outer = scope
        scope = index
        defer { scope = outer }
        let known = known(names[index].origin)
        ofName[index] = .some(known)
        return known
    }

    private func known(_ origin: WrittenName.Origin) -> Known? {
        switch origin {
        case .assigned(let value): known(value)
        case .part(let index, let whole): known(whole)?.element(index)
        case .element(let values): known(values)?.iterated
        case .parameter(let annotation): annotation.flatMap { ValueType.annotations[$0] }.map(Known.type)
        case .function(let header): .function(header)
        case .error: .type(.error)
        }
    }
}

extension Known {
    /// One of several values that a name is given.
    fileprivate func element(_ index: Int) -> Known? {
        guard let elements = value?.sequence, elements.indices.contains(index) else { return nil }
        return .value(elements[index])
    }

    /// What a loop over it goes through.
    fileprivate var iterated: Known? {
        if let frame { return .value(frame.emptyRecord) }
        if let first = value?.sequence?.first { return .value(first) }
        return type == .string ? .type(.string) : type == .range ? .type(.int) : nil
    }
}

extension Frame {
    /// A row whose cells are all missing.
    var emptyRecord: Value { .record(names.map { ($0, Value.none) }) }
}
