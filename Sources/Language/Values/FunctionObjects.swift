/// A function of the language: its code and the values that it kept from when it was made.
public final class FunctionObject: Object {
    let code: Code
    let entry: UnsafeMutablePointer<Entry>
    /// `code.captures.count` slots; what had no value yet is undefined.
    let captures: UnsafeMutablePointer<Slot>
    /// For a method of a layer: what it is a method of.
    let layer: LayerDeclarationObject?

    init(_ code: Code, layer: LayerDeclarationObject? = nil) {
        self.code = code
        entry = code.entry
        self.layer = layer
        captures = .allocate(capacity: code.captures.count)
        captures.initialize(repeating: .undefined, count: code.captures.count)
        super.init(.function)
    }

    deinit {
        var kept: [Value] = []
        for index in 0..<code.captures.count where captures[index].tag == .object {
            kept.append((captures + index).takeValue())
        }
        captures.deallocate()
        Graveyard.bury(&kept)
    }

    /// What the function kept from where it was made; nil where there was no value yet.
    package var captured: [Value?] {
        (0..<code.captures.count).map { captures[$0].tag == .undefined ? nil : captures[$0].value }
    }

    /// The same function with other values in the places of those that it kept.
    package func replacingCaptured(by values: [Value?]) -> FunctionObject {
        let copy = FunctionObject(code, layer: layer)
        for (index, value) in values.prefix(code.captures.count).enumerated() {
            if let value { (copy.captures + index).set(Slot(value)) }
        }
        return copy
    }

    /// What is the same for all functions that one piece of source makes.
    package var source: AnyObject { code }

    /// What help and completion show.
    package var header: FunctionHeader { code.header }
}

/// A function of the host: one name, and an implementation for each type of first argument.
public final class NativeObject: Object {
    package let name: String
    package let overloads: [Native]
    /// See `Native.elementwise`.
    let elementwise: Native.Elementwise?

    package init(_ name: String, _ overloads: [Native]) {
        self.name = name
        self.overloads = overloads
        elementwise = overloads.lazy.compactMap(\.elementwise).first
        super.init(.native)
    }

    package convenience init(_ native: Native) {
        self.init(native.signature.name, [native])
    }
}
