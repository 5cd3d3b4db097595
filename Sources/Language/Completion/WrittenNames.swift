/// What a text names before the cursor: the variables of the functions that the cursor stands in, and their
/// parameters. Functions that end before the cursor keep their own variables to themselves.
extension CursorReader {
    func names(before end: Int) -> [WrittenName] {
        var collector = NameCollector(reader: self, cursor: end)
        collector.collect(0..<end, isBlock: true, nesting: 0)
        return collector.names
    }

    /// The parameters between the parentheses of a function; those that are written so far.
    func parameters(openedAt opener: Int) -> [FunctionHeader.Parameter] {
        let end = closer(of: opener) ?? tokens.count
        var found: [FunctionHeader.Parameter] = []
        var index = opener + 1
        while index < end {
            let next = firstIndex(in: index..<end) { self.kind($0) == .comma } ?? end
            if kind(index) == .name { found.append(parameter(index..<next)) }
            index = next + 1
        }
        return found
    }

    private func parameter(_ range: Range<Int>) -> FunctionHeader.Parameter {
        let equals = firstIndex(in: range) { self.kind($0) == .assign }
        let end = equals ?? range.upperBound
        let isAnnotated = kind(range.lowerBound + 1) == .colon && range.lowerBound + 2 < end
        return FunctionHeader.Parameter(
            name: text(tokens[range.lowerBound]), hasDefault: equals != nil,
            annotation: isAnnotated ? written(range.lowerBound + 2..<end).text : nil)
    }

    /// The first token that fulfils a condition, without those in closed brackets.
    func firstIndex(in range: Range<Int>, where isWanted: (Int) -> Bool) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if isWanted(index) { return index }
            if isOpener(index), let closer = closer(of: index) { index = max(index, closer) }
            index += 1
        }
        return nil
    }
}

/// Goes through statements, and into the brackets that are open at the end.
private struct NameCollector {
    let reader: CursorReader
    /// The token at the cursor.
    let cursor: Int
    var names: [WrittenName] = []

    /// Blocks within blocks are read so deep.
    private static let nestingLimit = 64

    init(reader: CursorReader, cursor: Int) {
        self.reader = reader
        self.cursor = cursor
    }

    mutating func collect(_ range: Range<Int>, isBlock: Bool, nesting: Int) {
        guard nesting < Self.nestingLimit else { return }
        var start = range.lowerBound
        while start < range.upperBound {
            let end = isBlock ? endOfStatement(from: start, in: range) : range.upperBound
            let isLast = end == cursor && (!isBlock || goesOn(start..<end))
            collect(statement: start..<end, isLast: isLast, nesting: nesting)
            start = max(end, start + 1)
        }
    }

    /// A bracket that is open at the cursor belongs to the last statement, with all that stands in it.
    private func endOfStatement(from start: Int, in range: Range<Int>) -> Int {
        let end = reader.firstIndex(in: start..<range.upperBound) { index in
            isOpen(index) || reader.kind(index) == .semicolon
                || (index > start && reader.endsStatement(before: index))
        }
        return end.flatMap { isOpen($0) ? nil : $0 } ?? range.upperBound
    }

    /// Whether the statement before the cursor does not end before it.
    private func goesOn(_ range: Range<Int>) -> Bool {
        !reader.endsStatement(before: cursor) || reader.firstIndex(in: range, where: isOpen) != nil
    }

    private func isOpen(_ index: Int) -> Bool { reader.isOpener(index) && reader.closer(of: index) == nil }

    private mutating func collect(statement range: Range<Int>, isLast: Bool, nesting: Int) {
        if let opener = headerOpener(range) {
            return collectFunction(range, openedAt: opener, isLast: isLast, nesting: nesting)
        }
        collectTargets(range, isLast: isLast)
        collectParts(range, isLast: isLast, nesting: nesting)
    }

    // MARK: Functions and layers

    /// The `(` of `fn name(`, `layer name(`, or of a method `name(x) =`.
    private func headerOpener(_ range: Range<Int>) -> Int? {
        let start = range.lowerBound
        let isDefinition = reader.kind(start) == .fn || reader.kind(start) == .layer
        let opener = isDefinition ? start + 2 : start + 1
        guard opener < range.upperBound, reader.kind(opener - 1) == .name,
            reader.kind(opener) == .leftParenthesis
        else { return nil }
        if isDefinition { return opener }
        guard let closer = reader.closer(of: opener), closer + 1 < range.upperBound else { return nil }
        return [.assign, .leftBrace].contains(reader.kind(closer + 1)) ? opener : nil
    }

    private mutating func collectFunction(_ range: Range<Int>, openedAt opener: Int, isLast: Bool, nesting: Int) {
        let parameters = reader.parameters(openedAt: opener)
        if reader.kind(opener - 2) == .fn || reader.kind(opener - 2) == .layer {
            let name = reader.text(reader.tokens[opener - 1])
            names.append(
                WrittenName(name: name, origin: .function(FunctionHeader(name: name, parameters: parameters))))
        }
        guard let closer = reader.closer(of: opener), isLast else { return }
        let body = min(closer + 1, range.upperBound)..<range.upperBound
        // A body in closed braces ends the function before the cursor.
        let isClosed =
            reader.firstIndex(in: body) { reader.kind($0) == .leftBrace && reader.closer(of: $0) != nil } != nil
        guard !isClosed else { return }
        names += parameters.map { WrittenName(name: $0.name, origin: .parameter(annotation: $0.annotation)) }
        collectParts(body, isLast: true, nesting: nesting)
    }

    // MARK: Assignments and loops

    /// `a = e`, `a, b = e`, `for a, b in e`. One that goes on at the cursor has not named anything yet.
    private mutating func collectTargets(_ range: Range<Int>, isLast: Bool) {
        let isLoop = reader.kind(range.lowerBound) == .for
        let targets = targets(in: isLoop ? range.lowerBound + 1..<range.upperBound : range)
        guard let first = targets.first, let last = targets.last, last + 1 < range.upperBound else { return }
        guard reader.kind(last + 1) == (isLoop ? .in : .assign), isLoop || !isLast else { return }
        let valueStart = last + 2
        let end = isLoop ? reader.firstIndex(in: valueStart..<range.upperBound) { reader.kind($0) == .leftBrace } : nil
        let value = reader.written(min(valueStart, range.upperBound)..<(end ?? range.upperBound))
        let whole: WrittenName.Origin = isLoop ? .element(of: value) : .assigned(value)
        if first == last {
            names.append(WrittenName(name: reader.text(reader.tokens[first]), origin: whole))
        } else {
            for (position, token) in targets.enumerated() {
                names.append(WrittenName(name: reader.text(reader.tokens[token]), origin: .part(position, of: value)))
            }
        }
    }

    /// The tokens of names that are parted by commas.
    private func targets(in range: Range<Int>) -> [Int] {
        var found: [Int] = []
        var index = range.lowerBound
        while index < range.upperBound, reader.kind(index) == .name {
            found.append(index)
            guard reader.kind(index + 1) == .comma else { break }
            index += 2
        }
        return found
    }

    // MARK: Parts of a statement

    /// What closed blocks, `catch`, arrows around the cursor and the bracket that is open at it name.
    private mutating func collectParts(_ range: Range<Int>, isLast: Bool, nesting: Int) {
        let isControl = [.if, .for, .while, .try].contains(reader.kind(range.lowerBound))
        var arrows: [Int] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch reader.kind(index) {
            case .comma: arrows = []
            case .arrow: arrows.append(index)
            case .catch where reader.kind(index + 1) == .name && index + 1 < range.upperBound:
                names.append(WrittenName(name: reader.text(reader.tokens[index + 1]), origin: .error))
            case let kind where kind.opensBracket:
                let isBlock = reader.opensBlock(index)
                guard let closer = reader.closer(of: index), closer < range.upperBound else {
                    arrows.forEach { collectArrow($0) }
                    return collect(index + 1..<range.upperBound, isBlock: isBlock, nesting: nesting + 1)
                }
                if isBlock, isControl { collect(index + 1..<closer, isBlock: true, nesting: nesting + 1) }
                index = closer
            default: break
            }
            index += 1
        }
        if isLast { arrows.forEach { collectArrow($0) } }
    }

    /// The parameters before a `->`.
    private mutating func collectArrow(_ arrow: Int) {
        guard arrow > 0 else { return }
        if reader.kind(arrow - 1) == .name {
            names.append(
                WrittenName(name: reader.text(reader.tokens[arrow - 1]), origin: .parameter(annotation: nil)))
        } else if reader.kind(arrow - 1) == .rightParenthesis, reader.tokens[arrow - 1].partner != Token.noPartner {
            let opener = Int(reader.tokens[arrow - 1].partner)
            names += reader.parameters(openedAt: opener).map {
                WrittenName(name: $0.name, origin: .parameter(annotation: nil))
            }
        }
    }
}
