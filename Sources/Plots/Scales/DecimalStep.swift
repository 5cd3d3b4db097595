import Glibc

/// 1, 2 or 5 times a power of ten: the distances at which people count.
struct DecimalStep {
    private(set) var mantissa: Int
    private(set) var exponent: Int

    /// The least such step that is not below `width`, which is positive and finite.
    init(atLeast width: Double) {
        exponent = Int(exactly: log10(max(width, .leastNonzeroMagnitude)).rounded(.down)) ?? 0
        mantissa = 1
        for _ in 0..<3 where value < width { self = next }
    }

    private init(mantissa: Int, exponent: Int) {
        self.mantissa = mantissa
        self.exponent = exponent
    }

    var next: DecimalStep {
        switch mantissa {
        case 1: DecimalStep(mantissa: 2, exponent: exponent)
        case 2: DecimalStep(mantissa: 5, exponent: exponent)
        default: DecimalStep(mantissa: 1, exponent: exponent + 1)
        }
    }

    var value: Double { decimal(mantissa) }

    /// `multiple` times the step, rounded once: the tick that is labelled 0.3 stands at 0.3.
    func position(_ multiple: Int) -> Double { decimal(multiple * mantissa) }

    private func decimal(_ digits: Int) -> Double { Double("\(digits)e\(exponent)") ?? 0 }

    /// Longer numbers are written with a power of ten.
    private static let mostDigits = 7
    private static let mostDecimals = 5

    /// `multiple` times the step as exact digits: all ticks of an axis with the same number of decimals.
    func label(_ multiple: Int) -> String {
        let number = multiple * mantissa
        if number == 0, exponent >= 0 { return "0" }
        let digits = String(number.magnitude)
        let sign = number < 0 ? "-" : ""
        if exponent >= 0 {
            let isShort = digits.count + exponent <= Self.mostDigits
            return sign + (isShort ? digits + String(repeating: "0", count: exponent) : scientific(digits))
        }
        let isShort = -exponent <= Self.mostDecimals && digits.count + exponent <= Self.mostDigits
        return sign + (isShort ? fixed(digits) : scientific(digits))
    }

    private func fixed(_ digits: String) -> String {
        let full = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
        return full.dropLast(-exponent) + "." + full.suffix(-exponent)
    }

    private func scientific(_ digits: String) -> String {
        var significant = digits[...]
        while significant.count > 1, significant.last == "0" { significant.removeLast() }
        guard significant != "0" else { return "0" }
        let fraction = significant.dropFirst()
        return significant.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent + digits.count - 1)"
    }
}
