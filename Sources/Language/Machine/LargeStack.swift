import Glibc
import Signatures

extension Machine {
    /// Runs `work` on a thread of its own with a stack of 256 MB, and waits for it: reading, compiling and
    /// running recurse within limits that this stack is large enough for.
    package static func onLargeStack<Result>(_ work: () throws -> Result) throws -> Result {
        var outcome: Swift.Result<Result, any Error>?
        try withoutActuallyEscaping({ outcome = Swift.Result { try work() } }) { body in
            try runThread(body)
        }
        guard let outcome else { throw threadFault }
        return try outcome.get()
    }

    private static func runThread(_ body: @escaping () -> Void) throws {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 256 << 20)
        let box = Unmanaged.passRetained(WorkBox(body))
        defer { box.release() }
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<WorkBox>.fromOpaque(argument).takeUnretainedValue().body()
                return nil
            }, box.toOpaque())
        guard failure == 0 else { throw threadFault }
        pthread_join(thread, nil)
    }
}

private let threadFault = Fault(.memory, "there is not enough memory for a stack to run on")

private final class WorkBox {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
}
