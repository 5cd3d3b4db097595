import Graphs
import Models
import Signatures
import Tensors

extension Predictor {
    func stored(weights: inout Weights) throws -> JSON {
        switch self {
        case .network(let network): ["network": try network.stored(weights: &weights)]
        case .linear(let model): ["linear": try model.stored(weights: &weights)]
        }
    }

    init(_ stored: StoredValue, weights: Weights) throws {
        let (name, value) = try stored.variant()
        switch name {
        case "network": self = .network(try Network(value, weights: weights))
        case "linear": self = .linear(try LinearModel(value, weights: weights))
        default: throw value.fault("is no predictor")
        }
    }
}

extension Network {
    func stored(weights: inout Weights) throws -> JSON {
        let graph = try recordedGraph(toBe: "stored")
        for entry in parameters.entries { weights.add("parameters/\(entry.path)", entry.value) }
        return [
            "layers": try layers.stored(),
            "parameters": .array(
                parameters.entries.map { ["path": .string($0.path), "role": .string($0.role.rawValue)] }),
            "graph": try graph.stored(weights: &weights),
        ]
    }

    /// The graph, which is what leaves the program; layers as such hold code.
    /// - Parameter what: What cannot be done without it: `stored`, `exported`.
    func recordedGraph(toBe what: String) throws -> Graph {
        switch form {
        case .recorded(let graph): return graph
        case .eager(let stage, let reason):
            throw Fault(
                .recording,
                "a model with `\(stage.name)` cannot be \(what): its operations could not be recorded",
                notes: [reason.message] + reason.notes)
        }
    }

    init(_ stored: StoredValue, weights: Weights) throws {
        let parameters = try ParameterStore(
            stored.field("parameters").list().map { entry in
                let path = try entry.field("path").string()
                return .init(
                    path: path, value: try weights.tensor("parameters/\(path)", for: entry),
                    role: try entry.field("role").parameterRole())
            })
        var reader = try GraphReader(stored.field("graph"), parameters: parameters, weights: weights)
        self.init(
            form: .recorded(try reader.graph()), parameters: parameters,
            layers: try [LayerSummary](stored.field("layers")))
    }
}

extension StoredValue {
    fileprivate func parameterRole() throws -> ParameterStore.Role {
        guard let role = ParameterStore.Role(rawValue: try string()) else { throw fault("is no role") }
        return role
    }
}

extension LayerSummary: Stored {
    func stored() throws -> JSON {
        [
            "name": .string(name), "details": .string(details), "output": try output.stored(),
            "parameters": .int(parameterCount),
        ]
    }

    init(_ stored: StoredValue) throws {
        self.init(
            name: try stored.field("name").string(), details: try stored.field("details").string(),
            output: try [Size](stored.field("output")),
            parameterCount: try stored.field("parameters").count())
    }
}

extension LinearModel {
    func stored(weights: inout Weights) throws -> JSON {
        weights.add("coefficients", try Tensor(coefficients, sizes: [outputCount, featureCount]))
        weights.add("intercepts", try Tensor(intercepts))
        return ["link": .string(link.rawValue)]
    }

    init(_ stored: StoredValue, weights: Weights) throws {
        let coefficients = try weights.tensor("coefficients", for: stored)
        let intercepts = try weights.tensor("intercepts", for: stored)
        guard coefficients.rank == 2, intercepts.sizes == [coefficients.sizes[0]] else {
            throw stored.fault("has coefficients and intercepts that do not fit each other")
        }
        self.init(
            link: try stored.field("link").choice(Link.self), featureCount: coefficients.sizes[1],
            coefficients: coefficients.f64Values, intercepts: intercepts.f64Values)
    }
}
