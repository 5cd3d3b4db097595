import Signatures

extension Parser {
    /// The value of a string token: its text, or its parts if it has values in braces.
    mutating func string(_ token: Token) throws(Diagnostic) -> Expression {
        var reader = StringReader(source: source, token: token)
        try reader.read(with: &self)
        let span = span(token)
        guard reader.parts.isEmpty else {
            reader.endText()
            return try Expression(.interpolation(reader.parts), span)
        }
        return try Expression(.string(reader.text), span)
    }

    /// The value that stands at a place in a string, parsed as an expression of its own.
    mutating func valueInString(_ range: Range<Int>) throws(Diagnostic) -> Expression {
        var inner = Parser(source, range: range, nesting: nesting + 1)
        inner.context.newlinesMatter = false
        inner.context.isInFunction = context.isInFunction
        defer { diagnostics += inner.diagnostics }
        let value = try inner.expression()
        if inner.kind != .endOfText { throw inner.unexpected(expected: "`}` or `:` and a format") }
        return value
    }
}

/// Reads the inside of one string token, whose braces the lexer has found to be balanced.
private struct StringReader {
    let source: SourceText
    let isRaw: Bool
    let end: Int
    var position: Int
    var text = ""
    var parts: [StringPart] = []
    /// Whether `\{` was found: the `}` that goes with it is no second mistake.
    private var hasEscapedBrace = false
    /// Where the bytes begin that were not yet added to `text`.
    private var pending: Int

    init(source: SourceText, token: Token) {
        self.source = source
        let style = source.bytes.withUnsafeBufferPointer {
            StringScanner(bytes: $0, end: $0.count).style(at: Int(token.start))
        }
        isRaw = style.isRaw
        position = Int(token.start) + style.openingLength
        end = max(position, Int(token.end) - style.closingLength)
        pending = position
    }

    private func byte(_ index: Int) -> UInt8 { index < end ? source.bytes[index] : 0 }

    private func span(_ start: Int, _ end: Int) -> Span {
        Span(source.id, UInt32(clamping: start), UInt32(clamping: end))
    }

    mutating func read(with parser: inout Parser) throws(Diagnostic) {
        while position < end {
            switch byte(position) {
            case UInt8(ascii: "\\") where !isRaw: readEscape(&parser)
            case UInt8(ascii: "{") where !isRaw && byte(position + 1) == UInt8(ascii: "{"): skipDoubled()
            case UInt8(ascii: "}") where !isRaw && byte(position + 1) == UInt8(ascii: "}"): skipDoubled()
            case UInt8(ascii: "{") where !isRaw: try readValue(&parser)
            case UInt8(ascii: "}") where !isRaw: readClosingBrace(&parser)
            // Line ends are the same on every system.
            case UInt8(ascii: "\r") where byte(position + 1) == UInt8(ascii: "\n"): replace(1, by: "")
            default: position += 1
            }
        }
        flush()
    }

    /// Adds the bytes that stand for themselves.
    private mutating func flush() {
        text += String(decoding: source.bytes[pending..<position], as: UTF8.self)
        pending = position
    }

    private mutating func replace(_ length: Int, by replacement: String) {
        flush()
        text += replacement
        position = min(end, position + length)
        pending = position
    }

    private mutating func skipDoubled() {
        position += 1
        flush()
        position += 1
        pending = position
    }

    mutating func endText() {
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
    }

    // MARK: Escapes

    private mutating func readEscape(_ parser: inout Parser) {
        let simple: [UInt8: String] = [
            UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r",
            UInt8(ascii: "0"): "\0",
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "'"): "'",
        ]
        if let character = simple[byte(position + 1)] { return replace(2, by: character) }
        if byte(position + 1) == UInt8(ascii: "u") { return readCodePoint(&parser) }
        let rest = String(decoding: source.bytes[min(end, position + 1)..<end].prefix(4), as: UTF8.self)
        let escape = "\\" + rest.prefix(1)
        hasEscapedBrace = hasEscapedBrace || escape == "\\{"
        parser.report(.unknownEscape(span(position, position + escape.utf8.count), escape))
        replace(escape.utf8.count, by: "")
    }

    /// `\u{1F600}`
    private mutating func readCodePoint(_ parser: inout Parser) {
        let close = source.bytes[position..<min(end, position + 12)].firstIndex(of: UInt8(ascii: "}"))
        guard byte(position + 2) == UInt8(ascii: "{"), let close,
            let scalar = UInt32(parser.source.text(span(position + 3, close)), radix: 16).flatMap(
                Unicode.Scalar.init)
        else {
            let last = close.map { $0 + 1 } ?? position + 2
            parser.report(.unknownCodePoint(span(position, last)))
            return replace(last - position, by: "")
        }
        replace(close + 1 - position, by: String(Character(scalar)))
    }

    // MARK: Values

    private mutating func readClosingBrace(_ parser: inout Parser) {
        if !hasEscapedBrace { parser.report(.closingBraceInString(span(position, position + 1))) }
        position += 1
    }

    private mutating func readValue(_ parser: inout Parser) throws(Diagnostic) {
        flush()
        endText()
        let open = position
        let (colon, close) = ends(of: open)
        let inner = source.text(span(open + 1, close))
        if inner.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }) {
            parser.report(.notAValueInString(span(open, close + 1), inner: inner))
        } else {
            let value = try parser.valueInString(open + 1..<(colon ?? close))
            let format = colon.map {
                StringPart.Format(text: source.text(span($0 + 1, close)), span: span($0 + 1, close))
            }
            parts.append(.value(value, format: format))
        }
        position = close + 1
        pending = position
    }

    /// The first `:` outside brackets, if any, and the `}` of the value that begins at `open`.
    private func ends(of open: Int) -> (colon: Int?, close: Int) {
        source.bytes.withUnsafeBufferPointer { bytes in
            let scanner = StringScanner(bytes: bytes, end: end)
            var close = end
            if case .closed(let next) = scanner.scanValue(from: open, inLine: false, nesting: 0) {
                close = next - 1
            }
            return (scanner.colon(in: open + 1..<close), close)
        }
    }
}

extension StringScanner {
    /// The first `:` outside brackets and strings.
    func colon(in range: Range<Int>) -> Int? {
        var depth = 0
        var i = range.lowerBound
        while i < range.upperBound {
            switch bytes[i] {
            case UInt8(ascii: ":") where depth == 0: return i
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "\""):
                if case .closed(let next) = scan(from: i) {
                    i = next
                    continue
                }
            default: break
            }
            i += 1
        }
        return nil
    }
}
