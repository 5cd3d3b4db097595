import Graphs
import Signatures
import Tensors

/// What a stage's forward pass needs besides its input: where ops are emitted, where parameters are found or made,
/// and where in the network the stage stands.
///
/// A parameter that the store lacks is made when it is first asked for, from the key of its stage and its path;
/// so the first pass, recorded or not, is what fixes a network.
package final class ForwardContext {
    package let emitter: Emitter
    /// Whether dropout drops and batch statistics are used.
    package let training: Bool
    /// What parameters are made of: f32, or f64 where gradients are checked.
    package let dtype: DType
    package internal(set) var store: ParameterStore
    /// What states become, by path, where the emitter computes.
    package internal(set) var nextStates: [(path: String, value: Var)] = []
    /// A row for each stage of the outermost chain, once it has run.
    package internal(set) var layers: [LayerSummary] = []

    /// Told of what each stage of a chain gives.
    var observe: ((_ subject: String, Var) -> Void)?

    /// One step into the network: the network itself, a stage of a chain, a field of a user's layer.
    struct Frame {
        var path: String
        var key: RandomKey
        var isTrained = true
        /// Parameters that were fixed before, under paths from `path` on, and the path they were fixed at.
        var fixed: (store: ParameterStore, path: String)?
        /// Name, place in its chain and who stands before it; for errors.
        var name = ""
        var position: Int?
    }

    var frames: [Frame]
    /// Whether the fault that is on its way out already says which layer it is in.
    var isFaultPlaced = false
    private var variables: [String: Var] = [:]
    /// How many numbers that are learnt this pass has used so far.
    private(set) var trainedCount = 0
    /// Whether parameters become constants of a recording, because they are not the recorded network's own.
    private let recordsConstants: Bool
    private var randomDraws = 0
    private var randomBase: Var?

    /// - Parameters:
    ///   - key: what parameters are drawn from whose stage has no key of its own.
    ///   - random: the key of this pass's random numbers, two whole numbers; if nil it follows from `key`.
    ///   - recordsConstants: for a network that a function calls which is recorded as part of another network.
    package init(
        _ emitter: Emitter, store: ParameterStore = ParameterStore(), key: RandomKey = RandomKey(seed: 0),
        training: Bool = false, random: Var? = nil, dtype: DType = .f32,
        recordsConstants: Bool = false
    ) {
        self.emitter = emitter
        self.store = store
        self.training = training
        self.dtype = dtype
        self.recordsConstants = recordsConstants
        randomBase = random
        frames = [Frame(path: "", key: key)]
    }

    var frame: Frame { frames[frames.count - 1] }

    /// Whether what runs now learns from the batch's own statistics: a frozen layer does not.
    var usesBatchStatistics: Bool { training && frame.isTrained }

    /// Integers and booleans as numbers that parameters can be multiplied with.
    func floating(_ x: Var) throws -> Var { x.dtype.isFloating ? x : try x.cast(to: dtype) }

    func path(_ name: String) -> String { frame.path.isEmpty ? name : frame.path + "." + name }
}

// MARK: - Parameters

extension ForwardContext {
    /// The parameter of this name at this place of the network.
    ///
    /// - Throws: a `shape` fault if it was fixed for other sizes.
    package func parameter(_ name: String, _ sizes: [Int], _ initializer: Initializer) throws -> Var {
        try entry(name, sizes, initializer, role: frame.isTrained ? .trained : .frozen)
    }

    /// The parameter of this name, which starts as `initial`: a field of a user's layer.
    package func parameter(_ name: String, initial: Tensor) throws -> Var {
        try parameter(name, initial.sizes, .value(initial))
    }

    /// A tensor that the forward pass itself replaces, with `setState`.
    package func state(_ name: String, _ sizes: [Int], _ initializer: Initializer) throws -> Var {
        try entry(name, sizes, initializer, role: .state)
    }

    package func setState(_ name: String, to value: Var) throws {
        // What is called within a recording of something else learns nothing from it.
        guard frame.isTrained, !recordsConstants else { return }
        if emitter.mode == .record {
            try emitter.setState(path(name), to: value)
        } else {
            nextStates.append((path(name), value))
        }
    }

    private func entry(
        _ name: String, _ sizes: [Int], _ initializer: Initializer, role: ParameterStore.Role
    ) throws -> Var {
        let path = path(name)
        if let known = variables[path] {
            try require(sizes, known.type, name)
            return known
        }
        let value = try stored(path) ?? initializer.tensor(dtype, sizes, key: frame.key.folding(path))
        try require(sizes, value.type, name)
        store.add(.init(path: path, value: value, role: role))
        let variable = leaf(path, value, role)
        variables[path] = variable
        if role == .trained { trainedCount += value.count }
        return variable
    }

    /// What the store has, or what the stage was fixed with before it was put here.
    private func stored(_ path: String) throws -> Tensor? {
        if let entry = store[path] { return entry.value }
        guard let fixed = frame.fixed else { return nil }
        let rest = fixed.path.isEmpty ? path : String(path.dropFirst(fixed.path.count + 1))
        return try fixed.store[rest]?.value.cast(to: dtype)
    }

    private func leaf(_ path: String, _ value: Tensor, _ role: ParameterStore.Role) -> Var {
        switch (emitter.mode, role) {
        case (.record, _) where recordsConstants: emitter.constant(value)
        case (.record, .trained): emitter.parameter(path, TensorType(of: value))
        // A frozen tensor is a state that no run changes.
        case (.record, _): emitter.state(path, TensorType(of: value))
        case (_, .trained): emitter.variable(value)
        default: emitter.constant(value)
        }
    }

    private func require(_ sizes: [Int], _ type: TensorType, _ name: String) throws {
        guard type.knownSizes != sizes else { return }
        throw Fault(
            .shape,
            "\(subject) was fixed with a \(name) of \(type.shapeText), and this input needs "
                + "\(TensorType(type.dtype, sizes: sizes).shapeText)")
    }

    /// Lets `variable` stand for the parameter at `path`: so that what is fixed can be differentiated.
    package func substitute(_ variable: Var, at path: String) { variables[path] = variable }

    /// The variables that gradients are taken with respect to, in the order of the store.
    package var trained: [(path: String, value: Var)] {
        store.entries.compactMap { entry in
            guard entry.role == .trained, let variable = variables[entry.path] else { return nil }
            return (entry.path, variable)
        }
    }
}

// MARK: - Randomness

extension ForwardContext {
    /// A key that no other draw of this pass has, as ops of random numbers take it.
    package func randomKey() throws -> Var {
        randomDraws += 1
        let base = try randomBase ?? emitter.constant(frames[0].key.forPass.tensor)
        randomBase = base
        return try base + emitter.constant(Tensor([0, randomDraws]))
    }
}

extension RandomKey {
    /// What the random numbers of a forward pass are drawn from, apart from its parameters.
    var forPass: RandomKey { folding("forward") }

    /// As ops of random numbers take it: the seed, and a stream with room above it for the draws of a pass.
    var words: (seed: Int, stream: Int) { (Int(bitPattern: UInt(seed)), Int(bitPattern: UInt(stream >> 2))) }

    var tensor: Tensor { get throws { try Tensor([words.seed, words.stream]) } }
}
