extension [UInt8] {
    /// Appends an integer, its lowest byte first.
    mutating func append<Integer: FixedWidthInteger>(littleEndian value: Integer) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// The integer at `offset`, its lowest byte first; nil if the bytes end before it does.
    func littleEndian<Integer: FixedWidthInteger>(_: Integer.Type, at offset: Int) -> Integer? {
        guard offset >= 0, count >= MemoryLayout<Integer>.size, offset <= count - MemoryLayout<Integer>.size
        else { return nil }
        return Integer(littleEndian: loadUnaligned(fromByteOffset: offset, as: Integer.self))
    }
}
