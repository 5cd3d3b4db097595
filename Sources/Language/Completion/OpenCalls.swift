/// What the open brackets around a cursor are.
extension CursorReader {
    func surroundings(_ levels: [OpenLevel], before end: Int) -> [Surrounding] {
        var found: [Surrounding] = []
        for depth in levels.indices.dropFirst().reversed().prefix(Self.surroundingLimit) {
            found.append(surrounding(levels[depth], within: levels[depth - 1], before: end, isInnermost: found.isEmpty))
        }
        return found
    }

    private func surrounding(
        _ level: OpenLevel, within outer: OpenLevel, before end: Int, isInnermost: Bool
    ) -> Surrounding {
        guard let opener = level.opener else { return .block }
        if kind(opener) == .leftBrace { return level.newlinesMatter ? .block : .record }
        let followsValue = endsValue(opener - 1) && !(outer.newlinesMatter && tokens[opener].newlineBefore)
        guard followsValue else { return .elements }
        if kind(opener) == .leftBracket { return .index(written(startOfValue(endingAt: opener - 1)..<opener)) }
        if isHeader(opener) { return .parameters }
        var call = call(level, opener, within: outer, before: end)
        if isInnermost { call.laterNames = laterNames }
        return .call(call)
    }

    /// Whether a `(` opens the parameters of a function or layer.
    private func isHeader(_ opener: Int) -> Bool {
        kind(opener - 1) == .name && (kind(opener - 2) == .fn || kind(opener - 2) == .layer)
    }

    private func call(
        _ level: OpenLevel, _ opener: Int, within outer: OpenLevel, before end: Int
    ) -> OpenCall {
        let start = startOfValue(endingAt: opener - 1)
        var call = OpenCall(
            callee: written(start..<opener), arguments: arguments(level, before: end), beginsValue: false)
        call.beginsValue = beginsValue(level, end)
        if outer.pipe == start - 1, outer.pipe != nil {
            call.receiver = written(outer.expression..<start - 1)
        } else if kind(opener - 2) == .dot, start < opener - 2 {
            call.receiver = written(start..<opener - 2)
            call.callee = written(opener - 1..<opener)
            call.isMember = true
        } else if kind(opener - 2) == .dot, isAtPrompt, opener == 2 {
            call.receiver = written(0..<0)
            call.callee = written(opener - 1..<opener)
            call.isMember = true
        }
        return call
    }

    /// Whether a token comes first in its argument, or first behind the argument's name.
    private func beginsValue(_ level: OpenLevel, _ end: Int) -> Bool {
        guard let opener = level.opener else { return false }
        let first = (level.commas.last ?? opener) + 1
        return end == first || (end == first + 2 && isLabel(first) && kind(first + 1) == .colon)
    }

    private func arguments(_ level: OpenLevel, before end: Int) -> [WrittenArgument] {
        guard let opener = level.opener else { return [] }
        let edges = [opener] + level.commas + [end]
        return zip(edges, edges.dropFirst()).map { argument(min($0 + 1, $1)..<$1) }
    }

    private func argument(_ range: Range<Int>) -> WrittenArgument {
        guard range.count >= 2, isLabel(range.lowerBound), kind(range.lowerBound + 1) == .colon else {
            return WrittenArgument(name: nil, value: written(range))
        }
        return WrittenArgument(
            name: text(tokens[range.lowerBound]), value: written(range.lowerBound + 2..<range.upperBound))
    }

    // MARK: Behind the cursor

    /// How far the text behind the cursor is read.
    private static let reach = 1 << 12

    /// The names of arguments between the cursor and the end of the innermost bracket.
    private var laterNames: [String] {
        let start = startBehindWord
        let range = start..<min(source.bytes.count, start + Self.reach)
        let rest = Lexer.tokens(of: source, in: range).tokens
        var found: [String] = []
        var index = 0
        while index < rest.count, !rest[index].kind.closesBracket, rest[index].kind != .endOfText {
            if rest[index].partner != Token.noPartner { index = Int(rest[index].partner) }
            if index + 1 < rest.count, rest[index + 1].kind == .colon,
                rest[index].kind == .name || rest[index].kind.isKeyword
            {
                found.append(text(rest[index]))
            }
            index += 1
        }
        return found
    }

    /// Behind the name or the string that the cursor is in.
    private var startBehindWord: Int {
        let bytes = source.bytes
        var index = offset
        guard tokens.last?.kind == .badLiteral else {
            while index < bytes.count, isNameByte(bytes[index]) || bytes[index] >= 0x80 { index += 1 }
            return index
        }
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
            index += 1
            if bytes[index - 1] == UInt8(ascii: "\"") { return index }
        }
        return index
    }
}
