import CKernels
import Signatures

/// A source of random bits that is a value: the same key always gives the same numbers.
///
/// Numbers are blocks of Philox 4x32-10 (Salmon et al., SC 2011), numbered from 0, so that any of them can be
/// made by any thread. Draws that must not depend on each other use keys made by `split` or `folding`.
@frozen
public struct RandomKey: Hashable, Sendable {
    public var seed: UInt64
    public var stream: UInt64

    public init(seed: UInt64, stream: UInt64 = 0) {
        self.seed = seed
        self.stream = stream
    }

    var cKey: tk_key { tk_key(seed: seed, stream: stream) }

    /// The block with this number, as two words.
    package func words(_ block: UInt64) -> (UInt64, UInt64) {
        var bits: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bits) {
            tk_philox(cKey, block, $0.bindMemory(to: UInt32.self).baseAddress)
        }
        return (UInt64(bits.1) << 32 | UInt64(bits.0), UInt64(bits.3) << 32 | UInt64(bits.2))
    }

    /// A key of its own for each number: a block of this key's cipher, beyond those that fills use.
    package func folding(_ number: UInt64) -> RandomKey {
        let (seed, stream) = words(number | 1 << 63)
        return RandomKey(seed: seed, stream: stream)
    }

    /// A key of its own for each name, by the name's FNV-1a hash.
    package func folding(_ name: String) -> RandomKey {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return folding(hash)
    }

    /// `count` keys that have nothing to do with each other.
    package func split(_ count: Int) -> [RandomKey] { (0..<max(0, count)).map { folding(UInt64($0)) } }

    /// A number from 0 up to but without `bound`, from this block; each equally likely to within `bound`/2⁶⁴.
    package func below(_ bound: Int, block: UInt64) -> Int { Self.scale(words(block).0, below: bound) }

    private static func scale(_ word: UInt64, below bound: Int) -> Int {
        bound > 0 ? Int(word.multipliedFullWidth(by: UInt64(bound)).high) : 0
    }

    /// A number from 0 up to but without 1, from this block.
    package func unit(block: UInt64) -> Double { Double(words(block).0 >> 11) * 0x1p-53 }

    /// 0..<count in random order (Fisher and Yates; Durstenfeld 1964). A block serves two places.
    package func permutation(_ count: Int) -> [Int] {
        guard count > 0 else { return [] }
        var order = Array(0..<count)
        for pair in stride(from: 0, to: count, by: 2) {
            let (first, second) = words(UInt64(pair / 2))
            order.swapAt(pair, pair + Self.scale(first, below: count - pair))
            if pair + 1 < count {
                order.swapAt(pair + 1, pair + 1 + Self.scale(second, below: count - pair - 1))
            }
        }
        return order
    }
}

/// The session's source of keys: each random call takes one, so that what a call does with it does not shift
/// those of later calls.
package struct Generator: Hashable, Sendable {
    private var root: RandomKey
    private var draws: UInt64 = 0

    package init(seed: UInt64 = 0) { root = RandomKey(seed: seed) }

    package mutating func next() -> RandomKey {
        defer { draws &+= 1 }
        return root.folding(draws)
    }
}

extension RandomKey {
    private func fill(_ op: tk_random_op, _ dtype: DType, _ sizes: [Int], _ reals: [Double]) throws -> Tensor {
        let result = try Tensor.uninitialized(dtype, Shape(checking: sizes, dtype: dtype))
        var key = cKey
        try Kernel.run(
            tk_random, op: Int32(op.rawValue), outputs: [result], inputs: [], reals: reals, extra: &key)
        return result
    }

    /// Numbers evenly from `low` up to but without `high`; f32 or f64.
    package func uniform(_ sizes: [Int], from low: Double = 0, to high: Double = 1, dtype: DType = .f32)
        throws -> Tensor
    {
        try fill(TK_UNIFORM, dtype, sizes, [low, high])
    }

    /// Numbers of the normal distribution; f32 or f64.
    package func normal(_ sizes: [Int], mean: Double = 0, deviation: Double = 1, dtype: DType = .f32) throws
        -> Tensor
    {
        try fill(TK_NORMAL, dtype, sizes, [mean, deviation])
    }

    /// 1 or true with this probability, else 0 or false.
    package func bernoulli(_ sizes: [Int], probability: Double, dtype: DType = .bool) throws -> Tensor {
        try fill(TK_BERNOULLI, dtype, sizes, [probability])
    }
}
