extension Lexer {
    /// `42`, `1_000`, `0xff`, `3.14`, `1e-3`. What the digits amount to is the parser's concern.
    mutating func lexNumber() {
        let start = position
        if peek() == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x") {
            position += 2
            skipName()
            return finishNumber(.int, from: start, isWellFormed: isHexadecimal(start + 2..<position))
        }
        skipDigits()
        var kind = Token.Kind.int
        if peek() == UInt8(ascii: "."), isDigit(peek(1)) {
            kind = .float
            position += 1
            skipDigits()
        } else if isTrailingDot {
            position += 1
            report(.trailingDot(span(start, position), digits: text(start..<position - 1)))
            return add(.badLiteral, from: start)
        }
        if skipExponent() { kind = .float }
        finishNumber(kind, from: start, isWellFormed: true)
    }

    /// `.5`, which is a column expression's dot with no name; or `x.5`, a member with none.
    mutating func lexLeadingDot() {
        let start = position
        let followsValue = !spaceBefore && output.tokens.last?.kind.endsValue == true
        position += 1
        skipDigits()
        _ = skipExponent()
        let digits = text(start + 1..<position)
        report(
            followsValue
                ? .numberedMember(span(start, position), digits: digits)
                : .leadingDot(span(start, position), digits: digits))
        add(followsValue ? .invalid : .badLiteral, from: start)
    }

    /// Whether `1.` stands here, and not `1...5`, `1..<5` or `1.name`.
    private var isTrailingDot: Bool {
        guard peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") else { return false }
        if peek(1) | 0x20 == UInt8(ascii: "e"), isDigit(peek(2)) || isDigit(peek(3)) { return true }
        return !isNameByte(peek(1)) && peek(1) < 0x80
    }

    private mutating func skipDigits() {
        while isDigit(peek()) || (peek() == UInt8(ascii: "_") && isDigit(peek(1))) { position += 1 }
    }

    private mutating func skipExponent() -> Bool {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return false }
        let hasSign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
        guard isDigit(peek(hasSign ? 2 : 1)) else { return false }
        position += hasSign ? 2 : 1
        skipDigits()
        return true
    }

    private mutating func finishNumber(_ kind: Token.Kind, from start: Int, isWellFormed: Bool) {
        let digitsEnd = position
        skipName()
        if isWellFormed, position == digitsEnd { return add(kind, from: start) }
        report(
            .malformedNumber(
                span(start, position), digits: text(start..<digitsEnd), rest: text(digitsEnd..<position)))
        add(.badLiteral, from: start)
    }

    private func isHexadecimal(_ range: Range<Int>) -> Bool {
        let digits = bytes[range]
        guard let first = digits.first, let last = digits.last else { return false }
        let underscore = UInt8(ascii: "_")
        return first != underscore && last != underscore
            && digits.allSatisfy { isDigit($0) || $0 == underscore || (0x61...0x66).contains($0 | 0x20) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
