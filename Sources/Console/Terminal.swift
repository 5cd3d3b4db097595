import Glibc

/// What the standard streams are connected to, as far as showing depends on it.
package struct Terminal: Sendable {
    package enum Stream: Int32, Sendable {
        case output = 1
        case errors = 2
    }

    let stream: Stream
    package let isInteractive: Bool
    /// Whether what was written can be drawn over: a terminal that is not dumb.
    package let canRedraw: Bool
    /// Whether colour is wanted: a terminal that is not dumb, and no `NO_COLOR` (no-color.org).
    package let style: Style

    package init(_ stream: Stream) {
        self.stream = stream
        isInteractive = isatty(stream.rawValue) == 1
        canRedraw = isInteractive && Self.environment("TERM") != "dumb"
        let refused = Self.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        style = Style(colored: canRedraw && !refused)
    }

    /// Columns of `COLUMNS`, or of the terminal as it is now, or 80.
    package var width: Int { Self.environmentWidth ?? windowWidth ?? 80 }

    /// Narrower than this nothing is readable.
    static let narrowest = 20

    private static var environmentWidth: Int? {
        environment("COLUMNS").flatMap(Int.init).map { max(narrowest, min($0, 10_000)) }
    }

    private var windowWidth: Int? {
        var size = winsize()
        guard isInteractive, ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(Self.narrowest, Int(size.ws_col))
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// Rows of the screen that a line of so many columns takes once a terminal of a width has broken it.
func rowsTaken(by columns: Int, in width: Int) -> Int { max(1, (columns + width - 1) / width) }
