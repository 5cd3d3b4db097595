extension Lexer {
    /// Operators and punctuation, and what other languages have in their place.
    mutating func lexOperator() {
        if peek() == UInt8(ascii: "."), isDigit(peek(1)) { return lexLeadingDot() }
        if let foreign = foreignOperator() {
            report(foreign.diagnostic(span(position, position + foreign.length)))
            return add(foreign.meaning, length: foreign.length)
        }
        if let (kind, length) = operatorHere() { return add(kind, length: length) }
        let start = position
        position += 1
        report(.strangeCharacter(Unicode.Scalar(bytes[start]), span(start, position)))
        add(.invalid, from: start)
    }

    /// The longest operator that stands here, with its length.
    private func operatorHere() -> (Token.Kind, Int)? {
        let next = peek(1)
        let isAssigning = next == UInt8(ascii: "=")
        switch peek() {
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: ";"): return (.semicolon, 1)
        case UInt8(ascii: ":"): return (.colon, 1)
        case UInt8(ascii: "+"): return isAssigning ? (.addAssign, 2) : (.plus, 1)
        case UInt8(ascii: "-"):
            return isAssigning ? (.subtractAssign, 2) : next == UInt8(ascii: ">") ? (.arrow, 2) : (.minus, 1)
        case UInt8(ascii: "*"): return isAssigning ? (.multiplyAssign, 2) : (.star, 1)
        case UInt8(ascii: "%"): return isAssigning ? (.remainderAssign, 2) : (.percent, 1)
        case UInt8(ascii: "@"): return isAssigning ? (.matrixMultiplyAssign, 2) : (.at, 1)
        case UInt8(ascii: "^"): return isAssigning ? (.powerAssign, 2) : (.caret, 1)
        case UInt8(ascii: "="): return isAssigning ? (.equal, 2) : (.assign, 1)
        case UInt8(ascii: "!"): return isAssigning ? (.notEqual, 2) : nil
        case UInt8(ascii: "<"): return isAssigning ? (.lessOrEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"):
            return isAssigning
                ? (.greaterOrEqual, 2) : next == UInt8(ascii: ">") ? (.compose, 2) : (.greater, 1)
        case UInt8(ascii: "|"): return next == UInt8(ascii: ">") ? (.pipe, 2) : nil
        case UInt8(ascii: "/"):
            guard next == UInt8(ascii: "/") else { return isAssigning ? (.divideAssign, 2) : (.slash, 1) }
            return peek(2) == UInt8(ascii: "=") ? (.floorDivideAssign, 3) : (.doubleSlash, 2)
        case UInt8(ascii: "."):
            guard next == UInt8(ascii: ".") else { return (.dot, 1) }
            return peek(2) == UInt8(ascii: ".") ? (.ellipsis, 3) : (.halfOpenRange, 3)
        default: return nil
        }
    }

    /// An operator of another language, if one stands here; cheap to deny for most of ours.
    private func foreignOperator() -> ForeignOperator? {
        switch (peek(), peek(1)) {
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): return isDecrement ? .decrement : nil
        // `x <- 3` assigns in R; `x < -3` and `x<-3` compare.
        case (UInt8(ascii: "<"), UInt8(ascii: "-")): return spaceBefore && peek(2) == 0x20 ? .leftArrow : nil
        case (UInt8(ascii: "."), UInt8(ascii: ".")) where peek(2) != UInt8(ascii: "="):
            return peek(2) == UInt8(ascii: ".") || peek(2) == UInt8(ascii: "<") ? nil : .twoDots
        case (UInt8(ascii: "&"), _), (UInt8(ascii: "|"), _), (UInt8(ascii: "!"), _), (UInt8(ascii: "~"), _),
            (UInt8(ascii: "$"), _), (UInt8(ascii: "\\"), _), (_, UInt8(ascii: "*")), (_, UInt8(ascii: "=")),
            (_, UInt8(ascii: ">")), (_, UInt8(ascii: ".")), (_, UInt8(ascii: "+")):
            return ForeignOperator.all.first { stands($0.spelling) && !stands($0.exception) }
        default: return nil
        }
    }

    /// `x--` and nothing behind it; `x--y` is a subtraction.
    private var isDecrement: Bool {
        guard output.tokens.last?.kind.endsValue == true else { return false }
        var distance = 2
        while peek(distance) == UInt8(ascii: " ") { distance += 1 }
        return [0, 10, 13, UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "}")]
            .contains(peek(distance))
    }

    private func stands(_ spelling: String) -> Bool {
        guard !spelling.isEmpty else { return false }
        var distance = 0
        for byte in spelling.utf8 {
            if peek(distance) != byte { return false }
            distance += 1
        }
        return true
    }
}
