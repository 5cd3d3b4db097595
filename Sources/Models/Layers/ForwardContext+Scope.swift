import Graphs
import Signatures
import Tensors

extension ForwardContext {
    /// Runs a stage that stands at `name` within the present one: a field of a user's layer.
    package func run(_ stage: any Stage, as name: String, _ x: Var) throws -> Var {
        var next = frame
        next.name = stage.name
        next.position = nil
        return try entering(name, next, stage, x)
    }

    /// Runs stages one after another. A stage's path is its name and its number among those of its name.
    package func run(_ stages: [any Stage], _ x: Var) throws -> Var {
        let isOutermost = frames.count == 1
        var seen: [String: Int] = [:]
        var y = x
        for (index, stage) in flattened(stages).enumerated() {
            seen[stage.name, default: 0] += 1
            var next = frame
            (next.name, next.position) = (stage.name, index + 1)
            let before = trainedCount
            y = try entering("\(stage.name)_\(seen[stage.name] ?? 1)", next, stage, y)
            if isOutermost { summarize(stage, y, trainedCount - before) }
        }
        return y
    }

    /// Chains within a chain count as one, so that `(a >> b) >> c` and `a >> (b >> c)` have the same parameters.
    private func flattened(_ stages: [any Stage]) -> [any Stage] {
        stages.flatMap { ($0 as? Chain).map { flattened($0.stages) } ?? [$0] }
    }

    private func entering(_ name: String, _ next: Frame, _ stage: any Stage, _ x: Var) throws -> Var {
        guard frames.count < Self.greatestDepth else {
            throw Fault(.limit, "layers are nested more than \(Self.greatestDepth) deep")
        }
        var next = next
        next.path = path(name)
        next.key = stage.key ?? frame.key
        frames.append(next)
        defer { frames.removeLast() }
        do {
            let y = try stage.forward(x, self)
            if next.position != nil { observe?(subject, y) }
            return y
        } catch let fault as Fault where next.position != nil && !isFaultPlaced {
            isFaultPlaced = true
            throw fault.noting(place(x))
        }
    }

    private static let greatestDepth = 200

    /// Runs `body` with other facts about what is below: whether it is trained, what it was fixed with.
    func with<R>(trained: Bool? = nil, fixed: ParameterStore? = nil, _ body: () throws -> R) rethrows -> R {
        let outer = frame
        if let trained { frames[frames.count - 1].isTrained = outer.isTrained && trained }
        if let fixed { frames[frames.count - 1].fixed = (fixed, outer.path) }
        defer { frames[frames.count - 1] = outer }
        return try body()
    }

    private func summarize(_ stage: any Stage, _ y: Var, _ parameterCount: Int) {
        layers.append(
            LayerSummary(
                name: stage.name, details: stage.details, output: y.shape, parameterCount: parameterCount))
    }
}

// MARK: - Errors

extension ForwardContext {
    /// The stage that is running, as errors name it: `layer 2 (dense)`.
    var subject: String {
        guard let position = frame.position else { return "`\(frame.name)`" }
        return "layer \(position) (\(frame.name))"
    }

    /// The input does not suit the stage that is running; `needs` says what would.
    package func mismatch(_ x: Var, needs: String) -> Fault {
        let given =
            switch frame.position {
            case .some(let position) where position > 1: "layer \(position - 1) gives \(x.type.shapeText)"
            default: "the input is \(x.type.shapeText)"
            }
        isFaultPlaced = true
        return Fault(.shape, "\(subject) needs \(needs), \(given)")
    }

    private func place(_ x: Var) -> String { "this is in \(subject), whose input is \(x.type)" }

    /// The size of an axis, which parameters are made for and which therefore must be known.
    package func known(_ axis: Int, of x: Var, _ what: String) throws -> Int {
        guard x.rank > 1 else { throw mismatch(x, needs: "rows of features, [batch, feature]") }
        guard let size = x.shape[try resolveAxis(axis, rank: x.rank)].known else {
            throw mismatch(x, needs: "an input whose \(what) is known")
        }
        return size
    }
}
