import Graphs
import Language
import Signatures

/// Branches and loops.
extension Checker {
    private typealias Variables = [String: Value]

    // MARK: - Conditions

    /// The truth of a condition; nil if only a run can tell.
    private func truth(_ condition: Expression, _ scope: Scope) -> Bool? {
        let value = value(condition, scope)
        let site = Site(span: condition.span, operands: [condition.span])
        guard let witness = value.unknown == nil ? value : value.witness else { return nil }
        let outcome = reporting(site) { .bool(try machine.truth(witness)) }
        return value.unknown == nil ? outcome.bool : nil
    }

    func conditional(_ branches: [Branch], _ otherwise: Block?, _ scope: Scope) -> Outcome {
        let outer = isCertain
        var ways: [(Outcome, Variables)] = []
        for branch in branches {
            let truth = truth(branch.condition, scope)
            if truth == false { continue }
            if truth != nil, ways.isEmpty { return execute(branch.body, scope) }
            ways.append(way(branch.body, scope))
            isCertain = false
            if truth == true { return meet(ways, scope, outer) }
        }
        if ways.isEmpty { return otherwise.map { execute($0, scope) } ?? Outcome(.none) }
        ways.append(otherwise.map { way($0, scope) } ?? (Outcome(.none), scope.variables))
        return meet(ways, scope, outer)
    }

    /// A block that may be run, and the variables after it; those before it are there again.
    private func way(_ block: Block, _ scope: Scope) -> (Outcome, Variables) {
        let (before, outer) = (scope.variables, isCertain)
        isCertain = false
        let outcome = execute(block, scope)
        isCertain = outer
        defer { scope.variables = before }
        return (outcome, scope.variables)
    }

    /// What is known behind several ways, of which one is taken.
    private func meet(_ ways: [(Outcome, Variables)], _ scope: Scope, _ outer: Bool) -> Outcome {
        let staying = ways.filter { $0.0.flow.exit == nil }
        // Where one may have left, what follows is not surely reached.
        isCertain = outer && staying.count == ways.count
        guard let first = staying.first else {
            let exits = ways.compactMap(\.0.flow.exit)
            scope.variables = ways.map(\.1).reduce(scope.variables, met)
            return Outcome(.unknown(), exits.allSatisfy { $0 == exits[0] } ? .leaves(exits[0]) : .leaves(.continued))
        }
        scope.variables = staying.dropFirst().reduce(first.1) { met($0, $1.1) }
        return Outcome(staying.dropFirst().reduce(first.0.value) { .either($0, $1.0.value, recorder) })
    }

    private func met(_ a: Variables, _ b: Variables) -> Variables {
        a.merging(b) { .either($0, $1, recorder) }
    }

    // MARK: - try

    func attempt(_ body: Block, _ name: Identifier?, _ handler: Block, _ scope: Scope) -> Outcome {
        let (before, outer, found) = (scope.variables, isCertain, findings)
        let outcome = execute(body, scope)
        let fails = outer && diagnostics[found...].contains { $0.severity == .error }
        forget(beyond: found)
        let after = scope.variables
        // Any statement of the body may have been the last.
        scope.variables = met(before, after)
        if let name { scope.set(name.name, .unknown(.error)) }
        isCertain = outer && fails
        let handled = execute(handler, scope)
        if fails {
            isCertain = outer
            return handled
        }
        let ways = [(outcome, after), (handled, scope.variables)]
        return meet(ways, scope, outer)
    }

    // MARK: - Loops

    /// How many rounds of a loop are looked at one by one.
    private static let mostRounds = 12

    func forLoop(_ target: Expression, _ values: Expression, _ body: Block, _ scope: Scope) -> Flow {
        let source = value(values, scope)
        let site = Site(span: values.span, operands: [values.span])
        guard source.unknown == nil, source.tensor?.isTraced != true else {
            return anyRounds(scope) {
                assign(element(of: source), to: target, scope, values.span)
                return execute(body, scope).flow
            }
        }
        let iterator: IteratorObject
        do { iterator = try machine.iterator(over: source) } catch {
            _ = report(error, site)
            return .goesOn
        }
        return rounds(scope) {
            guard let element = try? iterator.next() else { return nil }
            assign(settled(element), to: target, scope, values.span)
            return execute(body, scope).flow
        }
    }

    /// What is known of an element of something whose elements are not known.
    private func element(of source: Value) -> Value {
        if let frame = source.unknown?.outline?.frame { return .record(frame.names.map { ($0, .unknown()) }) }
        if let type = source.tensor?.variable.type, type.rank > 0 {
            return recorder.outline(of: .init(type.dtype, Array(type.shape.dropFirst())))
        }
        switch source.type {
        case .range: return .unknown(.int)
        case .string: return .unknown(.string)
        default: return .unknown()
        }
    }

    func whileLoop(_ condition: Expression, _ body: Block, _ scope: Scope) -> Flow {
        var isOpen = false
        let flow = rounds(scope) {
            switch truth(condition, scope) {
            case true: return execute(body, scope).flow
            case false: return nil
            default:
                isOpen = true
                return nil
            }
        }
        guard isOpen, flow.exit == nil else { return flow }
        return anyRounds(scope) {
            _ = truth(condition, scope)
            return execute(body, scope).flow
        }
    }

    /// Runs rounds one by one until `round` gives nil; those beyond a limit are known only together.
    private func rounds(_ scope: Scope, _ round: () -> Flow?) -> Flow {
        let outer = isCertain
        defer { isCertain = outer && isCertain }
        var (count, before) = (0, scope.variables)
        let found = findings
        while count < Self.mostRounds, !isExhausted, findings == found {
            before = scope.variables
            guard let flow = round() else { return .goesOn }
            switch flow.exit {
            case .returned: return flow
            case .broken: return .goesOn
            default: break
            }
            // A round that may have left: the next is not surely reached.
            if outer, !isCertain { break }
            count += 1
        }
        scope.variables = blurred(before, scope.variables)
        isCertain = outer && scope.returned.isEmpty
        return .goesOn
    }

    /// A body that runs any number of times: looked at once to see what changes, and once for all rounds.
    private func anyRounds(_ scope: Scope, _ round: () -> Flow) -> Flow {
        let (before, outer, found) = (scope.variables, isCertain, findings)
        isCertain = false
        _ = round()
        forget(beyond: found)
        scope.variables = blurred(before, scope.variables)
        let start = scope.variables
        _ = round()
        scope.variables = blurred(start, scope.variables)
        isCertain = outer && scope.returned.isEmpty
        return .goesOn
    }

    /// What is known of variables that each further round may change as this one did.
    private func blurred(_ before: Variables, _ after: Variables) -> Variables {
        var result = met(before, after)
        for (name, value) in result {
            // What a round makes longer is not as long in the end as it is now.
            guard value.unknown == nil, let old = before[name], let new = after[name], let object = old.object,
                object !== new.object
            else { continue }
            if new.sequence != nil || new.record != nil || new.string != nil { result[name] = .unknown(new.type) }
        }
        return result
    }
}
