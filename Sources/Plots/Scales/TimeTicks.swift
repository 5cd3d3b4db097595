import Frames

/// Round times within a domain of seconds since 1970-01-01: full seconds, minutes, hours, days, weeks, months or
/// years, whichever is the finest unit that gives no more than the asked number of ticks.
package struct TimeTicks {
    package let ticks: [Tick]

    private enum Step {
        case seconds(Int)
        case months(Int)
    }

    private static let minute = 60
    private static let hour = 3600
    private static let day = 86_400
    private static let secondsOfSteps = [
        1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour,
        3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day,
    ]
    private static let monthsOfSteps = [1, 2, 3, 6]
    private static let yearsOfSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
    private static let steps =
        secondsOfSteps.map(Step.seconds) + monthsOfSteps.map(Step.months) + yearsOfSteps.map { .months(12 * $0) }
    /// The years that the calendar is asked for; there are no ticks beyond them.
    private static let furthest = 9e11

    package init(_ domain: Domain, atMost count: Int) {
        let most = max(2, min(count, 1000))
        guard max(domain.lower.magnitude, domain.upper.magnitude) < Self.furthest,
            let first = Int(exactly: domain.lower.rounded(.up)), let last = Int(exactly: domain.upper.rounded(.down)),
            first <= last
        else {
            ticks = []
            return
        }
        for step in Self.steps {
            guard let times = Self.times(step, from: first, through: last, atMost: most) else { continue }
            ticks = times.map {
                Tick(position: Double($0), label: Self.label($0, step, isWithinDay: last - first < Self.day))
            }
            return
        }
        ticks = []
    }

    /// nil if there are more than `most`.
    private static func times(_ step: Step, from first: Int, through last: Int, atMost most: Int) -> [Int]? {
        switch step {
        case .seconds(let seconds):
            // Weeks begin on Monday; 1970-01-01 was a Thursday.
            let origin = seconds % (7 * day) == 0 ? 4 * day : 0
            let start = origin + ceilDivide(first - origin, seconds) * seconds
            guard start <= last else { return [] }
            guard (last - start) / seconds < most else { return nil }
            return Array(stride(from: start, through: last, by: seconds))
        case .months(let months):
            let start = ceilDivide(month(at: first), months) * months
            let times = (0...most).lazy.map { seconds(ofMonth: start + $0 * months) }.filter { first...last ~= $0 }
            return times.count > most ? nil : Array(times)
        }
    }

    private static func ceilDivide(_ a: Int, _ b: Int) -> Int { -Calendar.floorDivide(-a, b) }

    /// Months since the year 0.
    private static func month(at time: Int) -> Int {
        let date = Calendar.date(of: Calendar.floorDivide(time, day))
        let isFirst = date.day == 1 && time % day == 0
        return date.year * 12 + date.month - 1 + (isFirst ? 0 : 1)
    }

    private static func seconds(ofMonth month: Int) -> Int {
        let year = Calendar.floorDivide(month, 12)
        return Calendar.day(year: year, month: month - year * 12 + 1, day: 1) * day
    }

    /// ISO 8601, as far as the step goes.
    private static func label(_ time: Int, _ step: Step, isWithinDay: Bool) -> String {
        let days = Calendar.floorDivide(time, day)
        let date = Calendar.text(day: days)
        switch step {
        case .months(let months): return String(date.dropLast(months % 12 == 0 ? 6 : 3))
        case .seconds(let seconds):
            if seconds % day == 0 { return date }
            let clock = Calendar.text(microseconds: (time - days * day) * 1_000_000).suffix(8)
            let shown = String(seconds < minute ? clock : clock.dropLast(3))
            return isWithinDay ? shown : "\(date.suffix(5)) \(shown)"
        }
    }
}
