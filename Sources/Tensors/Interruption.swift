import CKernels
import Signatures

/// How long work is stopped when the user asks for it.
///
/// Kernels ask by themselves, between the parts that they give to the pool. Loops in Swift that may last ask here.
/// What can do neither, such as one call into LAPACK or the sorting of a column, runs aside.
package enum Interruption {
    /// Whether the user asked for the work to stop.
    package static var isRequested: Bool { tk_interrupted() }

    /// Throws if the user did.
    package static func check() throws {
        if isRequested { throw Fault.interrupted }
    }

    /// Goes over `0 ..< count` in pieces that take milliseconds at most, asking between two of them.
    package static func forEachPiece(
        of count: Int, piece: Int = 1 << 16, _ body: (Range<Int>) throws -> Void
    ) throws {
        var start = 0
        while start < count {
            if start > 0 { try check() }
            let end = start + min(piece, count - start)
            try body(start..<end)
            start = end
        }
    }

    /// Whether `holds` is true of every piece of `0 ..< count`; nothing is asked after the first of which it is not.
    package static func everyPiece(of count: Int, _ holds: (Range<Int>) throws -> Bool) throws -> Bool {
        var isTrue = true
        try forEachPiece(of: count) { piece in
            if isTrue { isTrue = try holds(piece) }
        }
        return isTrue
    }

    /// What `work` gives. If it is `isLong`, it runs on a thread of its own: when the user interrupts it, this throws
    /// at once, and the work ends by itself some time later, for nobody.
    ///
    /// So it must own all that it touches: plain data, and neither files to be written nor objects of the language.
    package static func aside<Result>(isLong: Bool, _ work: @escaping () throws -> Result) throws -> Result {
        guard isLong else { return try withExtendedLifetime(work) { try work() } }
        let call = AsideCall { try work() }
        let status = tk_run_aside(
            { context in
                guard let context else { return }
                Unmanaged<AsideCall>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.run() }
            },
            { context in
                if let context { Unmanaged<AsideCall>.fromOpaque(context).release() }
            }, Unmanaged.passRetained(call).toOpaque())
        try Kernel.check(status)
        guard let result = try call.result?.get() as? Result else { throw Fault.interrupted }
        return result
    }
}

/// Work on another thread, and what came out of it; one thread looks at it at a time.
private final class AsideCall {
    private let work: () throws -> Any
    private(set) var result: Swift.Result<Any, any Error>?

    init(_ work: @escaping () throws -> Any) { self.work = work }

    func run() { result = Swift.Result { try work() } }
}
