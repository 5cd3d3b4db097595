import Language
import Signatures

/// What names stand for.
extension Checker {
    /// Where only some ways give it a value, a run either has that one or ends here.
    func read(_ name: String, _ scope: Scope, at span: Span) -> Value {
        if let variable = scope.variables[name] { return variable }
        if scope.own.contains(name) { return report(noValueYet(name, scope), Site(span: span)) }
        if let variable = scope.captured[name] { return variable }
        if let value = scope.layer?.value(named: name) { return value }
        if let function = scope.function, function.callsItself, function.header.name == name {
            return .object(function)
        }
        if !scope.isMain, let variable = globals.variables[name] { return variable }
        return outer(name, scope, at: span)
    }

    /// The function of `x.name(…)`: a variable without a value does not hide it.
    func readMethod(_ name: String, _ scope: Scope, at span: Span) -> Value {
        let isHidden = scope.own.contains(name) && scope.variables[name] == nil && !scope.isMain
        return isHidden ? outer(name, scope, at: span) : read(name, scope, at: span)
    }

    /// A core name, or one that the program defines further down.
    private func outer(_ name: String, _ scope: Scope, at span: Span) -> Value {
        if let value = session.coreValue(named: name) { return value }
        guard !programNames.contains(name) else { return report(undefined(name), Site(span: span)) }
        let definitions = globals.variables.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        return report(machine.unknownName(name, among: definitions), Site(span: span))
    }

    private func noValueYet(_ name: String, _ scope: Scope) -> Fault {
        guard !scope.isMain, globals.variables[name] != nil else { return undefined(name) }
        return Machine.noValueYet(name, hidesOuter: true)
    }

    private func undefined(_ name: String) -> Fault { Machine.noValueYet(name, hidesOuter: false) }
}
