import Signatures
import Tensors

/// One op that gradients pass through, as its rule sees it.
package struct GradientNode {
    package let emitter: Emitter
    package let inputs: [Var]
    package let outputs: [Var]
    package let attributes: [Attribute]
    /// The gradient of each result; nil where nothing flows back from it.
    package let adjoints: [Var?]
    /// Which inputs a gradient is asked for; a rule may leave out the others.
    package let needs: [Bool]

    package var input: Var { inputs[0] }
    package var output: Var { outputs[0] }
    package var a: Var { inputs[0] }
    package var b: Var { inputs[1] }
}

extension Emitter {
    /// The gradient of `y`, a single number, with respect to each of `xs`, by reverse accumulation
    /// (Griewank and Walther, Evaluating Derivatives, 2nd edition, chapter 3).
    ///
    /// It is emitted in rows, so on a tape or in a recording it can be differentiated again. `seed` is the
    /// gradient of what follows `y`, for a `y` of any shape.
    package func gradient(of y: Var, wrt xs: [Var], seed: Var? = nil) throws -> [Var] {
        try requireDifferentiable(y, isSeeded: seed != nil)
        var sweep = BackwardSweep(self, from: y, to: xs)
        try sweep.run(seed: seed ?? ones(y.type)) { _ in }
        return try xs.map { try sweep.adjoint(of: $0.value) ?? zeros($0.type) }
    }

    private func requireDifferentiable(_ y: Var, isSeeded: Bool) throws {
        guard y.dtype.isFloating else {
            throw Fault.internal("the gradient of a value of dtype \(y.dtype.name) does not exist")
        }
        if !isSeeded, y.type.count.differs(from: .known(1)) {
            throw Fault.internal("a gradient is taken of one number, and this is \(y.type)")
        }
    }

    /// The same for a tape that is not needed any more, and for gradients that are not differentiated in turn: what
    /// the forward pass kept is freed on the way back.
    package func lastGradient(of y: Var, wrt xs: [Var]) throws -> [Var] {
        try requireDifferentiable(y, isSeeded: false)
        return try untracked {
            var sweep = BackwardSweep(self, from: y, to: xs)
            try sweep.run(seed: ones(y.type)) { entries.removeSubrange($0...) }
            return try xs.map { try sweep.adjoint(of: $0.value) ?? zeros($0.type) }
        }
    }

    /// Runs `body` without noting on the tape what it emits; what comes out is constant to later gradients.
    package func untracked<T>(_ body: () throws -> T) rethrows -> T {
        guard mode == .tape else { return try body() }
        mode = .eager
        defer { mode = .tape }
        return try body()
    }
}

/// One walk back over the tape or the recorded nodes.
private struct BackwardSweep {
    let emitter: Emitter
    let result: Var
    /// The first value that matters: none before it depends on those that are asked for.
    let first: Int
    /// The places of those that are asked for.
    private let asked: Set<Int>
    /// Whether a value depends on one that is asked for, from `first` on.
    var depends: [Bool]
    /// The gradient of each value, summed over its uses so far.
    var adjoints: [Var?]
    /// What is made again of the region that the walk is in, by the numbers of the values.
    private var remade: [Int: Var] = [:]

    init(_ emitter: Emitter, from y: Var, to xs: [Var]) {
        self.emitter = emitter
        result = y
        let indices = xs.compactMap(\.value.index)
        let last = y.value.index ?? -1
        let first = min(indices.min() ?? last, last)
        self.first = first
        asked = Set(indices.map { $0 - first })
        depends = Array(repeating: false, count: last &- first &+ 1)
        adjoints = Array(repeating: nil, count: depends.count)
        for index in indices where index <= last { depends[index - first] = true }
    }

    func adjoint(of value: TracedValue) -> Var? {
        guard let place = place(of: value) else { return nil }
        return adjoints[place]
    }

    private func place(of value: TracedValue) -> Int? {
        guard let index = value.index, index >= first, index - first < depends.count else { return nil }
        return index - first
    }

    /// Entries are ordered by the numbers of their results, so the ones that matter are found by bisection.
    ///
    /// - Parameter passed: told of each entry, by place, that is done.
    mutating func run(seed: Var, passed: (Int) -> Void) throws {
        guard let end = place(of: result.value) else { return }
        let span = emitter.entryRange(from: first, through: first + end)
        markDependents(span)
        guard depends[end] else { return }
        adjoints[end] = seed
        for position in span.reversed() {
            if let region = emitter.region(endingWith: position) { try remake(region) }
            let entry = emitter.entries[position]
            try propagate(entry)
            release(entry)
            passed(position)
        }
    }

    /// Makes the values of a region again, if a gradient comes to it at all.
    private mutating func remake(_ region: Range<Int>) throws {
        remade = [:]
        for position in region.reversed() {
            for output in emitter.entries[position].outputs {
                guard let place = place(of: output), let gate = adjoints[place] else { continue }
                remade = try emitter.replay(region, after: gate)
                return
            }
        }
    }

    /// The value as gradient rules read it.
    private func variable(_ value: TracedValue) -> Var {
        value.index.flatMap { remade[$0] } ?? Var(emitter, value)
    }

    /// Nobody asks for the gradients of an entry's results once they have gone on to its inputs.
    private mutating func release(_ entry: Emitter.Entry) {
        for output in entry.outputs {
            if let place = place(of: output), !asked.contains(place) { adjoints[place] = nil }
        }
    }

    private mutating func markDependents(_ span: Range<Int>) {
        for position in span {
            let entry = emitter.entries[position]
            guard case .rule = entry.op.gradient, entry.inputs.contains(where: isDependent) else {
                if case .unavailable = entry.op.gradient { mark(entry) }
                continue
            }
            mark(entry)
        }
    }

    private mutating func mark(_ entry: Emitter.Entry) {
        guard entry.inputs.contains(where: isDependent) else { return }
        for output in entry.outputs where output.type.dtype.isFloating {
            if let place = place(of: output) { depends[place] = true }
        }
    }

    private func isDependent(_ value: TracedValue) -> Bool {
        place(of: value).map { depends[$0] } ?? false
    }

    private mutating func propagate(_ entry: Emitter.Entry) throws {
        let flowing = entry.outputs.map { place(of: $0).flatMap { adjoints[$0] } }
        guard flowing.contains(where: { $0 != nil }) else { return }
        let needs = entry.inputs.map(isDependent)
        guard needs.contains(true) else { return }
        guard case .rule(let rule) = entry.op.gradient else {
            throw Fault.internal("\(entry.op.name) has no gradient")
        }
        let node = GradientNode(
            emitter: emitter, inputs: entry.inputs.map(variable), outputs: entry.outputs.map(variable),
            attributes: entry.attributes,
            adjoints: flowing, needs: needs)
        let dy = try flowing[0] ?? emitter.zeros(entry.outputs[0].type)
        let gradients = try rule(node, dy)
        for (input, gradient) in zip(entry.inputs, gradients) {
            if let gradient { try accumulate(gradient, into: input) }
        }
    }

    /// Adds to a value's gradient, first brought to the value's own type: an operand that was stretched
    /// receives the sum over where it went.
    private mutating func accumulate(_ gradient: Var, into value: TracedValue) throws {
        guard let place = place(of: value), depends[place] else { return }
        let fitted = try gradient.summed(to: value.type.shape).cast(to: value.type.dtype)
        adjoints[place] = try adjoints[place].map { try $0 + fitted } ?? fitted
    }
}

extension Emitter {
    /// The entries whose results are numbered within the bounds.
    fileprivate func entryRange(from first: Int, through last: Int) -> Range<Int> {
        let start = firstEntry { $0 >= first }
        return start..<max(start, firstEntry { $0 > last })
    }

    /// The first entry whose first result's number fulfils a condition that holds from there on.
    private func firstEntry(where condition: (Int) -> Bool) -> Int {
        entries.indices.partition { condition(entries[$0].outputs[0].index ?? 0) }
    }
}
