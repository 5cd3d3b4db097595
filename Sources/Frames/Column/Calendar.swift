/// Days since 1970-01-01 and the proleptic Gregorian calendar's years, months and days.
///
/// The calendar is counted in eras of 400 years that begin on the first of March, so that a leap day is a year's
/// last (Hinnant, "chrono-compatible low-level date algorithms").
package enum Calendar {
    static let microsecondsPerDay = 86_400_000_000

    package static func date(of day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, 146_097)
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * ofYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, ofYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The inverse of `date(of:)`.
    package static func day(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
    }

    /// 0 is Monday, as in pandas.
    static func weekday(of day: Int) -> Int { day + 3 - floorDivide(day + 3, 7) * 7 }

    /// The day that a time in microseconds falls on.
    static func day(ofMicroseconds time: Int) -> Int { floorDivide(time, microsecondsPerDay) }

    package static func floorDivide(_ a: Int, _ b: Int) -> Int { a / b - (a % b < 0 ? 1 : 0) }

    /// `2024-02-29`.
    package static func text(day: Int) -> String {
        let (year, month, dayOfMonth) = date(of: day)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    }

    /// `2024-02-29T13:05:00`, with a fraction only where there is one.
    package static func text(microseconds: Int) -> String {
        let day = day(ofMicroseconds: microseconds)
        let ofDay = microseconds - day * microsecondsPerDay
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(
            separator: ":")
        return text(day: day) + "T" + clock + (fraction == 0 ? "" : "." + padded(fraction, 6))
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }
}
