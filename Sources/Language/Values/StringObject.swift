/// A text, whose length and indices count code points.
public final class StringObject: Object {
    package private(set) var text: String
    /// Whether code points are bytes, so that an index needs no walk.
    private(set) var isASCII: Bool

    package init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        super.init(.string)
    }

    /// An empty text with room for so many bytes.
    init(capacity: Int) {
        text = ""
        // Short ones need no room of their own.
        if capacity > 15 { text.reserveCapacity(capacity) }
        isASCII = true
        super.init(.string)
    }

    /// Code points.
    package var count: Int { isASCII ? text.utf8.count : text.unicodeScalars.count }

    /// The code points `range`, which must lie within the text.
    package func slice(_ range: Range<Int>) -> String {
        if isASCII {
            let utf8 = text.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
            return String(text[start..<utf8.index(start, offsetBy: range.count)])
        }
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        return String(scalars[start..<scalars.index(start, offsetBy: range.count)])
    }

    init(joining a: StringObject, _ b: StringObject) {
        text = a.text + b.text
        isASCII = a.isASCII && b.isASCII
        super.init(.string)
    }

    /// Only for a string that nobody else holds: texts are values.
    func append(_ other: StringObject) {
        text += other.text
        isASCII = isASCII && other.isASCII
    }

    func append(_ number: Int) { text += String(number) }

    /// Negative, 0 or positive, by code points: the order of UTF-8 bytes is the same.
    package func compare(_ other: StringObject) -> Int {
        var (a, b) = (text, other.text)
        return a.withUTF8 { a in
            b.withUTF8 { b in
                for index in 0..<min(a.count, b.count) where a[index] != b[index] {
                    return Int(a[index]) - Int(b[index])
                }
                return a.count - b.count
            }
        }
    }

    /// Whether `part` occurs, byte for byte.
    func contains(_ part: StringObject) -> Bool {
        let (whole, wanted) = (Array(text.utf8), Array(part.text.utf8))
        guard let first = wanted.first else { return true }
        guard wanted.count <= whole.count else { return false }
        for start in 0...(whole.count - wanted.count) where whole[start] == first {
            if whole[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }
}
