import Glibc
import Signatures
import Tensors

extension Files {
    /// All bytes of a file.
    ///
    /// They are read, not mapped: a mapped file that another program cuts short kills the reader.
    /// - Throws: A fault of kind `file` if it is missing, a folder or not to be read; `memory` if it does not fit.
    package static func read(_ path: String) throws -> [UInt8] {
        try opened(path, O_RDONLY) { descriptor in
            guard let status = status(of: descriptor) else { throw Fault.reading(path, errno) }
            guard !status.isFolder else { throw Fault.folder(path) }
            guard status.isRegular else { return try readStream(descriptor, path) }
            try MemoryBudget.require(bytes: Int(status.st_size), for: "the file `\(path)`")
            return try readRegular(descriptor, path, size: Int(status.st_size))
        }
    }

    /// Bytes between two looks at the interrupt flag.
    private static let portion = 1 << 22

    /// A file whose size is known; fewer bytes come back if it shrinks meanwhile.
    private static func readRegular(_ descriptor: Int32, _ path: String, size: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let room = UnsafeMutableRawBufferPointer(buffer)
            while count < size {
                let end = min(size, count + portion)
                let got = try readOnce(descriptor, path, .init(rebasing: room[count..<end]))
                if got == 0 { break }
                count += got
                if count < size { try Interruption.check() }
            }
        }
    }

    /// A pipe or a device, whose size shows only at its end.
    static func readStream(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let got = try chunk.withUnsafeMutableBytes { try readOnce(descriptor, path, $0) }
            if got == 0 { return bytes }
            try MemoryBudget.require(bytes: bytes.count + got, for: "what comes from `\(path)`")
            bytes.append(contentsOf: chunk[..<got])
            try Interruption.check()
        }
    }

    /// One `read`, begun again when a signal breaks it off.
    private static func readOnce(
        _ descriptor: Int32, _ path: String, _ buffer: UnsafeMutableRawBufferPointer
    ) throws -> Int {
        while true {
            let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if got >= 0 { return got }
            guard errno == EINTR else { throw Fault.reading(path, errno) }
        }
    }
}
