import Signatures

/// The arguments of one call of a native function, in the order of its parameters.
package struct Arguments {
    package let signature: Signature
    /// One a parameter; a parameter that was not given has its default, and `none` if that is computed.
    package var values: [Value]
    package let sources: [ArgumentSource]
    /// Calls functions that were passed as arguments.
    package let caller: Caller

    package init(signature: Signature, values: [Value], sources: [ArgumentSource], caller: Caller) {
        self.signature = signature
        self.values = values
        self.sources = sources
        self.caller = caller
    }

    package subscript(_ index: Int) -> Value { values[index] }

    package func isGiven(_ index: Int) -> Bool { sources[index] != .missing }

    /// The label's place for a fault about the parameter at `index`.
    package func role(_ index: Int) -> Fault.Role { sources[index].role }

    /// Calls the function that was passed as the parameter at `index`.
    package func call(_ index: Int, _ arguments: Value...) throws -> Value {
        try caller.call(values[index], CallArguments(arguments))
    }
}

/// What can call any callable value: the virtual machine, as natives and the host see it.
package protocol Caller: AnyObject {
    /// The world that this runs in.
    var host: any Host { get }
    func call(_ function: Value, _ arguments: CallArguments) throws -> Value
    /// Calls a method of a layer; `fields`, where given, stand in for the layer's own, in the same order.
    func call(_ layer: LayerObject, method: String, _ arguments: CallArguments, fields: [Value]?) throws
        -> Value
    /// Whether a layer's method is running: layers cannot be made there.
    var isInsideLayer: Bool { get }
    /// The source text that the innermost call of a script stands in; `import` is relative to it.
    var callingSource: SourceID? { get }
    /// Throws if the user asked for the work to stop.
    func checkInterrupt() throws
}
