import Plots

/// How groups are told apart: by colours, or by glyphs where there are no colours or not enough of them.
struct GroupLook {
    /// Round, square and pointed ones in turn, and full before hollow, so that neighbours differ at a glance.
    private static let glyphs: [Character] = ["●", "▲", "■", "×", "◆", "○", "△", "□"]

    /// Whether groups differ by glyphs.
    let usesGlyphs: Bool
    private let style: Style

    init(_ legend: Legend?, style: Style) {
        let count = legend?.labels.count ?? 1
        usesGlyphs = count > (style.isColored ? Style.groupColorCount : 1)
        self.style = style
    }

    func glyph(_ group: Int) -> Character { usesGlyphs ? Self.glyphs[group % Self.glyphs.count] : Self.glyphs[0] }

    /// What stands before the group's label in the legend.
    func sign(_ group: Int) -> String { style.group(String(glyph(group)), group) }
}
