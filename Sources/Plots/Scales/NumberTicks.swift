/// Round numbers within a domain, as multiples of 1, 2 or 5 times a power of ten (Heckbert 1990, "Nice numbers for
/// graph labels"): the finest step that gives no more than the asked number of ticks.
package struct NumberTicks {
    package let ticks: [Tick]

    package init(_ domain: Domain, atMost count: Int, areWhole: Bool = false) {
        let most = max(2, min(count, 1000))
        let width = domain.upper / Double(most) - domain.lower / Double(most)
        var step = DecimalStep(atLeast: areWhole ? max(1, width) : width)
        // The first step may give one tick too many, or two, but never after it was made longer thrice.
        for _ in 0..<4 {
            guard let multiples = Self.multiples(of: step.value, in: domain) else { break }
            if multiples.count <= most {
                ticks = multiples.map { Tick(position: step.position($0), label: step.label($0)) }
                return
            }
            step = step.next
        }
        ticks = Self.ends(of: domain)
    }

    /// The multiples of `step` within the domain; nil where numbers so close to each other can't be told apart.
    private static func multiples(of step: Double, in domain: Domain) -> ClosedRange<Int>? {
        // A tick at the domain's end must not be lost to rounding.
        let slack = 1e-9
        let exact = 9_007_199_254_740_992.0
        guard step > 0 else { return nil }
        let first = (domain.lower / step - slack).rounded(.up)
        let last = (domain.upper / step + slack).rounded(.down)
        guard first <= last, max(first.magnitude, last.magnitude) < exact, let lower = Int(exactly: first),
            let upper = Int(exactly: last)
        else { return nil }
        return lower...upper
    }

    private static func ends(of domain: Domain) -> [Tick] {
        [domain.lower, domain.upper].map { Tick(position: $0, label: "\($0)") }
    }
}
