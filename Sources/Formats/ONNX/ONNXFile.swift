import FoundationEssentials
import Frames
import Models
import Signatures
import SwiftProtobuf
import Tensors

/// Fitted models as ONNX files, which other systems run: the whole way from raw columns to labels.
///
/// Inputs are the raw columns by name, each [batch, 1]: f32 for numbers and booleans, with NaN for a missing cell,
/// strings for text, with "" for a missing cell; a model of tensors has one input `x`. Outputs are `label` and
/// `probabilities`, or `prediction`. A category that training did not see fails the run where our own step would
/// be an error.
package enum ONNXFile {
    /// Operator sets and file format: what onnxruntime has read since 1.12 (2022).
    private static let operators = 17
    private static let mlOperators = 3
    private static let fileFormat = 8

    /// Writes the file, whole or not at all.
    /// - Throws: A fault of kind `recording` that names what has no form in ONNX.
    package static func export(_ model: FittedModel, to path: String) throws {
        try Files.write([Interruption.aside(isLong: true) { try Array(bytes(of: model)) }], to: path)
    }

    static func bytes(of model: FittedModel) throws -> Data {
        let file = try file(of: model)
        // Message files end at 2 GiB, whoever writes them.
        do {
            return try file.serializedData()
        } catch {
            throw Fault(.limit, "the model is too large for an ONNX file, which holds at most 2 GiB")
        }
    }

    static func file(of model: FittedModel) throws -> Onnx_ModelProto {
        var file = Onnx_ModelProto()
        file.irVersion = Int64(fileFormat)
        file.producerName = "Tenon"
        file.producerVersion = Release.version
        file.opsetImport = [operatorSet("", operators), operatorSet(ONNXBuilder.mlDomain, mlOperators)]
        file.graph = try graph(of: model)
        return file
    }

    private static func operatorSet(_ domain: String, _ version: Int) -> Onnx_OperatorSetIdProto {
        var set = Onnx_OperatorSetIdProto()
        set.domain = domain
        set.version = Int64(version)
        return set
    }

    private static func graph(of model: FittedModel) throws -> Onnx_GraphProto {
        var builder = ONNXBuilder()
        let features = try features(of: model, in: &builder)
        let (value, type) = try builder.predict(model.predictor, features)
        switch model.task {
        case .regression:
            try builder.output("prediction", value, .float, type.shape)
        case .classification(let classes):
            try builder.classify(value, width: type.shape.last, classes)
        }
        var graph = builder.graph
        graph.name = "tenon"
        return graph
    }

    /// What the predictor takes: the matrix of prepared columns, or the tensor as it comes.
    private static func features(of model: FittedModel, in builder: inout ONNXBuilder) throws -> ONNXName {
        switch model.input {
        case .tensor(let sizes):
            return builder.input("x", .float, [ONNXBuilder.batchAxis] + sizes.map { .known($0) })
        case .columns(let columns):
            var frame = ONNXFrame(columns, in: &builder)
            for step in model.steps { try frame.apply(step, in: &builder) }
            return try frame.matrix(model.features, in: &builder)
        }
    }
}

extension ONNXBuilder {
    /// The predictor's result as f32, and what is known of its shape.
    fileprivate mutating func predict(
        _ predictor: Predictor, _ features: ONNXName
    ) throws -> (value: ONNXName, type: TensorType) {
        switch predictor {
        case .network(let network): return try self.network(network, input: cast(features, to: .float))
        case .linear(let model): return try linear(model, cast(features, to: .double))
        }
    }

    /// X · Cᵀ + intercepts in f64, as it was fitted.
    private mutating func linear(
        _ model: LinearModel, _ features: ONNXName
    ) throws -> (value: ONNXName, type: TensorType) {
        let coefficients = try Tensor(model.coefficients, sizes: [model.outputCount, model.featureCount])
        let weights = try constant(coefficients.transposed(), named: "coefficients")
        let intercepts = try constant(Tensor(model.intercepts), named: "intercepts")
        let sums = node("Add", [node("MatMul", [features, weights]), intercepts])
        let linked =
            switch model.link {
            case .identity: sums
            case .sigmoid: node("Sigmoid", [sums])
            case .softmax: node("Softmax", [sums], ["axis": .int(-1)])
            }
        return (cast(linked, to: .float), TensorType(.f32, [Self.batchAxis, .known(model.outputCount)]))
    }

    /// The outputs of a classifier. One probability is that of the last of two classes.
    fileprivate mutating func classify(_ value: ONNXName, width: Size?, _ classes: Classes) throws {
        var probabilities = value
        if width == .known(1), classes.count == 2 {
            let others = node("Sub", [try scalar(1, .f32), value])
            probabilities = node("Concat", [others, value], ["axis": .int(-1)])
        }
        let place = node("ArgMax", [probabilities], ["axis": .int(-1), "keepdims": .int(0)])
        let (labels, type) = try labels(of: classes)
        try output("label", node("Gather", [labels, place], ["axis": .int(0)]), type, [Self.batchAxis])
        try output("probabilities", probabilities, .float, [Self.batchAxis, .known(classes.count)])
    }

    /// The labels by class number: integers where all are whole numbers or truth values, else their text.
    private mutating func labels(
        of classes: Classes
    ) throws -> (value: ONNXName, type: Onnx_TensorProto.DataType) {
        let whole = classes.labels.compactMap(\.double).compactMap { Int(exactly: $0) }
        guard whole.count == classes.count else { return (strings(classes.names), .string) }
        return (try constant(Tensor(whole), named: "classes"), .int64)
    }
}
