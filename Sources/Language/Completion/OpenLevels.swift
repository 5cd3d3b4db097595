/// The tokens that stand directly within one open bracket, or within none, up to the next open one.
struct OpenLevel {
    /// The bracket; nil for the text as a whole.
    let opener: Int?
    /// Whether a line break ends a statement here.
    let newlinesMatter: Bool
    /// The first token of the statement that goes on.
    var statement: Int
    /// The first token of the expression that goes on.
    var expression: Int
    /// The last `|>` of that expression.
    var pipe: Int?
    /// The commas of the statement, and so of the bracket.
    var commas: [Int] = []
    /// The tokens, without those in brackets that are closed.
    var contents: [Int] = []
}

extension CursorReader {
    /// The open brackets before a token, outermost first.
    func levels(before end: Int) -> [OpenLevel] {
        var levels = [OpenLevel(opener: nil, newlinesMatter: true, statement: 0, expression: 0)]
        var index = 0
        while index < end {
            let last = levels.count - 1
            note(index, in: &levels[last])
            if isOpener(index) {
                guard let closer = closer(of: index), closer < end else {
                    levels.append(
                        OpenLevel(
                            opener: index, newlinesMatter: opensBlock(index), statement: index + 1,
                            expression: index + 1))
                    index += 1
                    continue
                }
                index = closer
                levels[last].contents.append(index)
            }
            index += 1
        }
        if beginsStatement(end, in: levels[levels.count - 1]) {
            begin(statement: end, in: &levels[levels.count - 1])
        }
        return levels
    }

    private func note(_ index: Int, in level: inout OpenLevel) {
        if beginsStatement(index, in: level) { begin(statement: index, in: &level) }
        level.contents.append(index)
        switch kind(index) {
        case .semicolon: begin(statement: index + 1, in: &level)
        case .comma:
            level.commas.append(index)
            begin(expression: index + 1, in: &level)
        case .pipe: level.pipe = index
        case .colon, .arrow, .return, .if, .while, .else: begin(expression: index + 1, in: &level)
        case .in where kind(level.statement) == .for: begin(expression: index + 1, in: &level)
        case let kind where kind == .assign || kind.updateOperator != nil:
            begin(expression: index + 1, in: &level)
        default: break
        }
    }

    private func begin(statement index: Int, in level: inout OpenLevel) {
        level.statement = index
        level.commas = []
        begin(expression: index, in: &level)
    }

    private func begin(expression index: Int, in level: inout OpenLevel) {
        level.expression = index
        level.pipe = nil
    }

    private func beginsStatement(_ index: Int, in level: OpenLevel) -> Bool {
        level.newlinesMatter && index > level.statement && endsStatement(before: index)
    }

    /// Whether the line break before a token ends a statement, where line breaks matter.
    func endsStatement(before index: Int) -> Bool {
        guard followsNewline(index), index > 0, !kind(index - 1).asksForMore else { return false }
        switch kind(index) {
        case .else, .catch: return false
        // `.name(` goes on; while the name is being typed, its parenthesis is yet to come.
        case .dot: return isLabel(index + 1) && index + 2 < tokens.count && kind(index + 2) != .leftParenthesis
        default: return !kind(index).continuesLine
        }
    }

    /// Whether a line break stands before a token, or before the cursor.
    private func followsNewline(_ index: Int) -> Bool {
        index < tokens.count ? tokens[index].newlineBefore : gap.contains(UInt8(ascii: "\n"))
    }

    func isOpener(_ index: Int) -> Bool { kind(index).opensBracket }

    /// Whether the bracket at an index is a `{` and not that of a record.
    func opensBlock(_ index: Int) -> Bool {
        guard kind(index) == .leftBrace else { return false }
        switch kind(index + 1) {
        case .rightBrace, .ellipsis: return false
        default: return kind(index + 2) != .colon || !(isLabel(index + 1) || kind(index + 1) == .string)
        }
    }
}
