import Glibc

/// The shortest digits that read back as the same 64-bit number: `0.1`, `1e-07`, `inf`, `nan`.
package func shortestText(_ number: Double) -> String { number.isNaN ? "nan" : "\(number)" }

/// The shortest digits that read back as the same 32-bit number.
package func shortestSingleText(_ number: Double) -> String { number.isNaN ? "nan" : "\(Float(number))" }

/// C's `%.{precision}{conversion}`, where `conversion` is f, e or g.
package func decimalText(_ number: Double, _ conversion: Character, _ precision: Int) -> String {
    guard number.isFinite else { return shortestText(number) }
    // The largest double has 309 digits before its point.
    var buffer = [CChar](repeating: 0, count: precision + 400)
    let written = withVaList([Int32(precision), number]) { arguments in
        vsnprintf(&buffer, buffer.count, "%.*\(conversion)", arguments)
    }
    return String(decoding: buffer.prefix(max(0, Int(written))).map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// `1234567.5` as `1,234,567.5`.
package func groupedThousands(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count).prefix { $0.isNumber }
    let tail = text.dropFirst(sign.count + digits.count)
    var grouped = ""
    for (offset, digit) in digits.enumerated() {
        if offset > 0, (digits.count - offset) % 3 == 0 { grouped.append(",") }
        grouped.append(digit)
    }
    return sign + grouped + tail
}

/// How a column of numbers is written so that their points can be aligned: with the same number of decimals
/// throughout, as few as show every value, at most `most`.
package enum DecimalStyle: Equatable, Sendable {
    case fixed(Int)
    /// Too large or too small for a fixed number of decimals: five significant digits each.
    case significant

    package init(for numbers: some Sequence<Double>, most: Int = 4) {
        var decimals = 1
        var (least, greatest) = (Double.infinity, 0.0)
        for number in numbers where number.isFinite && number != 0 {
            least = min(least, abs(number))
            greatest = max(greatest, abs(number))
            while decimals < most, Self.needsMore(number, than: decimals) { decimals += 1 }
        }
        self = greatest >= 1e9 || (greatest > 0 && greatest < 1e-3) ? .significant : .fixed(decimals)
    }

    private static func needsMore(_ number: Double, than decimals: Int) -> Bool {
        let scaled = abs(number) * pow(10, Double(decimals))
        return abs(scaled - scaled.rounded()) > 1e-6 * max(1, scaled) && scaled < 1e9
    }

    /// A number that isn't 0 is never written as one.
    package func text(_ number: Double) -> String {
        switch self {
        case .fixed(let decimals):
            let vanishes = number != 0 && abs(number) * pow(10, Double(decimals)) < 0.5
            return vanishes ? decimalText(number, "g", 2) : rounded(number)
        case .significant: return rounded(number)
        }
    }

    /// As `text`, but what is next to nothing is written as 0: for shares of a whole, of which it is none.
    package func rounded(_ number: Double) -> String {
        switch self {
        case .fixed(let decimals): decimalText(number, "f", decimals)
        case .significant: decimalText(number, "g", 5)
        }
    }
}
