import Signatures
import Tensors

extension Safetensors {
    /// The tensors in the bytes of a file.
    /// - Parameter source: What errors call it.
    /// - Throws: A fault of kind `format` unless every size and place in it holds.
    static func decode(_ bytes: [UInt8], source: String) throws -> [Entry] {
        try bytes.withUnsafeBytes { try decode($0, source: source) }
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, source: String) throws -> [Entry] {
        let (header, data) = try split(bytes, source: source)
        guard case .object(let members) = try JSON.read(header, source: source) else {
            throw broken(source, "its header is not an object")
        }
        let places = try members.filter { $0.name != "__metadata__" }
            .map { try Place($0, source: source) }
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        try checkCover(places, data.count, source: source)
        return try places.map { place in
            Entry(place.name, try tensor(place, in: data, source: source))
        }
    }

    /// The header and the elements after it.
    private static func split(
        _ bytes: UnsafeRawBufferPointer, source: String
    ) throws -> (header: UnsafeRawBufferPointer, data: UnsafeRawBufferPointer) {
        guard let length = bytes.littleEndian(UInt64.self, at: 0) else {
            throw broken(source, "it is cut short")
        }
        guard length <= headerLimit else { throw broken(source, "the length of its header is not plausible") }
        let end = 8 + Int(length)
        guard end <= bytes.count else { throw broken(source, "it is cut short") }
        return (.init(rebasing: bytes[8..<end]), .init(rebasing: bytes[end...]))
    }

    /// The tensors must lie one after another, and fill the bytes: so nothing overlaps and nothing is hidden.
    private static func checkCover(_ places: [Place], _ length: Int, source: String) throws {
        var end = 0
        for place in places {
            guard place.start == end else {
                throw broken(source, "tensor `\(place.name)` does not begin where the one before it ends")
            }
            end = place.end
        }
        guard end == length else {
            throw broken(source, "its header tells of \(end) bytes of elements, and it has \(length)")
        }
    }

    private static func tensor(_ place: Place, in data: UnsafeRawBufferPointer, source: String) throws
        -> Tensor
    {
        let bytes = UnsafeRawBufferPointer(rebasing: data[place.start..<place.end])
        if place.dtype == .bool, bytes.contains(where: { $0 > 1 }) {
            throw broken(source, "tensor `\(place.name)` has an element that is neither true nor false")
        }
        let tensor = try Tensor.uninitialized(place.dtype, Shape(checking: place.shape, dtype: place.dtype))
        if let start = bytes.baseAddress, !bytes.isEmpty {
            tensor.base.copyMemory(from: start, byteCount: bytes.count)
        }
        return tensor
    }

    static func broken(_ source: String, _ why: String) -> Fault {
        Fault(.format, "`\(source)` is not a valid safetensors file: \(why)")
    }
}

extension Safetensors {
    /// One line of the header, checked in itself.
    struct Place {
        let name: String
        let dtype: DType
        let shape: [Int]
        let start: Int
        let end: Int

        /// - Throws: A fault unless dtype, shape and offsets are there and say the same number of bytes.
        init(_ member: JSON.Member, source: String) throws {
            name = member.name
            guard case .string(let type)? = member.value["dtype"],
                let shape = member.value["shape"]?.integers,
                let offsets = member.value["data_offsets"]?.integers, offsets.count == 2
            else { throw broken(source, "tensor `\(name)` is not described by dtype, shape and offsets") }
            guard let dtype = Safetensors.dtype(named: type) else {
                throw broken(
                    source, "tensor `\(name)` has dtype \(type), and only bool, i64, f32 and f64 are read")
            }
            (self.dtype, self.shape, start, end) = (dtype, shape, offsets[0], offsets[1])
            guard shape.count <= Shape.maximumRank, shape.allSatisfy({ $0 >= 0 }),
                let bytes = Shape.bytes(shape, dtype: dtype), start >= 0, end >= start, end - start == bytes
            else {
                throw broken(source, "the shape and the offsets of tensor `\(name)` do not fit each other")
            }
        }
    }
}

extension JSON {
    /// An array of integers; nil if it is anything else.
    var integers: [Int]? {
        guard case .array(let elements) = self else { return nil }
        var integers: [Int] = []
        for case .int(let value) in elements { integers.append(value) }
        return integers.count == elements.count ? integers : nil
    }
}
