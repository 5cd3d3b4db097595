import Language

/// What an expression gives, and whether a `return`, `break` or `continue` within it surely leaves.
struct Outcome {
    var value: Value
    var flow = Flow.goesOn

    init(_ value: Value, _ flow: Flow = .goesOn) { (self.value, self.flow) = (value, flow) }

    /// The flow, if the expression leaves.
    var leaving: Flow? { flow.exit == nil ? nil : flow }
}
