import Signatures

/// Gradient checkpointing: what a part of the forward pass makes is not kept, but made again on the way back (Chen et
/// al. 2016, "Training deep nets with sublinear memory cost").
extension Emitter {
    /// Whatever `body` emits is a region: gradients make its values again from what it read. A region within another
    /// belongs to that one.
    package func recomputing<T>(_ body: () throws -> T) throws -> T {
        guard mode != .eager, !isInRegion else { return try body() }
        let start = entries.count
        isInRegion = true
        defer { isInRegion = false }
        let result = try body()
        let region = start..<entries.count
        guard !region.isEmpty else { return result }
        regions.append(region)
        if mode == .tape { forgetTensors(in: region) }
        return result
    }

    /// The region that ends with this entry.
    func region(endingWith position: Int) -> Range<Int>? {
        let next = regions.indices.partition { regions[$0].upperBound > position }
        guard next < regions.count, regions[next].upperBound == position + 1 else { return nil }
        return regions[next]
    }

    /// The tape holds on to what a region read, and to the numbers and types of what it made.
    private func forgetTensors(in region: Range<Int>) {
        var hollow: [Int: TracedValue] = [:]
        func hollowed(_ value: TracedValue) -> TracedValue { value.index.flatMap { hollow[$0] } ?? value }
        for position in region {
            let entry = entries[position]
            for output in entry.outputs {
                if let index = output.index {
                    hollow[index] = TracedValue(index: index, type: output.type, tensor: nil)
                }
            }
            entries[position] = Entry(
                op: entry.op, inputs: Operands(entry.inputs.map(hollowed)), attributes: entry.attributes,
                outputs: Operands(entry.outputs.map(hollowed)))
        }
    }

    /// The values of a region, made again, by their numbers; no earlier than `gate` is known.
    func replay(_ region: Range<Int>, after gate: Var) throws -> [Int: Var] {
        let constants = Set(leaves.constants.map(\.value))
        var values: [Int: Var] = [:]
        func operand(_ value: TracedValue) throws -> Var {
            guard let index = value.index, !constants.contains(index) else { return Var(self, value) }
            if let known = values[index] { return known }
            let delayed = try emit(.after, Var(self, value), gate)
            values[index] = delayed
            return delayed
        }
        for position in region {
            let entry = entries[position]
            let results = try emit(entry.op, entry.inputs.map(operand), entry.attributes)
            for (output, result) in zip(entry.outputs, results) {
                if let index = output.index { values[index] = result }
            }
        }
        return values
    }
}

extension Range<Int> {
    /// The first number for which a condition holds that holds from there on; the end, if it holds for none.
    func partition(where condition: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if condition(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
