/// Finds the end of a string, past the values in braces and the strings within those.
struct StringScanner {
    enum End {
        /// Behind the closing quote.
        case closed(Int)
        /// The end of the line or text, where no quote was found.
        case unterminated(Int)
        /// A `{` without its `}`.
        case openBrace(Int)
        /// Strings within values within strings, too often.
        case tooDeep(Int)
    }

    /// How a string is delimited, as its first bytes tell.
    struct Style {
        var isRaw: Bool
        var isTriple: Bool

        /// The length of `r` and the quotes.
        var openingLength: Int { (isRaw ? 1 : 0) + closingLength }
        var closingLength: Int { isTriple ? 3 : 1 }
    }

    static let nestingLimit = 16

    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    /// Whether `{` begins a value.
    var readsValues = true

    func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }

    /// The style of the string that begins at a place.
    func style(at start: Int) -> Style {
        let isRaw = byte(start) == UInt8(ascii: "r")
        let quote = isRaw ? start + 1 : start
        return Style(isRaw: isRaw, isTriple: isQuote(quote + 1) && isQuote(quote + 2))
    }

    private func isQuote(_ index: Int) -> Bool { byte(index) == UInt8(ascii: "\"") }

    /// Where the string ends that begins at a place.
    func scan(from start: Int, nesting: Int = 0) -> End {
        let style = style(at: start)
        if nesting > StringScanner.nestingLimit { return .tooDeep(start) }
        var i = start + style.openingLength
        while i < end {
            switch bytes[i] {
            case UInt8(ascii: "\n") where !style.isTriple: return .unterminated(i)
            case UInt8(ascii: "\"") where !style.isTriple || (isQuote(i + 1) && isQuote(i + 2)):
                return .closed(i + style.closingLength)
            case UInt8(ascii: "\\") where !style.isRaw: i = behindEscape(i)
            case UInt8(ascii: "{") where !style.isRaw && readsValues && byte(i + 1) == UInt8(ascii: "{"):
                i += 2
            case UInt8(ascii: "{") where !style.isRaw && readsValues:
                switch scanValue(from: i, inLine: !style.isTriple, nesting: nesting) {
                case .closed(let next): i = next
                case let failure: return failure
                }
            default: i += 1
            }
        }
        return .unterminated(end)
    }

    /// Where the value ends that the `{` at `open` begins.
    func scanValue(from open: Int, inLine: Bool, nesting: Int) -> End {
        var i = open + 1
        var depth = 0
        while i < end {
            switch bytes[i] {
            case UInt8(ascii: "\n") where inLine: return .openBrace(open)
            case UInt8(ascii: "\""):
                switch scan(from: isRawPrefix(i - 1, after: open) ? i - 1 : i, nesting: nesting + 1) {
                case .closed(let next): i = next
                case .tooDeep(let place): return .tooDeep(place)
                default: return .openBrace(open)
                }
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                i += 1
            case UInt8(ascii: "}") where depth == 0: return .closed(i + 1)
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth = max(0, depth - 1)
                i += 1
            default: i += 1
            }
        }
        return .openBrace(open)
    }

    /// Whether the byte before a quote is the `r` of a raw string, and not the end of a name.
    private func isRawPrefix(_ index: Int, after open: Int) -> Bool {
        index > open && byte(index) == UInt8(ascii: "r")
            && (index - 1 == open || !isNameByte(byte(index - 1)))
    }

    /// The place behind the escape at `i`; `\u{…}` holds braces that are none of a value.
    func behindEscape(_ i: Int) -> Int {
        guard byte(i + 1) == UInt8(ascii: "u"), byte(i + 2) == UInt8(ascii: "{") else {
            return byte(i + 1) == UInt8(ascii: "\n") ? i + 1 : min(end, i + 2)
        }
        var close = i + 3
        while close < end, close < i + 12, isNameByte(bytes[close]) { close += 1 }
        return byte(close) == UInt8(ascii: "}") ? close + 1 : close
    }
}
