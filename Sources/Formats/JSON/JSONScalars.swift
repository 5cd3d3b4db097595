import Signatures

extension JSONReader {
    /// A number: an integer where it is written as one, else a decimal.
    mutating func number() throws -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        try wholeDigits()
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return try isInteger ? integer(text, at: start) : decimal(text, at: start)
    }

    private func integer(_ text: String, at start: Int) throws -> JSON {
        guard let value = Int(text) else {
            throw fault("the integer \(text) does not fit in 64 bits", at: start)
        }
        return .int(value)
    }

    private func decimal(_ text: String, at start: Int) throws -> JSON {
        guard let value = Double(text), value.isFinite else {
            throw fault("the number \(text) is too large", at: start)
        }
        return .float(value)
    }

    /// The digits before the point: no zero leads others.
    private mutating func wholeDigits() throws {
        if take(UInt8(ascii: "0")) {
            if isDigit(current) { throw fault("a number must not begin with 0") }
        } else {
            try digits()
        }
    }

    private mutating func digits() throws {
        guard isDigit(current) else { throw fault("expected a digit") }
        while isDigit(current) { position += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// A string in quotes, its escapes replaced.
    mutating func string() throws -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while true {
            guard !isAtEnd else { throw fault("the string that begins here does not end", at: start) }
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault("the string that begins here is not valid UTF-8", at: start)
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw fault("a string must not hold a control character")
            default:
                text.append(current)
                position += 1
            }
        }
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        let start = position
        position += 1
        let letter = current
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: String(try scalar(at: start)).utf8)
        default: throw fault("there is no such escape", at: start)
        }
    }

    /// What follows `\u`: four hexadecimal digits, or a surrogate pair of two such escapes.
    private mutating func scalar(at start: Int) throws -> Character {
        var code = try hexadecimal(at: start)
        if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let low = try hexadecimal(at: start)
            guard (0xDC00..<0xE000).contains(low) else {
                throw fault("half a surrogate pair stands alone", at: start)
            }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw fault("half a surrogate pair stands alone", at: start)
        }
        return Character(scalar)
    }

    private mutating func hexadecimal(at start: Int) throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard !isAtEnd, let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
                throw fault("expected four hexadecimal digits", at: start)
            }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }
}
