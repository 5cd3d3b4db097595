/// The colours of everything that is shown, by their numbers as SGR parameters (ECMA-48, aixterm for the bright ones).
///
/// They are the terminal's own sixteen, which its owner has chosen for its ground, and of these the ones that read on
/// dark and light grounds alike. By the contrast of WCAG 2.1 on the dark and the light ground of seven usual palettes
/// (xterm, VGA, Solarized, Tango, macOS, Campbell, Visual Studio Code) the worst case of each is
///
///     bright red 3.0   bright blue 2.8   bright magenta 2.6   green 2.2   cyan 1.98
///
/// while yellow falls to 1.7 on white, blue to 1.6 and magenta to 1.9 on black, and the other bright ones to 1.3 and
/// less. Bright black is Solarized's own dark ground. So there is no yellow, not even for warnings; what steps back is
/// dim, which is a fainter shade of the text's own colour; and nothing is told by its colour alone.
package enum TerminalColor: String, CaseIterable, Sendable {
    case green = "32"
    case cyan = "36"
    case red = "91"
    case blue = "94"
    case magenta = "95"
    /// That of the terminal's text.
    case text = "39"

    package var code: String { rawValue }
}
