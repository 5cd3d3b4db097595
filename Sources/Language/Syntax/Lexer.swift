import Signatures

/// Cuts source text into tokens, in one pass over its bytes.
///
/// It never stops at a mistake: it says what is wrong, and goes on with the token that was probably meant, so
/// that the parser has no second complaint about it.
struct Lexer {
    let source: SourceText
    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    var position: Int
    var output = TokenList()
    var newlineBefore = false
    var spaceBefore = false
    var documentation = DocumentationLines()
    /// The indices of the brackets that are open.
    private var openers: [Int] = []

    /// The most tokens of one source text: a bound on what the tree can take.
    static let tokenLimit = 2_000_000

    private init(_ source: SourceText, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.source = source
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    /// The tokens of a whole text, or of a part of it such as what stands between `{` and `}` in a string.
    static func tokens(of source: SourceText, in range: Range<Int>? = nil) -> TokenList {
        source.bytes.withUnsafeBufferPointer { bytes in
            let all = 0..<bytes.count
            var lexer = Lexer(source, bytes, range.map { $0.clamped(to: all) } ?? all)
            lexer.run()
            return lexer.output
        }
    }

    private mutating func run() {
        output.tokens.reserveCapacity((end - position) / 4 + 1)
        skipBlanks()
        while position < end {
            lexToken()
            skipBlanks()
            if output.tokens.count >= Lexer.tokenLimit {
                report(.tooManyTokens(span(position, position)))
                position = end
            }
        }
        add(.endOfText, from: end)
    }

    /// The byte at a distance from the current one; 0, which no source contains, beyond the end.
    func peek(_ distance: Int = 0) -> UInt8 {
        let index = position + distance
        return index < end ? bytes[index] : 0
    }

    func span(_ start: Int, _ end: Int) -> Span {
        Span(source.id, UInt32(clamping: start), UInt32(clamping: end))
    }

    mutating func report(_ diagnostic: Diagnostic) {
        if output.diagnostics.count < Parser.diagnosticLimit { output.diagnostics.append(diagnostic) }
    }

    /// Adds the token that stands from `start` to the current position.
    mutating func add(_ kind: Token.Kind, from start: Int) {
        if let text = documentation.take() { output.documentation[output.tokens.count] = text }
        output.tokens.append(
            Token(
                kind: kind, newlineBefore: newlineBefore, spaceBefore: spaceBefore,
                start: UInt32(clamping: start), end: UInt32(clamping: position)))
        (newlineBefore, spaceBefore) = (false, false)
    }

    mutating func add(_ kind: Token.Kind, length: Int) {
        let start = position
        position += length
        add(kind, from: start)
    }

    private mutating func lexToken() {
        switch peek() {
        case UInt8(ascii: "r") where peek(1) == UInt8(ascii: "\""): lexString()
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            lexName()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
        case UInt8(ascii: "\""): lexString()
        case UInt8(ascii: "'"): lexSingleQuote()
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): lexOpener()
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): lexCloser()
        case 0x80...: lexUnicode()
        default: lexOperator()
        }
    }

    private mutating func lexName() {
        let start = position
        skipName()
        add(Token.Kind.keyword(bytes[start..<position]) ?? .name, from: start)
    }

    /// Moves behind the letters, digits and `_` that stand here.
    mutating func skipName() {
        while position < end {
            if isNameByte(bytes[position]) {
                position += 1
            } else if bytes[position] >= 0x80, let scalar = scalar(at: position),
                scalar.properties.isXIDContinue
            {
                position += UTF8.width(scalar)
            } else {
                return
            }
        }
    }

    private mutating func lexUnicode() {
        guard let scalar = scalar(at: position) else {
            position += 1
            return
        }
        if scalar.properties.isXIDStart { return lexName() }
        let start = position
        position += UTF8.width(scalar)
        report(.strangeCharacter(scalar, span(start, position)))
        add(.invalid, from: start)
    }

    private mutating func lexOpener() {
        openers.append(output.tokens.count)
        switch peek() {
        case UInt8(ascii: "("): add(.leftParenthesis, length: 1)
        case UInt8(ascii: "["): add(.leftBracket, length: 1)
        default: add(.leftBrace, length: 1)
        }
    }

    /// A closer belongs to the innermost opener of its sort; those opened since then are never closed.
    private mutating func lexCloser() {
        let (kind, opener): (Token.Kind, Token.Kind) =
            switch peek() {
            case UInt8(ascii: ")"): (.rightParenthesis, .leftParenthesis)
            case UInt8(ascii: "]"): (.rightBracket, .leftBracket)
            default: (.rightBrace, .leftBrace)
            }
        let index = output.tokens.count
        add(kind, length: 1)
        guard let depth = openers.lastIndex(where: { output.tokens[$0].kind == opener }) else { return }
        output.tokens[index].partner = UInt32(clamping: openers[depth])
        output.tokens[openers[depth]].partner = UInt32(clamping: index)
        openers.removeSubrange(depth...)
    }

    /// The Unicode scalar at a place; nil if the bytes are not UTF-8.
    func scalar(at index: Int) -> Unicode.Scalar? {
        var decoder = UTF8()
        var iterator = bytes[index..<min(end, index + 4)].makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
        return nil
    }
}

/// Whether a byte of ASCII may stand within a name.
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
}

func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") }
