import Signatures

/// Making layers that a script declares, and calling their methods.
extension Machine {
    package var isInsideLayer: Bool { layerDepth > 0 }

    /// - Throws: a fault if a layer's method is running, where `name` would be another layer at each call.
    package func requireOutsideLayers(making name: String) throws {
        guard isInsideLayer else { return }
        throw Fault(
            .value, "the layer `\(name)` is made while another layer runs",
            help: "make it as a field: fields are made once, and trained")
    }

    @inline(never)
    func makeLayer(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        guard let constructor = frame.function?.takeUnretainedValue(),
            let code = constructor.code.tables.layer
        else { return }
        try requireOutsideLayers(making: constructor.header.name)
        let declaration = LayerDeclarationObject(code, constructor: constructor)
        let layer = LayerObject(declaration, fields: (0..<Int(i.b)).map { r[$0].value })
        try host.didMake(layer)
        (r + Int(i.a)).set(Slot(layer as Object))
    }

    package func call(
        _ layer: LayerObject, method name: String, _ arguments: CallArguments, fields: [Value]?
    ) throws -> Value {
        guard let code = layer.declaration.code.method(name) else {
            throw Fault(
                .name, "the layer `\(layer.name)` has no method `\(name)`",
                help: "add what the layer does, as in `\(name)(x) = x`")
        }
        let fields = try fields ?? completedFields(of: layer, for: arguments)
        return try insideLayer { try run(method(code, of: layer, fields, sizes: []), arguments) }
    }

    /// Runs what is part of a network, where no layer can be made: it would be another one at each call.
    package func insideLayer<Result>(_ body: () throws -> Result) rethrows -> Result {
        layerDepth += 1
        defer { layerDepth -= 1 }
        return try body()
    }

    /// The layer's fields, those that wait for sizes which `forward` names made for these arguments of it.
    package func completedFields(of layer: LayerObject, for arguments: CallArguments) throws -> [Value] {
        let code = layer.declaration.code
        guard !code.waiting.isEmpty, let sizesCode = code.sizes else { return layer.fields }
        let found = try run(method(sizesCode, of: layer, layer.fields, sizes: []), arguments)
        let sizes = found.tuple?.elements ?? []
        var fields = layer.fields
        if let late = layer.lateFields, try isEqual(.tuple(late.sizes), found) {
            for (position, field) in code.waiting.enumerated() { fields[field.field] = late.values[position] }
            return fields
        }
        try makeLateFields(of: layer, &fields, sizes: sizes)
        return fields
    }

    /// These are made outside of any layer's method, although a call of `forward` is what they wait for.
    private func makeLateFields(of layer: LayerObject, _ fields: inout [Value], sizes: [Value]) throws {
        let outerDepth = layerDepth
        layerDepth = 0
        defer { layerDepth = outerDepth }
        var made: [Value] = []
        for (field, code) in layer.declaration.code.waiting {
            let value = try run(method(code, of: layer, fields, sizes: sizes), CallArguments())
            fields[field] = value
            made.append(value)
        }
        layer.lateFields = (sizes, made)
    }

    /// A method as a function: its captures are the fields, the sizes, and what the declaration captured.
    private func method(
        _ code: Code, of layer: LayerObject, _ fields: [Value], sizes: [Value]
    ) -> FunctionObject {
        let function = FunctionObject(code, layer: layer.declaration)
        let constructor = layer.declaration.constructor
        let outerStart = layer.fieldNames.count + layer.declaration.code.sizeNames.count
        for index in 0..<code.captures.count {
            let place = function.captures + index
            if index < fields.count {
                place.set(Slot(fields[index]))
            } else if index < outerStart {
                let size = index - fields.count
                if sizes.indices.contains(size) { place.set(Slot(sizes[size])) }
            } else if index - outerStart < constructor.code.captures.count {
                place.copy(constructor.captures + (index - outerStart))
            }
        }
        return function
    }

    /// Another method of the layer whose method or late field is running, with the same fields.
    @inline(never)
    func loadMethod(_ i: Instruction, _ r: Registers, _ frame: Frame) {
        guard let running = frame.function?.takeUnretainedValue(), let layer = running.layer,
            layer.code.methods.indices.contains(Int(i.d))
        else { return }
        let function = FunctionObject(layer.code.methods[Int(i.d)], layer: layer)
        for index in 0..<min(function.code.captures.count, running.code.captures.count) {
            (function.captures + index).copy(running.captures + index)
        }
        (r + Int(i.a)).set(Slot(function as Object))
    }

    /// A method with the layer's own fields, for `layer.name(…)`.
    func boundMethod(_ name: String, of layer: LayerObject) -> FunctionObject? {
        layer.declaration.code.method(name).map { method($0, of: layer, layer.fields, sizes: []) }
    }
}
