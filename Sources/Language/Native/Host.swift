import Signatures

/// One item between the brackets of an index.
package enum Subscript {
    case value(Value)
    /// `a:b:c`; what was left out is nil.
    case slice(start: Int?, stop: Int?, step: Int?)
    /// `...`: as many whole axes as are left.
    case ellipsis
}

/// What the machine asks of the world around it. The library implements it.
///
/// The machine itself computes numbers, booleans, strings, ranges, lists, tuples and records. Everything about
/// arrays and foreign values comes here, and so does arithmetic on records, lists and tuples.
package protocol Host: AnyObject {
    /// What a core name stands for, or nil if it is not one.
    func coreValue(named name: String) -> Value?
    /// All core names, for "did you mean".
    var coreNames: [String] { get }
    /// What to write instead of a name that other languages have; nil if it is none.
    func help(forUnknown name: String) -> String?
    /// The same for the name of a parameter.
    func help(forUnknownParameter name: String) -> String?
    /// The first of these variables that holds a frame with such a column.
    func holder(ofColumn name: String, among variables: [(name: String, value: Value)]) -> String?

    /// Arithmetic, comparison and `and`/`or` where a side is an object that the machine does not compute with.
    /// What is a part is an operand of more arithmetic and of nothing else: it may be put off until that is computed.
    func binary(_ operation: Operator, _ a: Value, _ b: Value, isPart: Bool) throws -> Value
    /// `-a` and `not a`.
    func unary(_ operation: Operator, _ a: Value, isPart: Bool) throws -> Value
    /// The value of a part, computed if it was put off.
    func settled(_ part: Value) throws -> Value
    /// Whether two values, of which one is an array or foreign, are the same as wholes.
    func isEqual(_ a: Value, _ b: Value, _ numbers: NumberEquality) throws -> Bool
    /// `element in container` where a side is an array or foreign.
    func membership(of element: Value, in container: Value) throws -> Value
    /// `a >> b`.
    func compose(_ a: Value, _ b: Value) throws -> Value

    /// `[…]` whose elements are all numbers, all booleans, or all arrays of one shape.
    func tensor(of elements: [Value]) throws -> Value
    /// `.name` where an expression begins.
    func columnExpression(_ name: String) throws -> Value

    /// `object[subscripts]` of an array or foreign value.
    func element(of object: Object, at subscripts: [Subscript]) throws -> Value
    /// `object[subscripts] = value`; gives the changed object, which may be the same if `inPlace`.
    func replaceElement(of object: Object, at subscripts: [Subscript], with value: Value, inPlace: Bool)
        throws
        -> Value
    /// `object.name` of an array, layer or foreign value, or nil if it has no such member.
    func member(_ name: String, of object: Object) throws -> Value?
    /// The names that `member` knows, for "did you mean".
    func memberNames(of object: Object) -> [String]
    /// `object.name = value`; gives the changed object, which may be the same if `inPlace`.
    func replaceMember(_ name: String, of object: Object, with value: Value, inPlace: Bool) throws -> Value
    /// A loop over an array or foreign value.
    func iterator(over object: Object) throws -> IteratorObject

    /// A call of a foreign value or of a layer that a script declared.
    func call(_ object: Object, _ arguments: CallArguments, caller: Caller) throws -> Value
    /// Whether `call` would do something with this foreign value.
    func isCallable(_ object: Object) -> Bool
    /// A layer was made; the host may attach what it needs to it.
    func didMake(_ layer: LayerObject) throws
    /// Whether what runs is being recorded: what can't be recorded is then no error that a script may catch.
    var isRecording: Bool { get }
    /// A native is about to be called that does more than to give a value.
    func willCallImpure(_ name: String) throws
    /// The functions and other values that may be called when this one is; nil if that is not known.
    func functions(heldBy object: ForeignObject) -> [Value]?
    /// The text of a value within `"{x:format}"`.
    func text(of value: Value, format: String?) throws -> String

    /// Throws a fault of kind `memory` where so many bytes are not to be had.
    func requireMemory(bytes: Int, for what: String) throws
}

extension Host {
    /// Strings and lists up to this size are made without asking.
    static var unaskedBytes: Int { 1 << 20 }

    /// For a string of so many bytes, which is about to be made.
    func requireString(bytes: Int) throws {
        if bytes > Self.unaskedBytes { try requireMemory(bytes: bytes, for: "a string of \(bytes) bytes") }
    }
}
