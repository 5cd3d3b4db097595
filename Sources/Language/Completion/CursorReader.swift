/// Finds out what stands at a cursor, from the tokens before it alone: what follows may not fit them yet.
struct CursorReader {
    /// The longest text that is read. What is completed is typed by hand.
    static let textLimit = 1 << 18
    /// How many open brackets are described, from the innermost.
    static let surroundingLimit = 32

    let source: SourceText
    /// Whether the text is one of the prompt, which may go on from the value shown last.
    let isAtPrompt: Bool
    /// The text up to the cursor, or what stands of it in a value within a string.
    let range: Range<Int>
    let tokens: [Token]

    init(_ source: SourceText, _ range: Range<Int>, isAtPrompt: Bool) {
        self.source = source
        self.range = range
        self.isAtPrompt = isAtPrompt && range.lowerBound == 0
        tokens = Lexer.tokens(of: source, in: range).tokens.dropLast()
    }

    /// The cursor's offset.
    var offset: Int { range.upperBound }

    func text(_ token: Token) -> String { text(Int(token.start)..<Int(token.end)) }

    func text(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }

    /// What the tokens of a range should be an expression of.
    func written(_ range: Range<Int>) -> WrittenExpression {
        let start = range.lowerBound < tokens.count ? Int(tokens[range.lowerBound].start) : offset
        let end = range.isEmpty ? start : max(start, Int(tokens[range.upperBound - 1].end))
        return WrittenExpression(
            source: source, range: start..<end, continuesFromLast: isAtPrompt && range.lowerBound == 0)
    }

    func isLabel(_ index: Int) -> Bool {
        tokens.indices.contains(index) && (tokens[index].kind == .name || tokens[index].kind.isKeyword)
    }

    func kind(_ index: Int) -> Token.Kind { tokens.indices.contains(index) ? tokens[index].kind : .endOfText }

    /// The token that closes the bracket at an index; nil if it is open at the cursor.
    func closer(of index: Int) -> Int? {
        tokens[index].partner == Token.noPartner ? nil : Int(tokens[index].partner)
    }
}

/// What stands at an offset of a text. An offset within a character counts as before it.
package func readCursor(in source: SourceText, at offset: Int, isAtPrompt: Bool = false) -> Cursor {
    var offset = min(max(offset, 0), source.bytes.count)
    while offset > 0, offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    guard source.bytes.count <= CursorReader.textLimit else { return .nothing(at: offset) }
    return CursorReader(source, 0..<offset, isAtPrompt: isAtPrompt).cursor()
}

extension CursorReader {
    func cursor(nesting: Int = 0) -> Cursor {
        if let last = tokens.last, let inside = insideString(last) {
            switch inside {
            case .text(let start): return cursorInText(from: start)
            case .value(let start): return cursorInValue(from: start, nesting: nesting)
            case .nothing: return .nothing(at: offset)
            }
        }
        return isInComment ? .nothing(at: offset) : cursorInCode()
    }

    /// What stands between the last token and the cursor: blanks and comments.
    var gap: ArraySlice<UInt8> { source.bytes[(tokens.last.map { Int($0.end) } ?? range.lowerBound)..<offset] }

    private var isInComment: Bool {
        let line = gap.lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? gap.startIndex
        return gap[line...].contains(UInt8(ascii: "#"))
    }

    // MARK: Strings

    private enum Inside {
        case text(Int), value(Int), nothing
    }

    /// What the cursor is in of a string; nil if the token is none, or one that ends before the cursor.
    private func insideString(_ token: Token) -> Inside? {
        guard token.kind == .badLiteral else { return nil }
        return source.bytes.withUnsafeBufferPointer { bytes in
            let start = Int(token.start)
            let scanner = StringScanner(bytes: bytes, end: offset)
            let isString = scanner.byte(start) == UInt8(ascii: "\"") || scanner.byte(start) == UInt8(ascii: "r")
            guard isString else { return scanner.byte(start) == UInt8(ascii: "'") ? .nothing : nil }
            let style = scanner.style(at: start)
            switch scanner.scan(from: start) {
            case .unterminated(let end): return end == offset ? .text(start + style.openingLength) : nil
            case .openBrace(let brace):
                let isBroken = !style.isTriple && bytes[brace..<offset].contains(UInt8(ascii: "\n"))
                return isBroken ? nil : .value(brace + 1)
            case .tooDeep: return .nothing
            case .closed: return nil
            }
        }
    }

    private func cursorInText(from start: Int) -> Cursor {
        // Of `"""` the first two quotes alone are an empty string, whose end is not yet known.
        let start = min(start, offset)
        var cursor = Cursor(place: .string, start: start, word: text(start..<offset))
        describe(&cursor, before: tokens.count - 1)
        return cursor
    }

    /// Within the `{` of a string; what stands behind a `:` is a format.
    private func cursorInValue(from start: Int, nesting: Int) -> Cursor {
        let inner = CursorReader(source, start..<offset, isAtPrompt: false)
        let hasFormat = inner.levels(before: inner.tokens.count).first.map { level in
            level.contents.contains { inner.kind($0) == .colon }
        }
        guard hasFormat != true, nesting < StringScanner.nestingLimit else { return .nothing(at: offset) }
        var cursor = inner.cursor(nesting: nesting + 1)
        cursor.names.insert(contentsOf: names(before: tokens.count - 1), at: 0)
        return cursor
    }

    // MARK: Code

    private func cursorInCode() -> Cursor {
        let hasWord = isLabel(tokens.count - 1) && Int(tokens[tokens.count - 1].end) == offset
        let word = hasWord ? tokens.count - 1 : tokens.count
        let start = hasWord ? Int(tokens[word].start) : offset
        var cursor = Cursor(place: .name, start: start, word: text(start..<offset))
        if !hasWord, let last = tokens.last, Int(last.end) == offset, isNumber(last) {
            cursor.place = .nothing
            describe(&cursor, before: tokens.count - 1)
            return cursor
        }
        describe(&cursor, before: word)
        if kind(word - 1) == .dot {
            place(&cursor, behindDot: word - 1)
        } else {
            cursor.place = place(of: word, in: cursor)
        }
        return cursor
    }

    /// A number, or something broken that touches the cursor.
    private func isNumber(_ token: Token) -> Bool {
        switch token.kind {
        case .int, .float, .badLiteral, .invalid: true
        default: false
        }
    }

    private func describe(_ cursor: inout Cursor, before end: Int) {
        let levels = levels(before: end)
        cursor.surroundings = surroundings(levels, before: end)
        cursor.names = names(before: end)
        guard let level = levels.last else { return }
        cursor.beginsStatement = level.statement == end && level.newlinesMatter
        cursor.beginsElement = level.opener.map { end == (level.commas.last ?? $0) + 1 } ?? false
    }

    private func place(_ cursor: inout Cursor, behindDot dot: Int) {
        cursor.start = Int(tokens[dot].start)
        if dot == 0, isAtPrompt {
            cursor.place = .member(of: written(0..<0))
        } else if endsValue(dot - 1) {
            cursor.place = .member(of: written(startOfValue(endingAt: dot - 1)..<dot))
        } else {
            cursor.place = tokens.count > dot + 1 && tokens[dot + 1].spaceBefore ? .nothing : .column
        }
    }

    /// What a word stands for that no dot precedes.
    private func place(of word: Int, in cursor: Cursor) -> Cursor.Place {
        let isParameter = if case .parameters? = cursor.surroundings.first { true } else { false }
        switch kind(word - 1) {
        case .fn, .layer, .for, .catch: return .nothing
        case .colon where isParameter: return .annotation
        case .assign where isParameter: return .name
        case .pipe: return placeBehindPipe(before: word)
        default:
            if isParameter { return .nothing }
            return endsValue(word - 1) && !cursor.beginsStatement ? .operation : .name
        }
    }

    private func placeBehindPipe(before word: Int) -> Cursor.Place {
        guard let level = levels(before: word).last, level.pipe == word - 1 else { return .name }
        return .stage(of: written(level.expression..<word - 1))
    }

    // MARK: Values

    /// Whether a value can end at a token: a member may be named by a keyword.
    func endsValue(_ index: Int) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        switch tokens[index].kind {
        case .true, .false, .none: return true
        default: return tokens[index].kind.endsValue || (isLabel(index) && kind(index - 1) == .dot)
        }
    }

    /// The first token of the value, with its calls, indices and members, whose last token is at an index.
    func startOfValue(endingAt last: Int) -> Int {
        var index = last
        while true {
            let isBracket = tokens[index].partner != Token.noPartner
            if isBracket { index = min(index, Int(tokens[index].partner)) }
            if isBracket, endsValue(index - 1), kind(index) != .leftBrace {
                index -= 1
            } else if isLabel(index), kind(index - 1) == .dot {
                guard endsValue(index - 2) else { return index - 1 }
                index -= 2
            } else {
                return index
            }
        }
    }
}
