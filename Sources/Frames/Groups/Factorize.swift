/// Numbers for the distinct cells of a column, in order of their first row. Missing cells share a number of
/// their own, and so do all NaN.
package struct Codes {
    package var codes: [Int]
    package var firstRows: [Int]

    package var count: Int { firstRows.count }
}

extension Column {
    package func factorized() -> Codes {
        switch values {
        case .float(let values): codes(of: values.map(\.identityBits))
        case .int(let values), .date(let values), .datetime(let values):
            codes(of: values.map { UInt64(bitPattern: Int64($0)) })
        case .bool(let values): codes(of: values.map { $0 ? 1 : 0 })
        case .category(let codes, _): self.codes(of: codes.map { UInt64(UInt32(bitPattern: $0)) })
        case .string(let arena): codes(of: arena)
        }
    }

    private func codes(of keys: [UInt64]) -> Codes {
        var table = HashTable(capacityFor: keys.count)
        return numbered(keys.count) { row, found in
            table.code(hash: keys[row].mixed, row: row, &found) { keys[$0] == keys[row] }
        }
    }

    private func codes(of arena: TextArena) -> Codes {
        arena.bytes.withUnsafeBufferPointer { bytes in
            var table = HashTable(capacityFor: arena.count)
            return numbered(arena.count) { row, found in
                let text = UnsafeBufferPointer(rebasing: bytes[arena.offsets[row]..<arena.offsets[row + 1]])
                return table.code(hash: hashed(text), row: row, &found) { other in
                    let start = arena.offsets[other]
                    return arena.offsets[other + 1] - start == text.count
                        && equalBytes(bytes, start, text)
                }
            }
        }
    }

    /// Gives each present row the code that `code` finds, and all missing ones a code at their first.
    private func numbered(_ count: Int, _ code: (Int, inout [Int]) -> Int) -> Codes {
        var result = Codes(codes: Array(repeating: 0, count: count), firstRows: [])
        var missing: Int?
        for row in 0..<count {
            if isMissing(at: row) {
                if missing == nil {
                    missing = result.firstRows.count
                    result.firstRows.append(row)
                }
                result.codes[row] = missing ?? 0
            } else {
                result.codes[row] = code(row, &result.firstRows)
            }
        }
        return result
    }
}

extension Grouping {
    /// Rows whose cells are equal in all of `columns`; without columns, all rows.
    static func of(_ columns: [Column]) -> Grouping {
        guard let first = columns.first else { return .whole(0) }
        var codes = first.factorized()
        for column in columns.dropFirst() { codes = codes.combined(with: column.factorized()) }
        return Grouping(ids: codes.codes, firstRows: codes.firstRows)
    }
}

extension Codes {
    /// The pairs of this code and the other, numbered anew. Both are less than the number of rows, so a pair fits
    /// into 64 bits.
    func combined(with other: Codes) -> Codes {
        let pairs = zip(codes, other.codes).map { UInt64($0) << 32 | UInt64($1) }
        var table = HashTable(capacityFor: pairs.count)
        var first: [Int] = []
        let numbers = pairs.indices.map { row in
            table.code(hash: pairs[row].mixed, row: row, &first) { pairs[$0] == pairs[row] }
        }
        return Codes(codes: numbers, firstRows: first)
    }
}

/// Open addressing with linear probing over the numbers given out so far; keys stay where they are.
struct HashTable {
    private struct Entry {
        let hash: UInt64
        let number: Int
    }

    private var entries: [Entry] = []
    /// Positions in `entries`, −1 where free; a power of two of them, at most half of them taken.
    private var slots: [Int32]

    init(capacityFor rows: Int) {
        var size = 16
        while size < min(rows, 1024) * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
    }

    /// The number of the key in `row`: that of an equal one, or the next, for which `row` is appended to `first`.
    @inline(__always)
    mutating func code(hash: UInt64, row: Int, _ first: inout [Int], equals: (Int) -> Bool) -> Int {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, equals(first[entry.number]) { return entry.number }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(truncatingIfNeeded: entries.count)
        entries.append(Entry(hash: hash, number: first.count))
        first.append(row)
        if entries.count * 2 > slots.count { grow() }
        return first.count - 1
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (position, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: position)
        }
    }
}

extension UInt64 {
    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit depends on every bit.
    var mixed: UInt64 {
        var z = self &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Double {
    /// Equal for values that count as the same: 0 and −0, any two NaN.
    var identityBits: UInt64 {
        if isNaN { return Double.nan.bitPattern }
        return self == 0 ? 0 : bitPattern
    }
}

func hashed(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(text.count)
    var position = 0
    let raw = UnsafeRawBufferPointer(text)
    while position + 8 <= text.count {
        hash = (hash ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)).mixed
        position += 8
    }
    var tail: UInt64 = 0
    while position < text.count {
        tail = tail << 8 | UInt64(text[position])
        position += 1
    }
    return (hash ^ tail).mixed
}

func equalBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in 0..<text.count where bytes[start + index] != text[index] { return false }
    return true
}
