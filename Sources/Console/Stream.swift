import Glibc

/// One of the standard streams, with a buffer of its own. Once it can't be written, what follows is dropped.
final class Stream {
    private let descriptor: Int32
    private let capacity: Int
    private var buffer: [UInt8] = []
    /// The system's number of what went wrong with the stream; `EPIPE` where its reader has gone.
    private(set) var failure: Int32?

    /// With a capacity of 0 everything is written at once.
    init(_ stream: Terminal.Stream, capacity: Int = 0) {
        descriptor = stream.rawValue
        self.capacity = capacity
    }

    deinit { flush() }

    func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= capacity { flush() }
    }

    func flush() {
        var start = 0
        while start < buffer.count, failure == nil {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written > 0 {
                start += written
            } else if errno != EINTR {
                failure = errno
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Writes to standard error at once.
func writeErrors(_ text: String) { Stream(.errors).write(text) }
