/// A function of the language: its code and the values that it kept from when it was made.
public final class FunctionObject: Object {
    let code: Code
    private(set) var captures: [Value]

    init(_ code: Code, captures: [Value]) {
        self.code = code
        self.captures = captures
        super.init(.function)
    }

    deinit { Graveyard.bury(&captures) }

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
