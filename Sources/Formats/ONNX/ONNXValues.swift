import FoundationEssentials
import Signatures
import Tensors

/// The name of a value in an ONNX graph, and what is known of it.
typealias ONNXName = String

/// The element types that an export uses.
extension DType {
    var onnx: Onnx_TensorProto.DataType {
        switch self {
        case .bool: .bool
        case .i64: .int64
        case .f32: .float
        case .f64: .double
        }
    }
}

extension Onnx_TensorProto {
    /// A tensor's elements, row-major and little-endian.
    init(_ tensor: Tensor, name: String) throws {
        self.init()
        self.name = name
        dims = tensor.sizes.map(Int64.init)
        dataType = Int32(tensor.dtype.onnx.rawValue)
        let packed = try tensor.contiguous()
        rawData = withExtendedLifetime(packed.storage) {
            Data(bytes: packed.base, count: packed.count * packed.dtype.size)
        }
    }

    init(_ strings: [String], name: String) {
        self.init()
        self.name = name
        dims = [Int64(strings.count)]
        dataType = Int32(DataType.string.rawValue)
        stringData = strings.map { Data($0.utf8) }
    }
}

/// The value of a node's attribute.
enum ONNXAttribute {
    case int(Int)
    case ints([Int])
    case float(Double)
    case floats([Double])
    case string(String)
    case strings([String])

    func proto(_ name: String) -> Onnx_AttributeProto {
        var proto = Onnx_AttributeProto()
        proto.name = name
        switch self {
        case .int(let value): (proto.type, proto.i) = (.int, Int64(value))
        case .ints(let values): (proto.type, proto.ints) = (.ints, values.map(Int64.init))
        case .float(let value): (proto.type, proto.f) = (.float, Float(value))
        case .floats(let values): (proto.type, proto.floats) = (.floats, values.map { Float($0) })
        case .string(let text): (proto.type, proto.s) = (.string, Data(text.utf8))
        case .strings(let texts): (proto.type, proto.strings) = (.strings, texts.map { Data($0.utf8) })
        }
        return proto
    }
}

extension Onnx_ValueInfoProto {
    /// An input or output: unknown sizes get no number, named ones their name.
    init(_ name: String, _ type: Onnx_TensorProto.DataType, _ shape: [Size]) {
        self.init()
        self.name = name
        self.type.tensorType.elemType = Int32(type.rawValue)
        self.type.tensorType.shape.dim = shape.map { size in
            var dimension = Onnx_TensorShapeProto.Dimension()
            switch size {
            case .known(let count): dimension.dimValue = Int64(count)
            case .named(let name, 1): dimension.dimParam = name
            default: break
            }
            return dimension
        }
    }
}
