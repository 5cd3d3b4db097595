import Signatures

/// A signature on one line, short enough for a terminal: parameters far from the one being written make way.
struct SignatureLine {
    /// The most characters of a line, unless one parameter alone takes more.
    private static let widthLimit = 79

    private(set) var text = ""
    /// The parameter being written: offsets in the UTF-8 of `text`.
    private(set) var current: Range<Int>?

    init(_ signature: Signature, current: Int?) {
        let parts = signature.parameters.map(\.brief)
        let result = signature.result == .any || signature.result == .none ? "" : " -> \(signature.result.name)"
        let room = Self.widthLimit - signature.name.count - "(…, , …)".count - result.count
        let shown = Self.window(parts.map(\.count), around: current ?? 0, room: room)
        text = signature.name + "("
        if shown.lowerBound > 0 { text += "…, " }
        for index in shown {
            if index > shown.lowerBound { text += ", " }
            let start = text.utf8.count
            text += parts[index]
            if index == current { self.current = start..<text.utf8.count }
        }
        text += shown.upperBound < parts.count ? ", …)" : ")"
        text += result
    }

    /// The parts that fit: as many as there is room for, of which `center` is one.
    private static func window(_ widths: [Int], around center: Int, room: Int) -> Range<Int> {
        guard widths.indices.contains(center) else { return 0..<0 }
        var shown = center..<center + 1
        var width = widths[center]
        while true {
            if shown.lowerBound > 0, width + widths[shown.lowerBound - 1] + 2 <= room {
                shown = shown.lowerBound - 1..<shown.upperBound
                width += widths[shown.lowerBound] + 2
            } else if shown.upperBound < widths.count, width + widths[shown.upperBound] + 2 <= room {
                shown = shown.lowerBound..<shown.upperBound + 1
                width += widths[shown.upperBound - 1] + 2
            } else {
                return shown
            }
        }
    }
}

extension Parameter {
    /// As in a call: `df`, `epochs: 10`, `columns...`, `name: value...`.
    fileprivate var brief: String {
        switch passing {
        case .variadic: return name + "..."
        case .namedRest: return "name: \(type.name)..."
        case .normal, .named:
            guard let defaultValue else { return passing == .named ? "\(name): \(type.name)" : name }
            return "\(name): \(defaultValue.brief)"
        }
    }
}

extension Parameter.Default {
    fileprivate var brief: String { if case .computed = self { "…" } else { description } }
}
