import Language
import Library
import XCTest

/// Completes texts in which `¦` marks the cursor, in a session with a few definitions.
class CompletionTestCase: XCTestCase {
    static let definitions = """
        birds = frame({species: ["a", "b"], mass: [3.5, 4.5], male: [true, false], "Solar.R": [1, 2]})
        sites = frame({site: ["x"], mass: [1]})
        limit = 4
        config = {rate: 0.1, "batch size": 32, double: n -> 2 * n}
        words = ["one", "two"]
        table = [[1.0, 2.0], [3.0, 4.0]]
        model = fit(linear_regression(), [[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0])
        net = dense(2, relu) >> dense(1)
        ## Adds a number to each.
        fn shifted(x, by = 1) = x + by
        fn grown(df: frame, rate) = df
        layer scaling(n) { factor = ones(n); forward(x) = x * factor }
        scaler = scaling(3)
        _ = birds
        _1 = birds

        """

    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private(set) lazy var session = Session(output: SilentOutput(), interrupt: interrupt)

    override func setUpWithError() throws {
        interrupt.initialize(to: 0)
        try Machine.onLargeStack { try self.session.run(Array(Self.definitions.utf8), named: "definitions") }
    }

    override func tearDown() { session.end() }

    /// The completions at the `¦` of a text.
    func complete(_ marked: String, commands: [CommandName] = []) throws -> Completions {
        let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
        let before = try XCTUnwrap(parts.first), after = parts.count > 1 ? parts[1] : ""
        return session.completions(in: String(before + after), at: before.utf8.count, commands: commands)
    }

    /// The texts of the candidates at the `¦` of a text.
    func candidates(_ marked: String) throws -> [String] { try complete(marked).candidates.map(\.text) }

    /// What a text becomes with its first candidate.
    func completed(_ marked: String) throws -> String {
        let completions = try complete(marked)
        let text = marked.prefix { $0 != "¦" }
        let head = try XCTUnwrap(String(text.utf8.prefix(completions.start)))
        return head + (completions.candidates.first?.text ?? "¦")
    }
}
