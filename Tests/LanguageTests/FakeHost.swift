import Signatures

@testable import Language

/// A world small enough to be read: a few natives, and arrays of float or bool with one or two axes.
final class FakeHost: Host {
    var printed: [String] = []
    var natives: [String: NativeObject] = [:]
    var layersMade = 0

    init() {
        for native in FakeHost.natives { natives[native.signature.name] = NativeObject(native) }
    }

    func help(forUnknown name: String) -> String? { name == "elsewhere" ? "it is called `here`" : nil }
    func help(forUnknownParameter name: String) -> String? { help(forUnknown: name) }

    var coreNames: [String] { Array(natives.keys) + ["pi"] }

    func coreValue(named name: String) -> Value? {
        name == "pi" ? .float(3.25) : natives[name].map { .object($0) }
    }

    // MARK: Recording

    var isRecording: Bool { false }
    func willCallImpure(_ name: String) {}
    func functions(heldBy object: ForeignObject) -> [Value]? { nil }

    // MARK: Operators

    func settled(_ part: Value) -> Value { part }

    func binary(_ operation: Operator, _ a: Value, _ b: Value, isPart: Bool) throws -> Value {
        if a.foreign != nil || b.foreign != nil {
            return .object(FakeColumn("(\(text(a)) \(operation.symbol) \(text(b)))"))
        }
        if let x = a.record, let y = b.record {
            let values = try zip(x.fields.values, y.fields.values).map {
                try binary(operation, $0, $1, isPart: false)
            }
            return .record(Array(zip(x.fields.keys, values)))
        }
        guard let x = FakeArray.elements(a), let y = FakeArray.elements(b) else {
            throw Fault(.type, "fake `\(operation.symbol)`", labels: [.init(.argument(0), a.label)])
        }
        let count = max(x.count, y.count)
        let results = (0..<count).map { operation.apply(x[x.count == 1 ? 0 : $0], y[y.count == 1 ? 0 : $0]) }
        if a.array == nil, b.array == nil { return .float(results[0]) }
        return .object(
            FakeArray(results, sizes: a.array?.sizes ?? b.array?.sizes ?? [], isBool: operation.isTest))
    }

    func unary(_ operation: Operator, _ a: Value, isPart: Bool) throws -> Value {
        guard let x = FakeArray.elements(a) else {
            return .object(FakeColumn("(\(operation.symbol) \(text(a)))"))
        }
        return .object(
            FakeArray(
                x.map { operation == .not ? 1 - $0 : -$0 }, sizes: a.array?.sizes ?? [],
                isBool: operation == .not))
    }

    func isEqual(_ a: Value, _ b: Value, _ numbers: NumberEquality) throws -> Bool {
        a.array?.sizes == b.array?.sizes && FakeArray.elements(a) == FakeArray.elements(b)
    }

    func membership(of element: Value, in container: Value) throws -> Value {
        if element.foreign != nil { return .object(FakeColumn("(\(text(element)) in …)")) }
        guard let number = element.number else { return .bool(false) }
        return .bool(FakeArray.elements(container)?.contains(number) == true)
    }

    func compose(_ a: Value, _ b: Value) throws -> Value { .object(FakeColumn("\(text(a)) >> \(text(b))")) }

    // MARK: Arrays and columns

    func tensor(of elements: [Value]) throws -> Value { .object(try FakeArray(stacking: elements)) }

    func holder(ofColumn name: String, among variables: [(name: String, value: Value)]) -> String? { nil }

    func columnExpression(_ name: String) throws -> Value { .object(FakeColumn("." + name)) }

    func element(of object: Object, at subscripts: [Subscript]) throws -> Value {
        guard let array = object as? FakeArray else { throw Fault(.type, "fake index") }
        return try array.element(at: subscripts)
    }

    func replaceElement(of object: Object, at subscripts: [Subscript], with value: Value, inPlace: Bool)
        throws
        -> Value
    {
        guard let array = object as? FakeArray, let number = value.number else {
            throw Fault(.type, "fake set")
        }
        let copy = FakeArray(array.values, sizes: array.sizes, isBool: false)
        copy.storage[try copy.position(subscripts)] = number
        return .object(copy)
    }

    func member(_ name: String, of object: Object) throws -> Value? {
        if let layer = object as? LayerObject {
            return layer.fieldNames.firstIndex(of: name).map { layer.fields[$0] }
        }
        return name == "tag" ? .string("tag") : nil
    }

    func memberNames(of object: Object) -> [String] { ["tag"] }

    func replaceMember(_ name: String, of object: Object, with value: Value, inPlace: Bool) throws -> Value {
        throw Fault(.type, "fake member")
    }

    func iterator(over object: Object) throws -> IteratorObject {
        guard let array = object as? FakeArray else { throw Fault(.type, "fake loop") }
        return FakeIterator(array)
    }

    // MARK: Calls

    func call(_ object: Object, _ arguments: CallArguments, caller: Caller) throws -> Value {
        guard let layer = object as? LayerObject else { throw Fault(.type, "fake call") }
        return try caller.call(layer, method: "forward", arguments, fields: nil)
    }

    func isCallable(_ object: Object) -> Bool { false }

    func didMake(_ layer: LayerObject) throws { layersMade += 1 }

    func requireMemory(bytes: Int, for what: String) throws {
        if bytes > 16 << 20 { throw Fault(.memory, "there is no memory for \(what)") }
    }

    func text(of value: Value, format: String?) throws -> String {
        if let format { return "\(text(value))[\(format)]" }
        return text(value)
    }

    func text(_ value: Value) -> String { FakeHost.text(value) }

    static func text(_ value: Value) -> String {
        switch value {
        case .none: return "none"
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .float(let value): return "\(value)"
        case .single(let value): return "\(Float(value))"
        case .object(let object): return text(object)
        }
    }

    private static func text(_ object: Object) -> String {
        let value = Value.object(object)
        if let text = value.string { return text }
        if let list = value.list { return "[" + list.elements.map(text).joined(separator: ", ") + "]" }
        if let tuple = value.tuple { return "(" + tuple.elements.map(text).joined(separator: ", ") + ")" }
        if let record = value.record {
            return "{"
                + zip(record.fields.keys, record.fields.values).map { "\($0): \(text($1))" }
                .joined(separator: ", ") + "}"
        }
        if let range = value.range { return "\(range.start)\(range.isClosed ? "..." : "..<")\(range.stop)" }
        if let array = object as? FakeArray { return array.description }
        if let column = object as? FakeColumn { return column.text }
        return "<\(object.kind)>"
    }
}

extension Operator {
    fileprivate var isTest: Bool { rawValue >= Operator.equal.rawValue }

    fileprivate func apply(_ x: Double, _ y: Double) -> Double {
        switch self {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        case .equal: x == y ? 1 : 0
        case .less: x < y ? 1 : 0
        case .greater: x > y ? 1 : 0
        case .and: min(x, y)
        case .or: max(x, y)
        default: .nan
        }
    }
}

/// A column expression is its own text.
final class FakeColumn: ForeignObject {
    let text: String

    init(_ text: String) {
        self.text = text
        super.init(.expression)
    }
}

private final class FakeIterator: IteratorObject {
    private let array: FakeArray
    private var index = 0

    init(_ array: FakeArray) { self.array = array }

    override func next() throws -> Value? {
        guard index < (array.sizes.first ?? 0) else { return nil }
        index += 1
        return try array.element(at: [.value(.int(index - 1))])
    }
}
