/// Which cells of a column hold a value: one bit a row, set where there is one.
///
/// A column without missing cells has none at all, so that the common case costs nothing.
package struct Validity: Hashable, Sendable {
    private(set) var words: [UInt64]
    package private(set) var count: Int

    package init(repeating valid: Bool, count: Int) {
        words = Array(repeating: valid ? ~0 : 0, count: (count + 63) / 64)
        self.count = count
        clearTail()
    }

    /// From one flag a row; nil if every flag is true.
    package init?(_ flags: some Collection<Bool>) {
        guard flags.contains(false) else { return nil }
        self.init(repeating: false, count: flags.count)
        for (row, valid) in flags.enumerated() where valid { self[row] = true }
    }

    package subscript(row: Int) -> Bool {
        get { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(row & 63)
            if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
        }
    }

    /// How many rows hold a value.
    package var validCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The same, or nil if nothing is missing.
    package var ifAnyMissing: Validity? { validCount == count ? nil : self }

    /// Valid where both are; nil stands for "all valid".
    package static func both(_ a: Validity?, _ b: Validity?) -> Validity? {
        guard var result = a else { return b }
        guard let b else { return a }
        for index in result.words.indices { result.words[index] &= b.words[index] }
        return result
    }

    /// Bits beyond the last row stay clear, so that counting can take whole words.
    private mutating func clearTail() {
        if count & 63 != 0, !words.isEmpty { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
    }
}
