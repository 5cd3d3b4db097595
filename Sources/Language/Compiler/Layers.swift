import Signatures

/// What the methods and fields of one layer share.
///
/// A method's captures are the layer's parameters, its fields, the sizes that `forward` names, and then outer
/// values. The constructor, which evaluates the fields, has parameters and fields as variables.
final class LayerScope {
    let isTopLevel: Bool
    let parameterCount: Int
    /// Parameters, then fields.
    let fieldNames: [String]
    let sizeNames: [String]
    let methodNames: [String]
    private(set) var outer: [Code.Capture] = []
    private var outerIndices: [String: Int] = [:]

    init(_ definition: LayerDefinition, isTopLevel: Bool) {
        self.isTopLevel = isTopLevel
        let parameters = definition.parameters.map(\.name.name)
        parameterCount = parameters.count
        let fields = parameters + definition.fields.map(\.name.name)
        fieldNames = fields
        methodNames = definition.methods.map(\.name.name)
        let forward = definition.methods.first { $0.name.name == "forward" }
        sizeNames = forward.map { LayerScope.newSizes($0, besides: fields) } ?? []
    }

    private static func newSizes(_ forward: FunctionDefinition, besides known: [String]) -> [String] {
        var sizes: [String] = []
        let taken = known + forward.parameters.map(\.name.name)
        for parameter in forward.parameters {
            guard case .shape(let patterns) = parameter.annotation?.kind else { continue }
            for case .name(let name) in patterns.map(\.kind)
            where !taken.contains(name) && !sizes.contains(name) {
                sizes.append(name)
            }
        }
        return sizes
    }

    var ownCaptureCount: Int { fieldNames.count + sizeNames.count }

    /// Where a method finds a field, or a late field a size.
    func captureIndex(of name: String) -> Int? {
        if let index = fieldNames.lastIndex(of: name) { return index }
        return sizeNames.firstIndex(of: name).map { fieldNames.count + $0 }
    }

    func methodIndex(of name: String) -> Int? { methodNames.firstIndex(of: name) }

    func outerIndex(of name: String, _ source: Code.Capture) -> Int {
        if let index = outerIndices[name] { return index }
        outer.append(source)
        outerIndices[name] = outer.count - 1
        return outer.count - 1
    }

    /// Which fields need a size of `forward`, directly or through another such field.
    func waitingFields(_ fields: [LayerDefinition.Field]) -> Set<Int> {
        var unknown = Set(sizeNames)
        var waiting: Set<Int> = []
        for (index, field) in fields.enumerated()
        where !referencedNames(field.value).isDisjoint(with: unknown) {
            waiting.insert(index)
            unknown.insert(field.name.name)
        }
        return waiting
    }
}

extension FunctionBuilder {
    func layerStatement(_ definition: LayerDefinition) throws(Diagnostic) {
        let variable = try assignable(definition.name)
        try checkNames(definition)
        let layer = LayerScope(definition, isTopLevel: isMain)
        let waitingIndices = layer.waitingFields(definition.fields)
        let constructor = constructorBuilder(definition, layer, waiting: waitingIndices)
        let methods = definition.methods.map { method($0, layer) }
        let waiting = waitingIndices.sorted().map { index in
            (layer.parameterCount + index, lateField(definition.fields[index], layer))
        }
        let read = waitingIndices.reduce(into: Set<String>()) {
            $0.formUnion(referencedNames(definition.fields[$1].value))
        }
        let sizes = sizesFunction(definition, layer, read: read.intersection(layer.sizeNames))
        constructor.tables.captures = layer.outer
        constructor.tables.layer = LayerCode(
            fieldNames: layer.fieldNames, waiting: waiting, sizeNames: layer.sizeNames, sizes: sizes,
            methods: methods)
        tables.children.append(constructor.finish())
        emit(.layer, a: variable, d: tables.children.count - 1)
        definite.insert(variable)
    }

    private func checkNames(_ definition: LayerDefinition) throws(Diagnostic) {
        var seen: Set<String> = []
        let names =
            definition.parameters.map(\.name) + definition.fields.map(\.name) + definition.methods.map(\.name)
        for name in names where !seen.insert(name.name).inserted {
            throw Diagnostic(
                .name, "the layer `\(definition.name.name)` has `\(name.name)` twice", at: name.span)
        }
    }

    /// Evaluates the fields in order and makes the layer from parameters and fields, its first registers.
    private func constructorBuilder(
        _ definition: LayerDefinition, _ layer: LayerScope, waiting: Set<Int>
    ) -> FunctionBuilder {
        let builder = FunctionBuilder(
            .constructor(layer), header: FunctionHeader(definition), module: module, problems, parent: self)
        problems.collect { () throws(Diagnostic) in
            try builder.declareVariables(
                definition.parameters, assigned: definition.fields.map(\.name.name), at: definition.span)
            try builder.prologue(definition.parameters)
            for (index, field) in definition.fields.enumerated() {
                try builder.field(field, isWaiting: waiting.contains(index))
            }
            let register = try builder.newRegister(at: definition.span)
            builder.emit(
                .makeLayer, a: register, b: layer.fieldNames.count, site: Site(span: definition.name.span))
            builder.emit(.return, a: register)
        }
        return builder
    }

    private func field(_ field: LayerDefinition.Field, isWaiting: Bool) throws(Diagnostic) {
        let register = try assignable(field.name)
        if isWaiting { emit(.none, a: register) } else { try expression(field.value, into: register) }
        definite.insert(register)
    }

    private func method(_ definition: FunctionDefinition, _ layer: LayerScope) -> Code {
        let builder = methodBuilder(FunctionHeader(definition), layer)
        builder.compileFunction(definition.parameters, definition.result, definition.body)
        return builder.finishMethod(layer)
    }

    private func lateField(_ field: LayerDefinition.Field, _ layer: LayerScope) -> Code {
        let builder = methodBuilder(FunctionHeader(name: field.name.name), layer)
        builder.compileFunction([], nil, field.value)
        return builder.finishMethod(layer)
    }

    /// A function with `forward`'s parameters that gives the sizes which they name, as a tuple; those that no field
    /// waits for are none, so that fields are not made again for another size of the batch.
    private func sizesFunction(_ definition: LayerDefinition, _ layer: LayerScope, read: Set<String>) -> Code? {
        guard !read.isEmpty, let forward = definition.methods.first(where: { $0.name.name == "forward" })
        else { return nil }
        let builder = methodBuilder(FunctionHeader(forward), layer)
        builder.readNames = read
        problems.collect { () throws(Diagnostic) in
            try builder.declareVariables(forward.parameters, assigned: [], at: forward.span)
            try builder.prologue(forward.parameters)
            let first = try builder.newRegisters(layer.sizeNames.count + 1, at: forward.span)
            for (offset, name) in layer.sizeNames.enumerated() {
                if read.contains(name) {
                    try builder.load(name, at: forward.span, into: first + offset)
                } else {
                    builder.emit(.none, a: first + offset)
                }
            }
            builder.emit(.tuple, a: first, b: first, c: layer.sizeNames.count)
            builder.emit(.return, a: first)
        }
        return builder.finishMethod(layer)
    }

    private func methodBuilder(_ header: FunctionHeader, _ layer: LayerScope) -> FunctionBuilder {
        let builder = FunctionBuilder(.method(layer), header: header, module: module, problems, parent: self)
        builder.tables.methodCount = layer.methodNames.count
        return builder
    }

    /// Outer captures are filled from the constructor's, in the same order.
    private func finishMethod(_ layer: LayerScope) -> Code {
        tables.captures = (0..<layer.ownCaptureCount + layer.outer.count).map { .capture($0) }
        return finish()
    }
}
