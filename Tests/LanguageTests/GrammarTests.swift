import Foundation
import XCTest

@testable import Language

/// The grammar that LANGUAGE.md prints is that of the parser: it reads every sentence of it.
final class GrammarTests: XCTestCase {
    private func grammar() throws -> Grammar {
        let path = #filePath.replacing("Tests/LanguageTests/GrammarTests.swift", with: "LANGUAGE.md")
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let start = try XCTUnwrap(text.range(of: "```ebnf\n")).upperBound
        let end = try XCTUnwrap(text.range(of: "\n```", range: start..<text.endIndex)).lowerBound
        return Grammar(String(text[start..<end]))
    }

    func testOnlyWordsAreLeftUndefined() throws {
        XCTAssertEqual(try grammar().undefined, ["newline", "name", "integer", "decimal", "string"])
    }

    func testEverySentenceIsRead() throws {
        let grammar = try grammar()
        var read = 0
        for seed in 0..<2_000 {
            var speaker = Speaker(grammar, seed: UInt64(seed))
            let text = speaker.sentence("program")
            let mistakes = parse(SourceText(text)).diagnostics.map(\.message)
            // After so many the rest is not read.
            guard mistakes.count < Parser.diagnosticLimit else { continue }
            XCTAssertEqual(mistakes.filter { !$0.contains("stands outside a") }, [], text)
            read += text.count
        }
        XCTAssertGreaterThan(read, 100_000)
    }
}

/// Says random sentences of a grammar.
private struct Speaker {
    private let grammar: Grammar
    private var state: UInt64
    private var depth = 0
    private var names = 0
    private var output = ""

    /// Beyond this depth the first, simplest way is taken.
    private static let deepest = 24

    init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func sentence(_ rule: String) -> String {
        say(.rule(rule))
        return output
    }

    private mutating func random(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(count))
    }

    private var isDeep: Bool { depth > Self.deepest }

    private mutating func say(_ form: Grammar.Form) {
        switch form {
        case .word(let word): write(word)
        case .rule(let name): say(rule: name)
        case .sequence(let parts): parts.forEach { say($0) }
        case .choice(let options): say(isDeep ? options[0] : options[random(options.count)])
        case .optional(let part): if !isDeep, random(2) == 0 { say(part) }
        case .repeated(let part): if !isDeep { for _ in 0..<(random(4) / 2) { say(part) } }
        }
    }

    private mutating func say(rule name: String) {
        depth += 1
        defer { depth -= 1 }
        switch name {
        case "newline": output += "\n"
        case "name":
            names += 1
            write("n\(names)")
        case "integer": write("\(random(100))")
        case "decimal": write("2.5")
        case "string":
            names += 1
            write("\"text\(names)\"")
        // At its start a statement is told by its first word, and a body by its brace.
        case "head", "effect": inParentheses(name)
        // The simplest expression is a name.
        case "expression" where isDeep: say(rule: "name")
        default: if let form = grammar.rules[name] { say(form) }
        }
    }

    private mutating func inParentheses(_ name: String) {
        write("(")
        if let form = grammar.rules[name] { say(form) }
        write(")")
    }

    private mutating func write(_ word: String) {
        output += output.hasSuffix(".") && !output.hasSuffix("..") || output.isEmpty ? word : " " + word
    }
}
