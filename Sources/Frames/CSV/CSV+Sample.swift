import Glibc
import Signatures

extension CSV {
    /// What the beginning of a file says of the table in it.
    package struct Sample {
        package let frame: Frame
        /// Whether that is the table itself: else further rows may give its columns other types.
        package let isWhole: Bool
    }

    /// Reads a file of at most `bytes`, or as much of a larger one up to the end of a row; nil for what is no regular
    /// file, which can be read only once.
    package static func sample(_ path: String, bytes: Int, _ options: ReadOptions) throws -> Sample? {
        var status = stat()
        guard stat(path, &status) == 0, status.isRegular, status.st_size > 0 else { return nil }
        let file = try FileBytes(path: path)
        guard file.bytes.count > bytes else { return Sample(frame: try read(file, name: path, options), isWhole: true) }
        let within = 0..<min(file.bytes.count, 2 * bytes)
        let end = try CSVReader(name: path, bytes: file.bytes, options).boundary(from: bytes, in: within)
        let beginning = UnsafeRawBufferPointer(rebasing: file.bytes[..<end])
        return Sample(frame: try CSVReader(name: path, bytes: beginning, options).frame(), isWhole: false)
    }
}
