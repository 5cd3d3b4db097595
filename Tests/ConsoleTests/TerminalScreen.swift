import Language

/// What a terminal shows after the bytes that were written to it: as much of an xterm as line editing and tables use.
///
/// Lines that scrolled away are kept: the screen is the last `rows` of them.
struct TerminalScreen {
    private(set) var columns: Int
    private(set) var rows: Int
    /// Characters by column; a wide one is followed by an empty cell.
    private var cells: [[String]] = [[]]
    /// The lines that only go on from the one above, since that one was full.
    private var continued: Set<Int> = []
    private(set) var cursor = (line: 0, column: 0)
    /// A character was put into the last column: the next one begins a line.
    private var wrapsNext = false

    /// All text so far, without escape sequences, and how much of it was taken.
    private(set) var written: [UInt8] = []
    private var taken = 0
    private var parser = Parser()

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// Every line, the top one first, without blanks at the end.
    var lines: [String] {
        cells.map(TerminalScreen.text)
    }

    private static func text(of row: [String]) -> String {
        row.prefix(row.lastIndex { $0 != " " && $0 != "" }.map { $0 + 1 } ?? 0).joined()
    }

    /// The line that the cursor is in.
    var currentLine: String { TerminalScreen.text(of: cells[cursor.line]) }

    /// Takes everything up to a text that was not taken yet; false if it is not there.
    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        var start = taken
        while start + wanted.count <= written.count {
            if written[start..<start + wanted.count].elementsEqual(wanted) {
                taken = start + wanted.count
                return true
            }
            start += 1
        }
        return false
    }

    /// Lines are broken anew, as most terminals do (VTE, kitty, iTerm2, tmux); the cursor stays with its character.
    mutating func resize(columns: Int, rows: Int) {
        let old = (cells: cells, continued: continued, cursor: cursor)
        (self.columns, self.rows) = (columns, rows)
        (cells, continued, wrapsNext) = ([], [], false)
        for (index, line) in old.cells.enumerated() {
            let goesOn = old.continued.contains(index)
            if !goesOn { cells.append([]) }
            let start = cells[cells.count - 1].count
            for cell in line {
                if cells[cells.count - 1].count == columns { startContinuation() }
                cells[cells.count - 1].append(cell)
            }
            if index == old.cursor.line { placeCursor(old.cursor.column + (goesOn ? start : 0)) }
        }
    }

    private mutating func startContinuation() {
        continued.insert(cells.count)
        cells.append([])
    }

    /// Puts the cursor into a column of the last line, counted from where that began before it was broken.
    private mutating func placeCursor(_ column: Int) {
        let first =
            (continued.contains(cells.count - 1) ? cells.indices.last { !continued.contains($0) } : nil)
            ?? cells.count - 1
        cursor = (min(first + column / columns, cells.count - 1), column % columns)
    }

    mutating func write(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            switch parser.next(byte) {
            case .nothing: break
            case .control(let code): control(code)
            case .character(let character): put(character)
            case .sequence(let numbers, let final): apply(final, numbers)
            }
        }
    }

    // MARK: Text

    private mutating func put(_ character: Character) {
        written.append(contentsOf: String(character).utf8)
        let width = displayWidth(character)
        if width == 0 {
            if cursor.column > 0, cells[cursor.line].count >= cursor.column {
                cells[cursor.line][cursor.column - 1].append(character)
            }
            return
        }
        if wrapsNext || cursor.column + width > columns {
            cursor.column = 0
            moveDown()
            continued.insert(cursor.line)
        }
        widen(to: cursor.column + width)
        cells[cursor.line][cursor.column] = String(character)
        if width == 2 { cells[cursor.line][cursor.column + 1] = "" }
        wrapsNext = cursor.column + width >= columns
        cursor.column = min(cursor.column + width, columns - 1)
    }

    private mutating func widen(to count: Int) {
        let missing = count - cells[cursor.line].count
        if missing > 0 { cells[cursor.line] += Array(repeating: " ", count: missing) }
    }

    private mutating func moveDown() {
        cursor.line += 1
        wrapsNext = false
        if cursor.line == cells.count { cells.append([]) }
    }

    private mutating func control(_ code: UInt8) {
        switch code {
        case 8: moveTo(column: cursor.column - 1)
        case 9: moveTo(column: (cursor.column / 8 + 1) * 8)
        case 10:
            written.append(10)
            moveDown()
        case 13: moveTo(column: 0)
        default: break
        }
    }

    // MARK: Sequences

    private mutating func apply(_ final: UInt8, _ numbers: [Int]) {
        let count = max(1, numbers.first ?? 1)
        switch Character(UnicodeScalar(final)) {
        case "A": moveTo(line: cursor.line - count)
        case "B": moveTo(line: cursor.line + count)
        case "C": moveTo(column: cursor.column + count)
        case "D": moveTo(column: cursor.column - count)
        case "G": moveTo(column: count - 1)
        case "H":
            moveTo(line: top + count - 1)
            moveTo(column: (numbers.count > 1 ? max(1, numbers[1]) : 1) - 1)
        case "J": eraseLines(numbers.first ?? 0)
        case "K": eraseInLine(numbers.first ?? 0)
        case "P": deleteCharacters(count)
        case "@": insertBlanks(count)
        default: break
        }
    }

    private var top: Int { max(0, cells.count - rows) }

    private mutating func moveTo(column: Int) {
        cursor.column = min(max(0, column), columns - 1)
        wrapsNext = false
    }

    private mutating func moveTo(line: Int) {
        cursor.line = min(max(top, line), top + rows - 1)
        while cells.count <= cursor.line { cells.append([]) }
        wrapsNext = false
    }

    private mutating func eraseLines(_ kind: Int) {
        if kind == 0 {
            eraseInLine(0)
            for line in cells.indices.dropFirst(cursor.line + 1) { cells[line] = [] }
            continued = continued.filter { $0 <= cursor.line }
        } else {
            for line in cells.indices.dropFirst(top) { cells[line] = [] }
        }
    }

    private mutating func eraseInLine(_ kind: Int) {
        let row = cells[cursor.line]
        switch kind {
        case 0: cells[cursor.line] = Array(row.prefix(cursor.column))
        case 1: for column in row.indices.prefix(cursor.column + 1) { cells[cursor.line][column] = " " }
        default: cells[cursor.line] = []
        }
    }

    private mutating func deleteCharacters(_ count: Int) {
        guard cursor.column < cells[cursor.line].count else { return }
        let end = min(cells[cursor.line].count, cursor.column + count)
        cells[cursor.line].removeSubrange(cursor.column..<end)
    }

    private mutating func insertBlanks(_ count: Int) {
        guard cursor.column < cells[cursor.line].count else { return }
        cells[cursor.line].insert(contentsOf: Array(repeating: " ", count: count), at: cursor.column)
        cells[cursor.line] = Array(cells[cursor.line].prefix(columns))
    }
}

extension TerminalScreen {
    /// Cuts bytes into characters, control codes and escape sequences.
    private struct Parser {
        enum Piece {
            case nothing
            case control(UInt8)
            case character(Character)
            /// `ESC [ numbers final`
            case sequence([Int], UInt8)
        }

        private enum State { case text, escape, sequence, command, commandEscape, skipOne }
        private var state = State.text
        private var bytes: [UInt8] = []
        private var missing = 0

        mutating func next(_ byte: UInt8) -> Piece {
            switch state {
            case .text: return text(byte)
            case .escape: return escape(byte)
            case .sequence: return sequence(byte)
            case .command:
                // An operating system command, such as a window's title, ends with BEL or ESC \.
                state = byte == 7 ? .text : byte == 0x1B ? .commandEscape : .command
            case .commandEscape, .skipOne: state = .text
            }
            return .nothing
        }

        private mutating func text(_ byte: UInt8) -> Piece {
            if byte == 0x1B {
                state = .escape
                return .nothing
            }
            if byte < 0x20 || byte == 0x7F { return .control(byte) }
            if byte < 0x80 || byte >= 0xC0 {
                bytes = []
                missing = byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
            } else {
                missing -= 1
            }
            bytes.append(byte)
            if missing > 0 { return .nothing }
            return String(decoding: bytes, as: UTF8.self).first.map { .character($0) } ?? .nothing
        }

        private mutating func escape(_ byte: UInt8) -> Piece {
            bytes = []
            switch byte {
            case UInt8(ascii: "["): state = .sequence
            case UInt8(ascii: "]"): state = .command
            case UInt8(ascii: "("), UInt8(ascii: ")"): state = .skipOne
            default: state = .text
            }
            return .nothing
        }

        private mutating func sequence(_ byte: UInt8) -> Piece {
            guard (0x40...0x7E).contains(byte) else {
                bytes.append(byte)
                return .nothing
            }
            state = .text
            // Private modes, such as bracketed paste, change nothing that is seen.
            if bytes.first == UInt8(ascii: "?") || bytes.first == UInt8(ascii: ">") { return .nothing }
            let parameters = String(decoding: bytes, as: UTF8.self).split(
                separator: ";", omittingEmptySubsequences: false)
            return .sequence(bytes.isEmpty ? [] : parameters.map { Int($0) ?? 0 }, byte)
        }
    }
}
