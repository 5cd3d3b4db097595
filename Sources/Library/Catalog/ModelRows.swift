import Language
import Frames
import Models
import Signatures

/// The rows of the tables of steps, layers, classical models, losses, optimizers and schedules as functions of the
/// language: calling one makes what the row describes.
enum ModelRows {
    static let all: [Native] =
        StepKind.all.map { kind in
            Native(kind.signature) { .pipeline(try Pipeline([.step(kind.build($0.settings()))])) }
        }
        + LayerKind.all.map { kind in
            Native(kind.signature) { arguments in
                try arguments.session.machine.requireOutsideLayers(making: kind.name)
                return .pipeline(try Pipeline([.stage(kind.build(arguments.settings()))]))
            }
        }
        + ClassicalKind.all.map { kind in
            Native(kind.signature) { .pipeline(try Pipeline([.classical(kind.build($0.settings()))])) }
        }
        + OptimizerKind.all.map { kind in
            Native(kind.signature) { .object(OptimizerObject(try kind.build($0.settings()))) }
        }
        + ScheduleKind.all.map { kind in
            Native(kind.signature) { .object(ScheduleObject(try kind.build($0.settings()))) }
        }
}

/// `adam(0.01)`: how `fit` changes parameters.
final class OptimizerObject: ForeignObject {
    let optimizer: Optimizer

    init(_ optimizer: Optimizer) {
        self.optimizer = optimizer
        super.init(.optimizer)
    }
}

/// `cosine(0.01)`: how the rate changes during `fit`.
final class ScheduleObject: ForeignObject {
    let schedule: Schedule

    init(_ schedule: Schedule) {
        self.schedule = schedule
        super.init(.schedule)
    }
}

extension Arguments {
    /// The arguments as the settings of a row, with a random key of their own.
    func settings() throws -> Settings {
        var values: [String: Setting] = [:]
        for (index, parameter) in signature.parameters.enumerated() where isGiven(index) {
            values[parameter.name] = try setting(index)
        }
        return try Settings(signature, values, key: session.generator.next())
    }

    func setting(_ index: Int) throws -> Setting {
        let value = values[index]
        switch value {
        case .none: return .none
        case .bool(let truth): return .bool(truth)
        case .int(let number): return .int(number)
        case .float(let number), .single(let number): return .float(number)
        case .object: return try objectSetting(index)
        }
    }

    private func objectSetting(_ index: Int) throws -> Setting {
        let value = values[index]
        if let text = value.string { return .string(text) }
        if let schedule = value.foreign as? ScheduleObject { return .schedule(schedule.schedule) }
        if let fields = value.record?.fields {
            return .expressions(
                try zip(fields.keys, fields.values).map { (name: $0, expression: try expression($1, index)) })
        }
        if let tensor = value.tensor?.variable.tensor {
            return tensor.dtype == .i64 ? .ints(tensor.i64Values) : .tensor(tensor)
        }
        if let elements = value.sequence { return try sequenceSetting(elements, index) }
        if let name = try session.activationName(of: value) { return .string(name) }
        if let stage = try session.stageOrFunction(value) { return .stage(stage) }
        throw wrongType(index, signature.parameters[index].type.nameWithArticle)
    }

    private func sequenceSetting(_ elements: [Value], _ index: Int) throws -> Setting {
        let numbers = elements.compactMap(\.int)
        if numbers.count == elements.count, !elements.isEmpty { return .ints(numbers) }
        return .strings(try columnNames(index))
    }

    private func expression(_ value: Value, _ index: Int) throws -> ColumnExpression {
        if let expression = value.asExpression { return expression }
        throw wrongType(index, "column expressions")
    }
}

extension Session {
    /// The name of one of the core's own activations; nil for any other function, even of such a name.
    func activationName(of value: Value) -> String? {
        guard let name = value.native?.name ?? value.function?.header.name, ActivationKind.named(name) != nil,
            let core = coreValue(named: name)?.object, core === value.object
        else { return nil }
        return name
    }

    /// A layer, or a function of tensors, as a stage.
    func stageOrFunction(_ value: Value) throws -> (any Stage)? {
        try stage(from: value) ?? (value.type == .function ? FunctionStage(value, in: self) : nil)
    }
}
