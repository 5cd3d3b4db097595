import Signatures

/// A fault that has met its place in the source: what leaves the machine.
package struct LocatedFault: Error {
    package var fault: Fault
    package var diagnostic: Diagnostic
}

extension LocatedFault {
    /// How many calls a diagnostic lists at most.
    static let traceLimit = 12

    /// Takes any error that came up while the instruction of `site` ran.
    package init(_ error: any Error, at site: Site?) {
        switch error {
        case let located as LocatedFault: self = located
        case let fault as Fault:
            self.init(fault: fault, diagnostic: Diagnostic(fault) { site?.place($0) })
        case let diagnostic as Diagnostic: self.init(fault: diagnostic.fault, diagnostic: diagnostic)
        case let errors as CompileErrors:
            var diagnostic =
                errors.diagnostics.first ?? Diagnostic(.internal("a program refused for no reason"), at: nil)
            if errors.diagnostics.count > 1 {
                diagnostic.notes.append("there are \(errors.diagnostics.count - 1) more mistakes in it")
            }
            self.init(fault: diagnostic.fault, diagnostic: diagnostic)
        default:
            let fault = Fault(.user, "\(error)")
            self.init(fault: fault, diagnostic: Diagnostic(fault) { site?.place($0) })
        }
    }

    package mutating func add(call name: String, at span: Span) {
        if diagnostic.calls.count < LocatedFault.traceLimit {
            diagnostic.calls.append(Diagnostic.Call(name, span))
        }
    }
}
