import Frames
import Language
import Models
import Tensors

/// Estimates the bytes that a value keeps in use. What it shares with other values is counted for each of them.
package struct MemoryMeter {
    /// How many values within others are looked at, and how deep: a list may hold millions, and itself a thousandfold.
    private var visitsLeft = 10_000
    private static let deepest = 16

    private init() {}

    package static func bytes(of value: Value) -> Int {
        var meter = MemoryMeter()
        return Int(exactly: meter.measure(value, depth: 0).rounded()) ?? .max
    }

    private mutating func measure(_ value: Value, depth: Int) -> Double {
        visitsLeft -= 1
        if let tensor = value.plainTensor { return Double(tensor.storage.bytes) }
        if let frame = value.frame { return frame.columns.reduce(0) { $0 + $1.estimatedBytes } }
        if let column = value.column { return column.estimatedBytes }
        if let model = value.model { return model.predictor.estimatedBytes + (model.run?.estimatedBytes ?? 0) }
        if let text = value.string { return Double(text.utf8.count) }
        if let record = value.record { return measure(record.fields.values, depth: depth) }
        if let elements = value.sequence { return measure(elements, depth: depth) }
        return Double(MemoryLayout<Value>.size)
    }

    /// The elements beyond those that are looked at are taken to be like them.
    private mutating func measure(_ elements: some Collection<Value>, depth: Int) -> Double {
        let own = Double(elements.count * MemoryLayout<Value>.stride)
        let looked = elements.prefix(max(0, depth < Self.deepest ? visitsLeft : 0))
        guard !looked.isEmpty else { return own }
        var held = 0.0
        for element in looked where element.object != nil { held += measure(element, depth: depth + 1) }
        return own + held * Double(elements.count) / Double(looked.count)
    }
}

extension Column {
    fileprivate var estimatedBytes: Double {
        let valid = validity.map { Double($0.count) / 8 } ?? 0
        switch values {
        case .float, .int, .date, .datetime: return valid + Double(count) * 8
        case .bool: return valid + Double(count)
        case .string(let arena): return valid + Double(arena.bytes.count) + Double(count) * 8
        case .category(let codes, let levels):
            return valid + Double(codes.count) * 4 + Double(levels.reduce(0) { $0 + $1.utf8.count })
        }
    }
}

extension Predictor {
    fileprivate var estimatedBytes: Double {
        switch self {
        case .network(let network):
            network.parameters.entries.reduce(0) { $0 + Double($1.value.count * $1.value.dtype.size) }
        case .linear(let model): Double((model.coefficients.count + model.intercepts.count) * 8)
        }
    }
}

extension TrainingRun {
    /// The rows that it learns from, and its parameters.
    fileprivate var estimatedBytes: Double {
        let sources = [setup.data.training, setup.data.validation].compactMap(\.self)
        let rows = sources.reduce(0) { $0 + Double($1.inputs.storage.bytes) + Double($1.targets.storage.bytes) }
        return rows + state.parameters.entries.reduce(0) { $0 + Double($1.value.storage.bytes) }
    }
}
