import XCTest

@testable import Language

final class LexerTests: XCTestCase {
    private func kinds(_ text: String) -> [Token.Kind] {
        Lexer.tokens(of: SourceText(text)).tokens.dropLast().map(\.kind)
    }

    func testNumbersEndWhereRangesAndMembersBegin() {
        XCTAssertEqual(kinds("1...5"), [.int, .ellipsis, .int])
        XCTAssertEqual(kinds("1..<5"), [.int, .halfOpenRange, .int])
        XCTAssertEqual(kinds("1.5e-3 1_000 0xFf 2e5"), [.float, .int, .int, .float])
        XCTAssertEqual(kinds("2.f(1)"), [.int, .dot, .name, .leftParenthesis, .int, .rightParenthesis])
    }

    func testNamesMayHaveLettersOfAnyScript() {
        let tokens = Lexer.tokens(of: SourceText("β θ1 größe_2 変数 e\u{301}"))
        XCTAssertEqual(tokens.tokens.dropLast().map(\.kind), Array(repeating: .name, count: 5))
        XCTAssertTrue(tokens.diagnostics.isEmpty)
    }

    func testKeywordsAreWholeWords() {
        XCTAssertEqual(kinds("for fort if_ in inn continue"), [.for, .name, .name, .in, .name, .continue])
        for word in keywords { XCTAssertTrue(kinds(word)[0].isKeyword, word) }
    }

    func testBracketsKnowTheirPartners() {
        let tokens = Lexer.tokens(of: SourceText("{ ( [ ] }")).tokens
        XCTAssertEqual(tokens[0].partner, 4)
        XCTAssertEqual(tokens[1].partner, Token.noPartner)
        XCTAssertEqual(tokens[2].partner, 3)
    }

    func testTokensKnowWhatStandsBeforeThem() {
        let tokens = Lexer.tokens(of: SourceText("a b\nc#d\n\te")).tokens
        XCTAssertEqual(tokens.map(\.newlineBefore), [false, false, true, true, false])
        XCTAssertEqual(tokens.map(\.spaceBefore), [false, true, true, true, false])
    }

    func testBlanksOfOtherScriptsAreBlanks() {
        XCTAssertEqual(kinds("x\u{A0}=\u{3000}1\u{200B}"), [.name, .assign, .int])
    }

    func testBytesFromOutside() throws {
        let source = try SourceText.decode([0xEF, 0xBB, 0xBF] + Array("x".utf8), name: "a.mlx")
        XCTAssertEqual(source.bytes, Array("x".utf8))
        func message(_ bytes: [UInt8]) -> String {
            do { return try SourceText.decode(bytes, name: "a.mlx").name } catch { return error.message }
        }
        XCTAssertEqual(
            message(Array("x\ny = \"".utf8) + [0xFF]), "a.mlx is not valid UTF-8: line 2, byte 6 is 0xff")
        XCTAssertEqual(message([0x41, 0xC3]), "a.mlx is not valid UTF-8: line 1, byte 2 is 0xc3")
        XCTAssertEqual(message([0xED, 0xA0, 0x80]), "a.mlx is not valid UTF-8: line 1, byte 1 is 0xed")
        XCTAssertEqual(message([0x41, 0x0A, 0x00]), "a.mlx is not text: line 2, byte 1 is NUL")
        XCTAssertEqual(message(Array("PK".utf8) + [3, 4, 9]), "a.mlx is a ZIP archive, not a Tenon script")
        XCTAssertEqual(message([0xF0, 0x9F, 0x98, 0x80]), "a.mlx")
        XCTAssertTrue(message(Array(repeating: 0x20, count: SourceText.byteLimit + 1)).contains("may have"))
    }
}
