/// The cells of a string column: their UTF-8 one after the other, and where each ends.
///
/// A million short strings are two allocations instead of a million, and are compared and hashed as bytes.
package struct TextArena: Hashable, Sendable {
    package private(set) var bytes: [UInt8]
    /// Cell `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
    package private(set) var offsets: [Int]

    package init() {
        bytes = []
        offsets = [0]
    }

    /// Takes over buffers that a reader has filled; `offsets` starts with 0 and ends with `bytes.count`.
    init(bytes: [UInt8], offsets: [Int]) {
        self.bytes = bytes
        self.offsets = offsets
    }

    package init(_ strings: some Sequence<String>) {
        self.init()
        for string in strings { append(string) }
    }

    package var count: Int { offsets.count - 1 }

    package func string(at row: Int) -> String {
        String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
    }

    package mutating func reserve(cells: Int, bytes byteCount: Int) {
        offsets.reserveCapacity(cells + 1)
        bytes.reserveCapacity(byteCount)
    }

    package mutating func append(_ string: String) {
        bytes.append(contentsOf: string.utf8)
        offsets.append(bytes.count)
    }

    /// Appends a cell of another arena without making a string of it.
    mutating func append(_ row: Int, of other: TextArena) {
        bytes.append(contentsOf: other.bytes[other.offsets[row]..<other.offsets[row + 1]])
        offsets.append(bytes.count)
    }

    /// Appends a cell of another arena to the last cell of this one.
    mutating func extendLast(_ row: Int, of other: TextArena) {
        bytes.append(contentsOf: other.bytes[other.offsets[row]..<other.offsets[row + 1]])
        offsets[offsets.count - 1] = bytes.count
    }

    /// Appends a cell of UTF-8.
    mutating func append(utf8 cell: some Sequence<UInt8>) {
        bytes.append(contentsOf: cell)
        offsets.append(bytes.count)
    }

    /// The UTF-8 of a cell.
    func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[offsets[row]..<offsets[row + 1]] }

    mutating func append(contentsOf other: TextArena) {
        let start = bytes.count
        bytes.append(contentsOf: other.bytes)
        offsets.reserveCapacity(offsets.count + other.count)
        for offset in other.offsets.dropFirst() { offsets.append(start + offset) }
    }
}
