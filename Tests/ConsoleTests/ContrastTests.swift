import Glibc
import Language
import XCTest

/// The colours read on dark and on light grounds.
final class ContrastTests: XCTestCase {
    /// The colours 0–15 of usual terminals, and their grounds, dark and light.
    private static let palettes: [(name: String, colors: [UInt32], grounds: [UInt32])] = [
        (
            "xterm",
            [
                0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
                0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
            ], [0x000000, 0xFFFFFF]
        ),
        (
            "VGA",
            [
                0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
                0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
            ], [0x000000, 0xFFFFFF]
        ),
        (
            "Solarized",
            [
                0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5,
                0x002B36, 0xCB4B16, 0x586E75, 0x657B83, 0x839496, 0x6C71C4, 0x93A1A1, 0xFDF6E3,
            ], [0x002B36, 0xFDF6E3]
        ),
        (
            "Tango",
            [
                0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF,
                0x555753, 0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2, 0xEEEEEC,
            ], [0x2E3436, 0xFFFFFF]
        ),
        (
            "Campbell",
            [
                0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC,
                0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
            ], [0x0C0C0C, 0xFFFFFF]
        ),
    ]

    func testEveryColourOnEveryGround() {
        for palette in Self.palettes {
            for color in TerminalColor.allCases {
                guard let index = Self.index(color) else { continue }
                for ground in palette.grounds {
                    let contrast = Self.contrast(palette.colors[index], ground)
                    XCTAssertGreaterThanOrEqual(
                        contrast, 1.95, "\(color) of \(palette.name) on \(String(ground, radix: 16))")
                }
            }
        }
    }

    /// The measure itself: black on white has 21 (WCAG 2.1, 1.4.3), and yellow does not pass.
    func testTheMeasure() {
        XCTAssertEqual(Self.contrast(0, 0xFFFFFF), 21, accuracy: 1e-9)
        XCTAssertLessThan(Self.contrast(0xCDCD00, 0xFFFFFF), 1.95)
    }

    /// Of 30–37 and 90–97; nil for the terminal's own.
    private static func index(_ color: TerminalColor) -> Int? {
        guard let code = Int(color.code), code != 39 else { return nil }
        return code < 90 ? code - 30 : code - 90 + 8
    }

    private static func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// Relative luminance of an sRGB colour (WCAG 2.1).
    private static func luminance(_ color: UInt32) -> Double {
        func linear(_ shift: UInt32) -> Double {
            let part = Double(color >> shift & 0xFF) / 255
            return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
    }
}
