import Glibc

/// What the standard streams are connected to, as far as showing depends on it.
package struct Terminal: Sendable {
    package enum Stream: Int32, Sendable {
        case output = 1
        case errors = 2
    }

    /// Columns of the terminal, or of `COLUMNS`, or 80.
    package let width: Int
    package let isInteractive: Bool
    /// Whether colour is wanted: a terminal that is not dumb, and no `NO_COLOR` (no-color.org).
    package let style: Style

    package init(_ stream: Stream) {
        isInteractive = isatty(stream.rawValue) == 1
        width = Self.environmentWidth ?? (isInteractive ? Self.windowWidth(stream) : nil) ?? 80
        let refused = Self.environment("NO_COLOR").map { !$0.isEmpty } ?? false
        style = Style(colored: isInteractive && !refused && Self.environment("TERM") != "dumb")
    }

    static let narrowest = 20

    private static var environmentWidth: Int? {
        environment("COLUMNS").flatMap(Int.init).map { max(narrowest, min($0, 10_000)) }
    }

    private static func windowWidth(_ stream: Stream) -> Int? {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(narrowest, Int(size.ws_col))
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
