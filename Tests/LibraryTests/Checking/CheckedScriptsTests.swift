import Language
import Library
import XCTest

/// What the checker says of every program of the script tests, whose outcome in a run is known.
final class CheckedScriptsTests: XCTestCase {
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    override func setUp() { interrupt.initialize(to: 0) }
    override func tearDown() { interrupt.deallocate() }

    private func check(_ program: ScriptProgram) throws -> (found: [Diagnostic], sources: SourceMap) {
        let session = Session(output: SilentOutput(), interrupt: interrupt)
        defer { session.end() }
        do {
            return (try session.check(Array(program.text.utf8), named: program.name), session.sources)
        } catch {
            let fault = Diagnostic(.syntax, "\(error)")
            return ([fault], session.sources)
        }
    }

    func testNothingFalseIsSaidOfWhatRuns() throws {
        try ScriptProgram.inTestFolder {
            for program in try ScriptProgram.all(below: ["Tests/Scripts", "examples"]) where program.wrongLines.isEmpty
            {
                let errors = try check(program).found.filter { $0.severity == .error }
                XCTAssertEqual(errors.map(\.message), [], program.name)
            }
        }
    }

    func testExamplesAreClean() throws {
        try ScriptProgram.inTestFolder {
            for program in try ScriptProgram.all(below: ["examples"]) {
                XCTAssertEqual(try check(program).found.map(\.message), [], program.name)
            }
        }
    }

    /// The others fail by what a file holds, by how a training goes, or by what memory and stack can hold.
    func testMostWrongProgramsAreFlaggedOnTheirLine() throws {
        var (wrong, flagged) = (0, 0)
        try ScriptProgram.inTestFolder {
            for program in try ScriptProgram.all(below: ["Tests/Scripts"]) where !program.wrongLines.isEmpty {
                let (found, sources) = try check(program)
                let errors = found.filter { $0.severity == .error }.lines(in: sources)
                wrong += 1
                if program.wrongLines.contains(where: errors.contains) { flagged += 1 }
            }
        }
        XCTAssertGreaterThan(wrong, 1_500)
        XCTAssertGreaterThan(Double(flagged), 0.73 * Double(wrong), "\(flagged) of \(wrong)")
    }
}
