/// `layer name(parameters) { … }`: calling it makes a layer.
public final class LayerDeclarationObject: Object {
    let code: LayerCode
    /// Evaluates the fields and makes the layer; it holds what the declaration captured.
    let constructor: FunctionObject

    init(_ code: LayerCode, constructor: FunctionObject) {
        self.code = code
        self.constructor = constructor
        super.init(.layerDeclaration)
    }

    package var header: FunctionHeader { constructor.header }
}

/// A layer that a script declared and made.
public final class LayerObject: Object {
    package let declaration: LayerDeclarationObject
    /// The declaration's parameters, then its fields; a field that waits for a size of `forward` is `none`.
    package private(set) var fields: [Value]
    /// What the host keeps with the layer, such as the random key it was made with.
    package var attachment: AnyObject?
    /// The fields that waited for sizes, and the sizes that they were made for.
    var lateFields: (sizes: [Value], values: [Value])?

    init(_ declaration: LayerDeclarationObject, fields: [Value]) {
        self.declaration = declaration
        self.fields = fields
        super.init(.layer)
    }

    deinit {
        Graveyard.bury(&fields)
        if var late = lateFields?.values {
            lateFields = nil
            Graveyard.bury(&late)
        }
    }

    package var name: String { declaration.header.name }
    /// The names of `fields`, in the same order.
    package var fieldNames: [String] { declaration.code.fieldNames }
    /// How many of the first fields are the declaration's parameters.
    package var parameterCount: Int { declaration.header.parameters.count }
    /// Which fields are made only once `forward` has named its sizes.
    package var waitingFields: [Int] { declaration.code.waiting.map(\.field) }
}
