import Signatures

@testable import Language

/// Floats or booleans in rows.
final class FakeArray: ArrayObject, CustomStringConvertible {
    private(set) var storage: UnsafeMutablePointer<Double>
    let count: Int
    private let shape: [Int]

    init(_ values: [Double], sizes: [Int], isBool: Bool) {
        storage = .allocate(capacity: max(1, values.count))
        storage.initialize(from: values, count: values.count)
        count = values.count
        shape = sizes
        // Booleans are no floats in memory here, so that single ones must be asked of the host.
        let rank = isBool ? 3 : sizes.count
        super.init(
            header: ArrayHeader(
                base: UnsafeMutableRawPointer(storage), dtype: isBool ? .bool : .f64, rank: rank,
                size0: sizes.first ?? 0, size1: sizes.count > 1 ? sizes[1] : 0,
                stride0: sizes.count > 1 ? sizes[1] : 1, stride1: 1))
    }

    convenience init(stacking elements: [Value]) throws {
        let rows = elements.compactMap { FakeArray.elements($0) }
        let inner = elements.first?.array?.sizes ?? []
        let isBool = elements.first?.bool != nil
        self.init(rows.flatMap { $0 }, sizes: [elements.count] + inner, isBool: isBool)
    }

    deinit { storage.deallocate() }

    override var sizes: [Int] { shape }
    override func prepareForWriting() throws -> Bool { true }

    var values: [Double] { (0..<count).map { storage[$0] } }
    var description: String { "\(dtype)\(shape)\(values)" }

    static func elements(_ value: Value) -> [Double]? {
        if let array = value.object as? FakeArray { return array.values }
        return value.number.map { [$0] } ?? value.bool.map { [$0 ? 1 : 0] }
    }

    func position(_ subscripts: [Subscript]) throws -> Int {
        var position = 0
        for (axis, item) in subscripts.enumerated() {
            guard case .value(let key) = item, let index = key.int, axis < shape.count else {
                throw Fault(.index, "fake index")
            }
            let resolved = index < 0 ? index + shape[axis] : index
            guard resolved >= 0, resolved < shape[axis] else {
                throw Fault(
                    .index, "index \(index) is out of bounds",
                    labels: [.init(.argument(axis + 1), "\(index)")])
            }
            position += resolved * shape[(axis + 1)...].reduce(1, *)
        }
        return position
    }

    func element(at subscripts: [Subscript]) throws -> Value {
        let start = try position(subscripts)
        if subscripts.count == shape.count {
            return dtype == .bool ? .bool(storage[start] != 0) : .float(storage[start])
        }
        let sizes = Array(shape[subscripts.count...])
        return .object(
            FakeArray(Array(values[start..<start + sizes.reduce(1, *)]), sizes: sizes, isBool: dtype == .bool)
        )
    }
}
