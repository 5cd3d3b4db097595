import Foundation
import Language
import Library
import XCTest

/// The checker is proven by breaking right programs: of the mistakes that a run meets it finds most, on the line where
/// they were made, and of a program that runs it says nothing false.
///
/// `MUTANTS` in the environment is how many are tried; their list is the same for each number.
final class MutantTests: XCTestCase {
    private struct Tally {
        var failing = 0
        var flagged = 0
        var running = 0
        var refused: [String] = []
        var missed: [String] = []
    }

    private static let count = ProcessInfo.processInfo.environment["MUTANTS"].flatMap(Int.init) ?? 300
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    override func setUp() { interrupt.initialize(to: 0) }
    override func tearDown() { interrupt.deallocate() }

    func testMistakesAreFoundBeforeARun() throws {
        var tallies: [Mutant.Mistake: Tally] = [:]
        try ScriptProgram.inTestFolder {
            for (name, mutant) in try sample(Self.count) {
                judge(mutant, name, &tallies[mutant.mistake, default: Tally()])
            }
        }
        let failing = tallies.values.reduce(0) { $0 + $1.failing }
        let flagged = tallies.values.reduce(0) { $0 + $1.flagged }
        for (mistake, tally) in tallies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("\(mistake): \(tally.flagged) of \(tally.failing) found; \(tally.running) run")
        }
        print("mutants: \(flagged) of \(failing) that fail were found")
        XCTAssertEqual(tallies.values.flatMap(\.refused), [], "these run")
        XCTAssertGreaterThan(Double(flagged), Self.leastShare * Double(failing))
        if ProcessInfo.processInfo.environment["MUTANTS"] != nil {
            tallies.values.flatMap(\.missed).sorted().forEach { print("missed: \($0)") }
        }
    }

    private static let leastShare = 0.85

    /// Mutants of the programs that run, evenly spread over all.
    private func sample(_ count: Int) throws -> [(String, Mutant)] {
        var all: [(String, Mutant)] = []
        for program in try ScriptProgram.all(below: ["Tests/Scripts", "examples"]) where program.wrongLines.isEmpty {
            guard !Self.slow.contains(where: program.name.contains) else { continue }
            var sources = SourceMap()
            let source = try sources.add(bytes: Array(program.text.utf8), name: program.name)
            all += Mutator(source, parse(source).program).mutants.map { (program.name, $0) }
        }
        // A step that shares no factor with the kinds of mistakes, which come in turns.
        let step = max(1, all.count / count) | 1
        return stride(from: 0, to: all.count, by: step).map { all[$0] }
    }

    /// Programs that take seconds.
    private static let slow = ["limits/", "digits", "sorting", "interrupt"]

    private func judge(_ mutant: Mutant, _ name: String, _ tally: inout Tally) {
        let (flagged, errors) = found(mutant)
        switch outcome(mutant) {
        case .runs:
            tally.running += 1
            if let error = errors.first { tally.refused.append("\(name):\(mutant.line) \(mutant.mistake): \(error)") }
        case .fails(let message):
            tally.failing += 1
            if flagged {
                tally.flagged += 1
            } else {
                tally.missed.append("\(mutant.mistake) \(name):\(mutant.line): \(message)")
            }
        case .takesLong: break
        }
    }

    // MARK: - Checking and running

    private func found(_ mutant: Mutant) -> (flagged: Bool, errors: [String]) {
        let session = Session(output: SilentOutput(), interrupt: interrupt)
        defer { session.end() }
        let found = (try? session.check(Array(mutant.text.utf8), named: "mutant")) ?? []
        let isFlagged = found.lines(in: session.sources).contains(mutant.line)
        return (isFlagged, found.filter { $0.severity == .error }.map(\.message))
    }

    private enum Outcome {
        case runs
        case fails(String)
        case takesLong
    }

    private func outcome(_ mutant: Mutant) -> Outcome {
        let session = Session(output: SilentOutput(), interrupt: interrupt)
        let alarm = Alarm(interrupt, seconds: 2)
        defer {
            alarm.cancel()
            interrupt.pointee = 0
            session.end()
        }
        do {
            try session.run(Array(mutant.text.utf8), named: "mutant")
            return alarm.hasRung ? .takesLong : .runs
        } catch {
            let first = (error as? SessionFailure)?.diagnostics.first
            if first?.kind == .interrupt || alarm.hasRung { return .takesLong }
            return .fails("[\(first?.kind.rawValue ?? "")] \(first?.message ?? "\(error)")")
        }
    }
}

/// Sets a flag after a while, unless it is cancelled.
private final class Alarm: @unchecked Sendable {
    private let lock = NSLock()
    private var isCancelled = false
    private var rang = false

    init(_ flag: UnsafeMutablePointer<Int32>, seconds: Double) {
        let place = UInt(bitPattern: flag)
        Thread.detachNewThread { [weak self] in
            Thread.sleep(forTimeInterval: seconds)
            self?.ring(place)
        }
    }

    private func ring(_ place: UInt) {
        lock.withLock {
            guard !isCancelled else { return }
            rang = true
            UnsafeMutablePointer<Int32>(bitPattern: place)?.pointee = 1
        }
    }

    var hasRung: Bool { lock.withLock { rang } }
    func cancel() { lock.withLock { isCancelled = true } }
}
