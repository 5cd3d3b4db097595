import Language
import Signatures

/// A function that the program defines, as the checker calls it: by walking its body.
final class CheckedFunction: ForeignObject {
    let header: FunctionHeader
    let parameters: [FormalParameter]
    let result: Annotation?
    let body: Expression
    /// The names that the body assigns.
    private let own: Set<String>
    /// What it keeps from where it was made; nil for what looks outer names up when it is called.
    let captured: [String: Value]
    /// The layer whose method it is.
    let layer: CheckedLayer?
    private(set) var wasCalled = false
    /// Whether it finds itself by its name: an inner `fn` does, an arrow does not; a top-level `fn` is among the globals.
    let callsItself: Bool
    // The checker makes all of them, and is there as long as anything calls them.
    private unowned let checker: Checker

    init(
        _ checker: Checker, _ header: FunctionHeader, _ parameters: [FormalParameter], _ result: Annotation?,
        _ body: Expression, captured: [String: Value] = [:], layer: CheckedLayer? = nil,
        callsItself: Bool = true
    ) {
        self.callsItself = callsItself
        (self.checker, self.header, self.parameters) = (checker, header, parameters)
        (self.result, self.body, self.captured, self.layer) = (result, body, captured, layer)
        own = body.assignedNames.union(parameters.map(\.name.name))
        super.init(.function)
    }

    /// Calls by natives: what the checker does not know ends the native's work too.
    func call(_ arguments: CallArguments) throws -> Value {
        // What is computed of elements that only stand for others says nothing of theirs.
        guard !checker.usesExamples || !arguments.haveElements else { throw Fault.notKnownBeforehand }
        let (found, value) = (checker.findings, try checker.call(self, arguments, at: checker.callSite ?? body.span))
        guard checker.findings == found, value.isKnown else { throw Fault.notKnownBeforehand }
        return value
    }

    /// The value of the body for these arguments.
    ///
    /// - Throws: a fault if they do not fit the parameters.
    func value(_ arguments: CallArguments) throws -> Value {
        let given = try header.matched(with: arguments)
        wasCalled = true
        return run(given)
    }

    /// Looks at the body once, knowing nothing of the arguments but what annotations say.
    func checkForAnyArguments() {
        wasCalled = true
        _ = run(parameters.map { .unknown($0.annotation?.type ?? .any) })
    }

    private func run(_ given: [Value?]) -> Value {
        let scope = Scope(own: own, captured: captured)
        scope.function = self
        for (parameter, value) in zip(parameters, given) {
            let value = value ?? parameter.defaultValue.map { checker.value($0, scope) } ?? .unknown()
            scope.set(parameter.name.name, value)
        }
        let sizes = Sizes(scope, layer)
        for parameter in parameters {
            guard let annotation = parameter.annotation, let value = scope.variables[parameter.name.name] else {
                continue
            }
            let site = Site(span: parameter.name.span, operands: [annotation.span])
            checker.match(value, annotation, .parameter(parameter.name.name, function: header.name), sizes, site)
        }
        return checker.result(of: self, scope, sizes)
    }
}

/// The sizes that the annotations of one header name.
struct Sizes {
    private let scope: Scope
    private let layer: CheckedLayer?

    init(_ scope: Scope, _ layer: CheckedLayer?) { (self.scope, self.layer) = (scope, layer) }

    /// The size of this name as far as it is known; nil if none has met it yet.
    func known(_ name: String) -> Value? { scope.variables[name] ?? layer?.parameter(named: name) }

    func bind(_ name: String, _ size: Int) {
        scope.set(name, size < 0 ? .unknown(.int) : .int(size))
    }
}

extension Checker {
    /// How many calls of the program's functions within each other are walked.
    private static let deepest = 24

    /// A call of a function of the program.
    ///
    /// - Throws: a fault if the arguments do not fit the parameters.
    func call(_ function: CheckedFunction, _ arguments: CallArguments, at span: Span) throws -> Value {
        guard calls.count < Self.deepest, !isExhausted else {
            _ = try function.header.matched(with: arguments)
            return .unknown()
        }
        calls.append(Diagnostic.Call(function.header.shownName, span))
        let outer = isCertain
        defer {
            calls.removeLast()
            // What may have left the function has not left the caller.
            isCertain = outer
        }
        return try function.value(arguments)
    }

    /// The value of a body, by its end or by a `return`.
    fileprivate func result(of function: CheckedFunction, _ scope: Scope, _ sizes: Sizes) -> Value {
        let outcome = evaluate(function.body, scope)
        var values = scope.returned
        if outcome.flow.exit == nil { values.append(outcome.value) }
        let value = values.dropFirst().reduce(values.first ?? .unknown()) { .either($0, $1, recorder) }
        if isExhausted { return .unknown() }
        if let annotation = function.result {
            let site = Site(span: function.body.resultSpan, operands: [annotation.span])
            match(value, annotation, .result(function: function.header.name), sizes, site)
        }
        return value
    }

    /// Compares a value with an annotation, as a run does.
    fileprivate func match(
        _ value: Value, _ annotation: Annotation, _ subject: CheckSubject, _ sizes: Sizes, _ site: Site
    ) {
        if value.unknown != nil {
            guard let wanted = annotation.type, !wanted.accepts(value.type) else {
                return annotation.sizeNames.forEach { if sizes.known($0) == nil { sizes.bind($0, -1) } }
            }
        }
        do {
            try annotation.check(value, subject) { name, size in
                if let known = sizes.known(name) { return known.int ?? -1 }
                sizes.bind(name, size)
                return size
            }
        } catch { _ = report(error, site) }
    }

    // MARK: - Making functions

    func define(_ definition: FunctionDefinition, _ scope: Scope) {
        let function = CheckedFunction(
            self, FunctionHeader(definition), definition.parameters, definition.result, definition.body,
            captured: scope.isMain ? [:] : scope.kept, layer: scope.layer)
        scope.set(definition.name.name, .object(function))
        uncalled.append(function)
    }

    func arrow(_ parameters: [FormalParameter], _ body: Expression, _ scope: Scope, name: String?) -> Value {
        let header = FunctionHeader(arrow: parameters, named: name)
        let function = CheckedFunction(
            self, header, parameters, nil, body, captured: scope.kept, layer: scope.layer, callsItself: false)
        uncalled.append(function)
        return .object(function)
    }
}

extension Annotation {
    /// The type that it asks for; nil for an unknown word, which the compiler refuses.
    var type: ValueType? {
        switch kind {
        case .type(let name): ValueType.annotations[name]
        case .shape: .tensorLike
        }
    }

    fileprivate var sizeNames: [String] {
        guard case .shape(let patterns) = kind else { return [] }
        return patterns.compactMap { if case .name(let name) = $0.kind { name } else { nil } }
    }
}

extension Expression {
    /// Where the value of a body stands: the last expression of a block.
    fileprivate var resultSpan: Span {
        guard case .block(let block) = kind, let last = block.statements.last else { return span }
        return last.span
    }
}
