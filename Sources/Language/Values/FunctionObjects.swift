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

    /// What help and completion show.
    package var header: FunctionHeader { code.header }
}

/// A function of the host: one name, and an implementation for each type of first argument.
public final class NativeObject: Object {
    package let name: String
    package let overloads: [Native]

    package init(_ name: String, _ overloads: [Native]) {
        self.name = name
        self.overloads = overloads
        super.init(.native)
    }

    package convenience init(_ native: Native) {
        self.init(native.signature.name, [native])
    }
}
