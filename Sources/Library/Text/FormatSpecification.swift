import Signatures

/// What follows the `:` in `"{x:>8.3f}"`: Python's format mini-language, as far as numbers and text need it.
///
/// `[[fill]align][sign][0][width][,][.precision][type]`, with the types `f e g % d x b s`.
package struct FormatSpecification: Hashable, Sendable {
    package enum Alignment: Character, Sendable {
        case left = "<"
        case right = ">"
        case center = "^"
    }

    package var fill: Character = " "
    package var alignment: Alignment?
    package var alwaysSigned = false
    package var width = 0
    package var grouped = false
    package var precision: Int?
    package var type: Character?

    /// More than any terminal or number needs; a width from input may not name a size that memory can't hold.
    static let widestField = 10_000
    static let mostDecimals = 1_000

    package init(parsing text: String) throws {
        var rest = text[...]
        parseAlignment(&rest)
        if rest.first == "+" {
            alwaysSigned = true
            rest.removeFirst()
        }
        if rest.first == "0", alignment == nil {
            (fill, alignment) = ("0", .right)
        }
        width = try Self.number(&rest, most: Self.widestField, what: "width") ?? 0
        if rest.first == "," {
            grouped = true
            rest.removeFirst()
        }
        try parsePrecision(&rest)
        try parseType(rest, of: text)
    }

    private mutating func parseAlignment(_ rest: inout Substring) {
        if let second = rest.dropFirst().first, let alignment = Alignment(rawValue: second), let fill = rest.first {
            (self.fill, self.alignment) = (fill, alignment)
            rest.removeFirst(2)
        } else if let first = rest.first, let alignment = Alignment(rawValue: first) {
            self.alignment = alignment
            rest.removeFirst()
        }
    }

    private mutating func parsePrecision(_ rest: inout Substring) throws {
        guard rest.first == "." else { return }
        rest.removeFirst()
        precision = try Self.number(&rest, most: Self.mostDecimals, what: "precision")
        if precision == nil {
            throw Fault(.value, "a number of decimals is missing after `.` in the format")
        }
    }

    private mutating func parseType(_ rest: Substring, of text: String) throws {
        guard let letter = rest.first else { return }
        guard rest.count == 1, "feg%dxbs".contains(letter) else {
            throw Fault(
                .value, "`\(text)` is not a format",
                notes: ["a format is [align][width][,][.decimals][f e g % d x b s], such as `.2f` or `>10`"])
        }
        type = letter
    }

    private static func number(
        _ rest: inout Substring, most: Int, what: String
    ) throws -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        guard let value = Int(digits), value <= most else {
            throw Fault(.limit, "a format's \(what) is at most \(most)")
        }
        rest.removeFirst(digits.count)
        return value
    }
}

extension FormatSpecification {
    /// The text of a number. Faults where the type letter asks for an integer and the number has a fraction.
    package func text(of number: Double) throws -> String {
        switch type {
        case nil: padded(signed(precision.map { decimalText(number, "g", $0) } ?? shortestText(number), number))
        case "f", "e", "g": padded(signed(decimalText(number, type ?? "f", precision ?? 6), number))
        case "%": padded(signed(decimalText(number * 100, "f", precision ?? 0) + "%", number))
        default: try integerText(of: number)
        }
    }

    /// The text of an integer.
    package func text(of number: Int) throws -> String {
        switch type {
        case nil, "d": padded(signed("\(number)", Double(number)))
        case "x": padded(signed(String(number, radix: 16), Double(number)))
        case "b": padded(signed(String(number, radix: 2), Double(number)))
        default: try text(of: Double(number))
        }
    }

    /// The text of a string; a precision cuts it.
    package func text(of string: String) throws -> String {
        guard type == nil || type == "s" else {
            throw Fault(.value, "the format `\(type ?? "s")` is for numbers, and this is a string")
        }
        return padded(precision.map { String(string.prefix($0)) } ?? string, alignedBy: .left)
    }

    private func integerText(of number: Double) throws -> String {
        guard type != "s" else {
            throw Fault(.value, "the format `s` is for strings, and this is a number")
        }
        guard let integer = Int(exactly: number) else {
            throw Fault(.value, "the format `\(type ?? "d")` is for integers, and \(number) is not one")
        }
        return try text(of: integer)
    }

    private func signed(_ text: String, _ number: Double) -> String {
        let digits = grouped ? groupedThousands(text) : text
        return alwaysSigned && number >= 0 ? "+" + digits : digits
    }

    private func padded(_ text: String, alignedBy natural: Alignment = .right) -> String {
        let missing = width - text.count
        guard missing > 0 else { return text }
        switch alignment ?? natural {
        case .left: return text + String(repeating: fill, count: missing)
        case .center:
            let left = missing / 2
            return String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left)
        case .right:
            // Zeros go between the sign and the digits.
            if fill == "0", let sign = text.first, sign == "-" || sign == "+" {
                return String(sign) + String(repeating: fill, count: missing) + text.dropFirst()
            }
            return String(repeating: fill, count: missing) + text
        }
    }
}
