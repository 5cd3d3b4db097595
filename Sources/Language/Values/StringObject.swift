/// A text, whose length and indices count code points.
public final class StringObject: Object {
    package let text: String
    /// Whether code points are bytes, so that an index needs no walk.
    let isASCII: Bool

    package init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        isASCII = text.utf8.allSatisfy { $0 < 0x80 }
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
}
