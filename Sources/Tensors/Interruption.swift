import CKernels
import Signatures

/// Where long work in Swift asks whether the user wants it to stop; kernels ask by themselves, between the parts that
/// they give to the pool.
package enum Interruption {
    /// Throws if the user asked for the work to stop.
    package static func check() throws {
        if tk_interrupted() { throw Fault(.interrupt, "interrupted") }
    }

    /// Goes over `0 ..< count` in pieces that take milliseconds at most, asking before each.
    package static func forEachPiece(
        of count: Int, piece: Int = 1 << 16, _ body: (Range<Int>) throws -> Void
    ) throws {
        var start = 0
        while start < count {
            try check()
            let end = start + min(piece, count - start)
            try body(start..<end)
            start = end
        }
    }
}
