import Language
import Signatures
import XCTest

/// The formatter keeps what every script of the tests, and every mutant of one, means; and what it wrote it leaves alone.
final class FormattingTests: XCTestCase {
    func testScriptsKeepTheirMeaningAndComments() throws {
        for program in try ScriptProgram.all(below: ["Tests/Scripts", "examples", "stdlib"]) {
            try check(program.text, program.name)
        }
    }

    func testMutantsKeepTheirMeaning() throws {
        var (place, tried) = (0, 0)
        for program in try ScriptProgram.all(below: ["Tests/Scripts", "examples"]) where program.wrongLines.isEmpty {
            let source = SourceText(program.text)
            for mutant in Mutator(source, parse(source).program).mutants {
                place += 1
                guard place % 151 == 0 else { continue }
                try check(mutant.text, program.name)
                tried += 1
            }
        }
        XCTAssertGreaterThan(tried, 100)
    }

    private func check(_ text: String, _ name: String) throws {
        let source = SourceText(text)
        let (program, mistakes) = parse(source)
        guard mistakes.isEmpty else { return }
        let written = SourceText(try formatted(source))
        let (again, newMistakes) = parse(written)
        XCTAssertEqual(newMistakes.map(\.message), [], name)
        XCTAssertEqual(outline(program.statements), outline(again.statements), name)
        XCTAssertEqual(comments(source), comments(written), name)
        XCTAssertEqual(try formatted(written), String(decoding: written.bytes, as: UTF8.self), name)
    }

    /// A tree without its places.
    private func outline(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else { return "\(type(of: value)) \(value)" }
        let parts = mirror.children.filter { !($0.value is Span) }.map { "\($0.label ?? ""): \(outline($0.value))" }
        return "\(type(of: value))(\(parts.joined(separator: ", ")))"
    }

    private func comments(_ source: SourceText) -> [String] {
        String(decoding: source.bytes, as: UTF8.self).split(separator: "\n").filter { $0.contains("#") }
            .map { line in
                var comment = line[(line.firstIndex(of: "#") ?? line.startIndex)...]
                while comment.last?.isWhitespace == true { comment.removeLast() }
                return String(comment)
            }
    }

    // MARK: - The style

    private func expect(_ text: String, _ wanted: String, line: UInt = #line) throws {
        XCTAssertEqual(try formatted(SourceText(text)), wanted + "\n", line: line)
    }

    func testBlanks() throws {
        try expect("x=1+2*-3", "x = 1 + 2 * -3")
        try expect("f( a ,b:2 )[ 1 : 3 , : ]", "f(a, b: 2)[1:3, :]")
        try expect("r={ a:1,...s }", "r = {a: 1, ...s}")
        try expect("if x{y}else{z}", "if x { y } else { z }")
        try expect("fn f( x:[b,...],k=1 )->[b]{ }", "fn f(x: [b, ...], k = 1) -> [b] {}")
        try expect("df|>filter( .a>1 and not .b )", "df |> filter(.a > 1 and not .b)")
        try expect("x ->-x ; y", "x -> -x; y")
        try expect("for i in 0 ..< n{a[ -1 ]+=i^2}", "for i in 0..<n { a[-1] += i ^ 2 }")
    }

    func testLines() throws {
        try expect("f(\na,\n    {b: 1,\nc: 2}\n)", "f(\n  a,\n  {b: 1,\n    c: 2}\n)")
        try expect("x = df\n|> head(3)   # three\n\n\n\n\ny", "x = df\n  |> head(3)  # three\n\ny")
        try expect("if a {\n\n# why\nb\n\n}", "if a {\n  # why\n  b\n}")
        try expect("y = 1 +\n2", "y = 1 +\n  2")
        try expect("\n\n# only a comment", "# only a comment")
    }
}
