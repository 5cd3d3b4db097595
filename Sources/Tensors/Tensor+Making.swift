import CKernels
import Signatures

extension Tensor {
    /// All elements 0 (or false).
    package static func zeros(_ dtype: DType, _ sizes: [Int]) throws -> Tensor {
        switch dtype {
        case .bool: try repeating(false, .bool, sizes)
        case .i64: try repeating(Int64(0), .i64, sizes)
        case .f32: try repeating(Float(0), .f32, sizes)
        case .f64: try repeating(0.0, .f64, sizes)
        }
    }

    /// All elements `value`; true for a bool unless it is 0.
    package static func filled(_ value: Double, _ dtype: DType = .f32, _ sizes: [Int]) throws -> Tensor {
        switch dtype {
        case .bool: try repeating(value != 0, .bool, sizes)
        case .i64: try repeating(Int64(saturating: value), .i64, sizes)
        case .f32: try repeating(Float(value), .f32, sizes)
        case .f64: try repeating(value, .f64, sizes)
        }
    }

    package static func filled(_ value: Int, _ sizes: [Int]) throws -> Tensor {
        try repeating(Int64(value), .i64, sizes)
    }

    private static func repeating<T>(_ value: T, _ dtype: DType, _ sizes: [Int]) throws -> Tensor {
        let result = try uninitialized(dtype, Shape(checking: sizes, dtype: dtype))
        try Interruption.forEachPiece(of: result.count, piece: 1 << 20) { piece in
            let start = result.storage.pointer + piece.lowerBound * dtype.size
            start.initializeMemory(as: T.self, repeating: value, count: piece.count)
        }
        return result
    }

    package init(_ values: [Double], sizes: [Int]) throws { self = try Tensor.copying(values, .f64, sizes) }
    package init(_ values: [Float], sizes: [Int]) throws { self = try Tensor.copying(values, .f32, sizes) }
    package init(_ values: [Int], sizes: [Int]) throws { self = try Tensor.copying(values, .i64, sizes) }
    package init(_ values: [Bool], sizes: [Int]) throws { self = try Tensor.copying(values, .bool, sizes) }

    /// Tensors with one axis.
    package init(_ values: [Double]) throws { try self.init(values, sizes: [values.count]) }
    package init(_ values: [Float]) throws { try self.init(values, sizes: [values.count]) }
    package init(_ values: [Int]) throws { try self.init(values, sizes: [values.count]) }
    package init(_ values: [Bool]) throws { try self.init(values, sizes: [values.count]) }

    private static func copying<T>(_ values: [T], _ dtype: DType, _ sizes: [Int]) throws -> Tensor {
        let shape = try Shape(checking: sizes, dtype: dtype)
        guard shape.count == values.count else {
            throw Fault.internal("\(values.count) values do not make a tensor of shape \(shape)")
        }
        let result = try uninitialized(dtype, shape)
        try values.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            try Interruption.forEachPiece(of: bytes.count, piece: 1 << 22) { piece in
                (result.storage.pointer + piece.lowerBound).copyMemory(
                    from: start + piece.lowerBound, byteCount: piece.count)
            }
        }
        return result
    }

    /// Tensors without axes.
    package static func scalar(_ value: Double, _ dtype: DType = .f64) throws -> Tensor {
        try filled(value, dtype, [])
    }

    package static func scalar(_ value: Int) throws -> Tensor { try filled(value, []) }

    package static func scalar(_ value: Bool) throws -> Tensor { try repeating(value, .bool, []) }

    /// A tensor whose elements `fill` writes, in row-major order.
    package static func build<T>(
        _ dtype: DType, _ sizes: [Int], as: T.Type, _ fill: (UnsafeMutableBufferPointer<T>) throws -> Void
    ) throws -> Tensor {
        let result = try uninitialized(dtype, Shape(checking: sizes, dtype: dtype))
        guard MemoryLayout<T>.stride == dtype.size else {
            throw Fault.internal("\(dtype.name) elements are not \(MemoryLayout<T>.stride) bytes wide")
        }
        let elements = result.storage.pointer.bindMemory(to: T.self, capacity: result.count)
        try fill(UnsafeMutableBufferPointer(start: elements, count: result.count))
        return result
    }
}

extension Int64 {
    /// The nearest integer towards 0; the ends of the range beyond it, and 0 for NaN.
    @inlinable
    public init(saturating value: Double) {
        if value.isNaN {
            self = 0
        } else if value >= 0x1p63 {
            self = .max
        } else if value <= -0x1p63 {
            self = .min
        } else {
            self = Int64(value)
        }
    }
}
