import Graphs
import Language
import Models
import Signatures

/// A layer that the program declares: calling it makes one.
final class CheckedLayerDeclaration: ForeignObject {
    let definition: LayerDefinition
    let header: FunctionHeader
    private let captured: [String: Value]
    private unowned let checker: Checker

    init(_ checker: Checker, _ definition: LayerDefinition, captured: [String: Value]) {
        (self.checker, self.definition, self.captured) = (checker, definition, captured)
        header = FunctionHeader(definition)
        super.init(.function)
    }

    /// - Throws: a fault if the arguments do not fit the parameters.
    func make(_ arguments: CallArguments) throws -> Value {
        let given = try header.matched(with: arguments)
        let scope = Scope(own: Set(fieldNames), captured: captured)
        for (parameter, value) in zip(definition.parameters, given) {
            scope.set(
                parameter.name.name, value ?? parameter.defaultValue.map { checker.value($0, scope) } ?? .unknown())
        }
        let waiting = definition.waitingFields
        for (index, field) in definition.fields.enumerated() {
            scope.set(field.name.name, waiting.contains(index) ? .unknown() : checker.value(field.value, scope))
        }
        return .object(CheckedLayer(checker, self, scope.variables, captured))
    }

    var fieldNames: [String] { definition.parameters.map(\.name.name) + definition.fields.map(\.name.name) }
}

/// A layer that the program declared and made, as a stage of a network.
final class CheckedLayer: ForeignObject, Stage {
    private let declaration: CheckedLayerDeclaration
    private let fields: [String: Value]
    private let captured: [String: Value]
    private unowned let checker: Checker

    init(
        _ checker: Checker, _ declaration: CheckedLayerDeclaration, _ fields: [String: Value],
        _ captured: [String: Value]
    ) {
        (self.checker, self.declaration, self.fields, self.captured) = (checker, declaration, fields, captured)
        super.init(.layer)
    }

    var name: String { declaration.header.name }
    var fieldNames: [String] { declaration.fieldNames }

    func member(_ name: String) -> Value? { fields[name] ?? method(name).map { .object($0) } }
    func parameter(named name: String) -> Value? {
        declaration.definition.parameters.contains { $0.name.name == name } ? fields[name] : nil
    }

    /// What a method finds under a name.
    func value(named name: String) -> Value? { member(name) }

    /// A method, or a field that can be called.
    func callable(_ name: String) -> Value? {
        guard let member = member(name) else { return nil }
        return member.unknown != nil || checker.machine.isCallable(member) ? member : nil
    }

    private func method(_ name: String) -> CheckedFunction? {
        guard let definition = declaration.definition.methods.first(where: { $0.name.name == name }) else { return nil }
        return CheckedFunction(
            checker, FunctionHeader(definition), definition.parameters, definition.result, definition.body,
            captured: captured, layer: self)
    }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let placement = Placement(context, checker.session)
        let placed = try fields.sorted { $0.key < $1.key }.map { name, value in
            (name, value.isKnown ? try placement.placed(value, as: name) : value)
        }
        let running = CheckedLayer(
            checker, declaration, Dictionary(placed, uniquingKeysWith: { $1 }), captured)
        guard let forward = running.method("forward") else {
            throw Fault(
                .name, "the layer `\(name)` has no method `forward`",
                help: "add what the layer does, as in `forward(x) = x`")
        }
        let result = try forward.call(CallArguments([checker.session.stageInput(x)]))
        return try checker.session.stageOutput(result, of: "layer `\(name)`")
    }
}

extension Checker {
    func define(_ definition: LayerDefinition, _ scope: Scope) {
        let declaration = CheckedLayerDeclaration(self, definition, captured: scope.isMain ? [:] : scope.kept)
        scope.set(definition.name.name, .object(declaration))
    }
}
