import CKernels

/// A call into LAPACK, which can't be stopped: a long one runs on a thread of its own.
///
/// If the user interrupts it, the session goes on at once, and the call ends by itself some time later; so the work
/// must own all that it touches. Splitting it into steps that could be stopped would mean to write LAPACK again.
private final class AsideCall {
    let work: () -> Int32
    var answer: Int32 = 0

    init(_ work: @escaping () -> Int32) { self.work = work }
}

/// From this many elements of the largest matrix on, a call may last longer than a user wants to wait.
private let leastElements = 1 << 15

/// Gives what `work` gives; throws if the user interrupts it.
func callLapack(elements: Int, _ work: @escaping () -> Int32) throws -> Int32 {
    if elements < leastElements { return withExtendedLifetime(work) { work() } }
    let call = AsideCall(work)
    let status = tk_run_aside(
        { context in
            guard let context else { return }
            Unmanaged<AsideCall>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.answer = $0.work() }
        },
        { context in
            if let context { Unmanaged<AsideCall>.fromOpaque(context).release() }
        }, Unmanaged.passRetained(call).toOpaque())
    try Kernel.check(status)
    return call.answer
}

/// Calls a routine with the scratch memory that it asks for.
@discardableResult
func callLapack(
    elements: Int, _ routine: @escaping (_ work: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32
) throws -> Int32 {
    let work = try Workspace(asking: routine)
    return try callLapack(elements: elements) { routine(work.doubles, work.size) }
}
