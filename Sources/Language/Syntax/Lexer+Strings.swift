extension Lexer {
    /// The longest string literal, in bytes.
    static let stringLimit = 1 << 20

    /// `"…"`, `"""…"""` and their raw forms, as one token; the parser looks inside.
    mutating func lexString() {
        let start = position
        var scanner = StringScanner(bytes: bytes, end: end)
        let style = scanner.style(at: start)
        switch scanner.scan(from: start) {
        case .closed(let next):
            position = next
            guard next - start <= Lexer.stringLimit else {
                report(.stringTooLong(span(start, next)))
                return add(.badLiteral, from: start)
            }
            return add(.string, from: start)
        case .unterminated(let lineEnd):
            report(.unterminatedString(span(start, start + style.openingLength), isTriple: style.isTriple))
            output.endsInString = output.endsInString || style.isTriple
            output.hasBrokenString = output.hasBrokenString || !style.isTriple
            position = lineEnd
        case .openBrace(let brace):
            report(.openBraceInString(span(brace, brace + 1)))
            scanner.readsValues = false
            position = behind(scanner.scan(from: start))
        case .tooDeep(let place):
            report(.stringsTooDeep(span(place, place + 1)))
            scanner.readsValues = false
            position = behind(scanner.scan(from: start))
        }
        add(.badLiteral, from: start)
    }

    private func behind(_ scanned: StringScanner.End) -> Int {
        switch scanned {
        case .closed(let next), .unterminated(let next): next
        case .openBrace, .tooDeep: end
        }
    }

    /// `'text'` of other languages, or the transpose `x'` of MATLAB and Julia.
    mutating func lexSingleQuote() {
        let start = position
        position += 1
        if !spaceBefore, output.tokens.last?.kind.endsValue == true {
            report(.transposeQuote(span(start, position)))
            return
        }
        var close = position
        while close < end, bytes[close] != UInt8(ascii: "'"), bytes[close] != UInt8(ascii: "\n") {
            close += 1
        }
        let isClosed = close < end && bytes[close] == UInt8(ascii: "'")
        report(
            .singleQuotes(
                span(start, isClosed ? close + 1 : start + 1), isClosed ? text(position..<close) : nil))
        position = isClosed ? close + 1 : close
        add(.badLiteral, from: start)
    }
}
