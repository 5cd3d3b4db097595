import CKernels
import Signatures

/// One element, by its dtype.
@frozen
public enum Scalar: Hashable, Sendable {
    case bool(Bool)
    case int(Int)
    case single(Float)
    case float(Double)

    @inlinable
    public var double: Double {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .int(let value): Double(value)
        case .single(let value): Double(value)
        case .float(let value): value
        }
    }
}

extension Tensor {
    /// The address of the element with index 0 on every axis.
    public var base: UnsafeMutableRawPointer { storage.pointer + offset * dtype.size }

    /// How far the element at this place in row-major order lies from the first, in elements.
    func displacement(flat index: Int) -> Int {
        var rest = index
        var distance = 0
        for axis in shape.indices.reversed() where shape[axis] > 1 {
            distance += rest % shape[axis] * strides[axis]
            rest /= shape[axis]
        }
        return distance
    }

    private func load(displacement: Int) -> Scalar {
        let address = base + displacement * dtype.size
        return switch dtype {
        case .bool: .bool(address.load(as: UInt8.self) != 0)
        case .i64: .int(address.load(as: Int.self))
        case .f32: .single(address.load(as: Float.self))
        case .f64: .float(address.load(as: Double.self))
        }
    }

    /// The element at a place in row-major order; the place must exist.
    package func scalar(flat index: Int) -> Scalar { load(displacement: displacement(flat: index)) }

    /// The element at an index for each axis; negative ones count from the end.
    package func scalar(at index: [Int]) throws -> Scalar {
        guard index.count == rank else {
            throw Fault.internal("\(index.count) indices for a tensor with \(rank) axes")
        }
        var distance = 0
        for axis in shape.indices {
            distance += try resolveIndex(index[axis], axis: axis, size: shape[axis]) * strides[axis]
        }
        return load(displacement: distance)
    }

    package func double(at index: Int...) throws -> Double { try scalar(at: index).double }

    /// The element of a tensor that has one.
    package func item() throws -> Scalar {
        guard count == 1 else {
            throw Fault.internal("one number is needed, and this tensor has \(count)")
        }
        return load(displacement: 0)
    }

    /// Calls `body` with the elements' address, copied first unless they lie one after another in row-major order.
    package func withElements<T, R>(as: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R) throws -> R {
        guard MemoryLayout<T>.stride == dtype.size else {
            throw Fault.internal("\(dtype.name) elements are not \(MemoryLayout<T>.stride) bytes wide")
        }
        let packed = try contiguous()
        return try withExtendedLifetime(packed.storage) {
            let start = UnsafePointer(packed.base.assumingMemoryBound(to: T.self))
            return try body(UnsafeBufferPointer(start: start, count: packed.count))
        }
    }

    /// The elements in row-major order, converted: integers beyond 2⁵³ are rounded.
    package var f64Values: [Double] { mapped { $0.double } }
    package var f32Values: [Float] {
        mapped { if case .single(let value) = $0 { value } else { Float($0.double) } }
    }
    /// Decimals lose their fraction; NaN is 0, and what is too large the end of the range.
    package var i64Values: [Int] {
        mapped { if case .int(let value) = $0 { value } else { Int(Int64(saturating: $0.double)) } }
    }
    package var boolValues: [Bool] { mapped { $0.double != 0 } }

    private func mapped<T>(_ convert: (Scalar) -> T) -> [T] {
        if isContiguous { return (0..<count).map { convert(load(displacement: $0)) } }
        return (0..<count).map { convert(scalar(flat: $0)) }
    }
}

/// An index counted from the end if negative, from 0.
package func resolveIndex(_ index: Int, axis: Int, size: Int) throws -> Int {
    let resolved = index < 0 ? index &+ size : index
    guard resolved >= 0, resolved < size else {
        throw Fault(.index, "index \(index) is out of range for axis \(axis), which has size \(size)")
    }
    return resolved
}
