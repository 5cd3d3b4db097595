import Signatures
import Tensors

/// Collects the nodes, constants, inputs and outputs of an ONNX graph.
struct ONNXBuilder {
    private(set) var graph = Onnx_GraphProto()
    /// How often each name was asked for: values must have distinct names.
    private var uses: [String: Int] = [:]
    /// Constants by their contents, so that each stands in the file once.
    private var numbers: [[String]: ONNXName] = [:]
    private var batch: ONNXName?

    /// The size that all inputs share, as their types name it.
    static let batchAxis = Size.named("batch")
    /// The operators for data that is no tensor of numbers: encoders, text.
    static let mlDomain = "ai.onnx.ml"

    // MARK: - Inputs and outputs

    mutating func input(_ name: String, _ type: Onnx_TensorProto.DataType, _ shape: [Size]) -> ONNXName {
        let name = unique(name)
        graph.input.append(.init(name, type, shape))
        return name
    }

    /// Gives `value` the name under which callers ask for it.
    mutating func output(
        _ name: String, _ value: ONNXName, _ type: Onnx_TensorProto.DataType, _ shape: [Size]
    ) throws {
        guard uses[name] == nil else {
            throw Fault(
                .value, "a column named `\(name)` cannot be exported: an output has that name",
                help: "give the column another name with `rename`")
        }
        uses[name] = 1
        append("Identity", [value], [], outputs: [name], domain: "")
        graph.output.append(.init(name, type, shape))
    }

    // MARK: - Nodes

    /// Appends a node with one result, and gives the result's name.
    mutating func node(
        _ type: String, _ inputs: [ONNXName], _ attributes: KeyValuePairs<String, ONNXAttribute> = [:],
        domain: String = "", named label: String? = nil
    ) -> ONNXName {
        node(type, inputs, attributes.map { ($0.key, $0.value) }, domain: domain, named: label)
    }

    mutating func node(
        _ type: String, _ inputs: [ONNXName], _ attributes: [(String, ONNXAttribute)], domain: String = "",
        named label: String? = nil
    ) -> ONNXName {
        let output = unique(label ?? type)
        append(type, inputs, attributes, outputs: [output], domain: domain)
        return output
    }

    /// Appends a node with two results, and gives the second.
    mutating func second(
        _ type: String, _ inputs: [ONNXName], _ attributes: [(String, ONNXAttribute)]
    ) -> ONNXName {
        let outputs = [unique(type), unique(type)]
        append(type, inputs, attributes, outputs: outputs, domain: "")
        return outputs[1]
    }

    private mutating func append(
        _ type: String, _ inputs: [ONNXName], _ attributes: [(String, ONNXAttribute)],
        outputs: [ONNXName], domain: String
    ) {
        var node = Onnx_NodeProto()
        node.opType = type
        node.domain = domain
        node.name = outputs[0]
        node.input = inputs
        node.output = outputs
        node.attribute = attributes.map { $1.proto($0) }
        graph.node.append(node)
    }

    // MARK: - Constants

    mutating func constant(_ tensor: Tensor, named name: String) throws -> ONNXName {
        let name = unique(name)
        graph.initializer.append(try Onnx_TensorProto(tensor, name: name))
        return name
    }

    /// How many rows there are, as a list of one integer: the first axis of any input.
    mutating func batchSize() -> ONNXName {
        if let batch { return batch }
        let size = node("Shape", graph.input.prefix(1).map(\.name), ["start": .int(0), "end": .int(1)])
        batch = size
        return size
    }

    mutating func strings(_ values: [String]) -> ONNXName {
        let name = unique("strings")
        graph.initializer.append(Onnx_TensorProto(values, name: name))
        return name
    }

    /// A list of integers, such as axes or a shape.
    mutating func integers(_ values: [Int]) throws -> ONNXName {
        let key = ["i64"] + values.map(String.init)
        if let known = numbers[key] { return known }
        let name = try constant(Tensor(values), named: "integers")
        numbers[key] = name
        return name
    }

    /// A number without axes, which is broadcast against anything.
    mutating func scalar(_ value: Double, _ dtype: DType) throws -> ONNXName {
        let key = [dtype.name, "\(value.bitPattern)"]
        if let known = numbers[key] { return known }
        let name = try constant(Tensor.scalar(value, dtype), named: "number")
        numbers[key] = name
        return name
    }

    /// `base`, or with a number behind it where it is taken.
    private mutating func unique(_ base: String) -> ONNXName {
        var name = base
        while let count = uses[name] {
            uses[name] = count + 1
            name = "\(base)_\(count)"
        }
        uses[name] = 1
        return name
    }
}

extension ONNXBuilder {
    mutating func cast(_ value: ONNXName, to type: Onnx_TensorProto.DataType) -> ONNXName {
        node("Cast", [value], ["to": .int(type.rawValue)])
    }

    /// `condition ? a : b`, element by element.
    mutating func choose(_ condition: ONNXName, _ a: ONNXName, _ b: ONNXName) -> ONNXName {
        node("Where", [condition, a, b])
    }
}
