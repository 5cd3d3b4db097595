/// Where the lines of a text begin. Made only when something is shown, since it reads the whole text.
package struct LineIndex: Sendable {
    private let source: SourceText
    private let starts: [Int]

    package init(_ source: SourceText) {
        self.source = source
        var starts = [0]
        for (offset, byte) in source.bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.starts = starts
    }

    package var lineCount: Int { starts.count }

    /// The line, from 0, that holds a byte offset; the last one for offsets beyond the end.
    package func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line, without its end.
    package func range(of line: Int) -> Range<Int> {
        guard starts.indices.contains(line) else { return source.bytes.count..<source.bytes.count }
        let start = starts[line]
        var end = line + 1 < starts.count ? starts[line + 1] - 1 : source.bytes.count
        if end > start, source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<max(start, end)
    }

    /// Line and column for a reader: both from 1, columns in code points.
    package func position(of offset: Int) -> (line: Int, column: Int) {
        let line = line(of: offset)
        let range = range(of: line)
        let before = source.bytes[range.lowerBound..<max(range.lowerBound, min(offset, range.upperBound))]
        return (line + 1, before.reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) })
    }
}
