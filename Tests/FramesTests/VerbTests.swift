import Frames
import Signatures
import Tensors
import XCTest

final class VerbTests: XCTestCase {
    private func small() throws -> Frame {
        try Frame([
            ("k", Column(["b", "a", nil, "b", nil] as [String?])),
            ("x", Column([2, nil, 5, .nan, 1] as [Double?])),
            ("n", Column([1, 2, 3, 4, 5])),
        ])
    }

    func testMaking() throws {
        assertFault(.column, "two columns have the name `a`") {
            try Frame([("a", Column([1])), ("a", Column([2]))])
        }
        assertFault(.shape, "column `b` has 2 rows, the others have 1") {
            try Frame([("a", Column([1])), ("b", Column([1, 2]))])
        }
        XCTAssertThrowsError(try small().column("K2")) {
            XCTAssertEqual(($0 as? Fault)?.help, "did you mean `k`?")
        }
    }

    func testColumns() throws {
        let frame = try small()
        XCTAssertEqual(try frame.select(["n", "k"]).names, ["n", "k"])
        XCTAssertEqual(try frame.drop(["x"]).names, ["k", "n"])
        XCTAssertEqual(try frame.rename([("k", "x"), ("x", "k")]).names, ["x", "k", "n"])
        XCTAssertThrowsError(try frame.rename([("k", "n")]))
        let derived = try frame.derive([("m", .f("*", .c("n"), .n(2))), ("m2", .f("+", .c("m"), .n(1)))])
        XCTAssertEqual(try derived.cells("m2"), [3, 5, 7, 9, 11].map { .int($0) })
    }

    func testFilterKeepsTrueAlone() throws {
        let frame = try small()
        XCTAssertEqual(try frame.filter(.f(">", .c("x"), .n(1))).cells("n"), [.int(1), .int(3)])
        XCTAssertEqual(try frame.filter(.f("is_missing", .c("k"))).cells("n"), [.int(3), .int(5)])
        assertFault(.type, "`filter` needs a boolean column; `.n` is of type int") {
            try frame.filter(.c("n"))
        }
        let best = try frame.groupBy(["k"]).filter(.f("==", .c("n"), .f("max", .c("n"))))
        XCTAssertEqual(try best.cells("n"), [.int(2), .int(4), .int(5)])
    }

    func testSortPutsMissingLastBothWays() throws {
        let frame = try small()
        XCTAssertEqual(try frame.sort([.init(.c("x"))]).cells("n"), [5, 1, 3, 4, 2].map { .int($0) })
        XCTAssertEqual(
            try frame.sort([.init(.c("x"), descending: true)]).cells("n"), [3, 1, 5, 4, 2].map { .int($0) })
        let byBoth = try frame.sort([.init(.c("k"), descending: true), .init(.c("n"), descending: true)])
        XCTAssertEqual(try byBoth.cells("n"), [4, 1, 2, 5, 3].map { .int($0) })
        XCTAssertEqual(
            try frame.sort([.init(.c("k"))]).cells("n"), [2, 1, 4, 3, 5].map { .int($0) }, "stable")
    }

    func testHeadAndTail() throws {
        let frame = try small()
        XCTAssertEqual(try frame.head(2).cells("n"), [.int(1), .int(2)])
        XCTAssertEqual(try frame.tail(9).rowCount, 5)
        XCTAssertEqual(try frame.groupBy(["k"]).tail(1).cells("n"), [.int(2), .int(4), .int(5)])
        assertFault(.value, "`head` needs a number of rows from 0 up, not -1") { try frame.head(-1) }
    }

    func testGroupsComeInOrderOfFirstRowAndMissingIsOne() throws {
        let frame = try small()
        let counts = try frame.count(["k"])
        XCTAssertEqual(try counts.cells("k"), [.string("b"), .string("a"), .missing])
        XCTAssertEqual(try counts.cells("count"), [.int(2), .int(1), .int(2)])
        XCTAssertEqual(try frame.unique(["k"]).rowCount, 3)
        XCTAssertEqual(try frame.dropDuplicates(["k"]).cells("n"), [.int(1), .int(2), .int(3)])
        assertFault(.shape, "`.n` has a value for every row; `summarize` needs one for each group") {
            try frame.summarize([("n", .c("n"))])
        }
        let zeros = try Frame([("x", Column([0.0, -0.0, .nan, .nan]))])
        XCTAssertEqual(try zeros.unique().rowCount, 2)
    }

    func testConcat() throws {
        let a = try Frame([("x", Column([1])), ("s", Column(["u"]))])
        let b = try Frame([("s", Column(["v"]).cast(to: .category, named: "s")), ("x", Column([2.5]))])
        let both = try Frame.concat([a, b])
        XCTAssertEqual(both.row(1), [.float(2.5), .string("v")])
        let c = try Frame([("x", Column(["text"])), ("s", Column(["u"]))])
        assertFault(.type, "`x` is of type int in one frame and of type string in another") {
            try Frame.concat([a, c])
        }
        let d = try Frame([("x", Column([1]))])
        assertFault(.column, "frame 2 has no column `s`, which another of the frames has") {
            try Frame.concat([a, d])
        }
        XCTAssertEqual(try Frame.concat([a, d], fills: true).cells("s"), [.string("u"), .missing])
    }

    func testMissing() throws {
        let frame = try small()
        XCTAssertEqual(try frame.missing().cells("missing"), [.int(2), .int(1), .int(0)])
        XCTAssertEqual(try frame.dropMissing().cells("n"), [.int(1), .int(4)])
        XCTAssertEqual(try frame.dropMissing(["x"]).rowCount, 4)
        XCTAssertEqual(try frame.fillMissing(.value(.string("?"))).texts("k"), ["b", "a", "?", "b", "?"])
        XCTAssertEqual(try frame.fillMissing(.mode).texts("k"), ["b", "a", "b", "b", "b"])
        XCTAssertEqual(try frame.fillMissing(.previous).texts("k"), ["b", "a", "a", "b", "b"])
        let numbers = try Frame([("g", Column([1, 1, 2, 2])), ("x", Column([1, nil, 7, nil] as [Int?]))])
        XCTAssertEqual(
            try numbers.groupBy(["g"]).fillMissing(.mean).cells("x"), [1, 1, 7, 7].map { .float($0) })
        assertFault(.type, "`.k` is of type string and has no mean") { try frame.fillMissing(.mean, ["k"]) }
        assertFault(.type, "3 can't fill `.k`, which is of type string") {
            try frame.fillMissing(.value(.int(3)), ["k"])
        }
    }

    func testDescribe() throws {
        let table = try readExample("seattle-weather").describe()
        XCTAssertEqual(try table.texts("column").prefix(2), ["date", "precipitation"])
        XCTAssertEqual(try table.texts("first")[0], "2012-01-01")
        XCTAssertEqual(try table.texts("last")[0], "2015-12-31")
        XCTAssertEqual(try table.texts("most_frequent")[5], "sun")
        XCTAssertEqual(
            try Frame([("x", Column([Double]()))]).describe().row(0)[2...5],
            [.int(0), .int(0), .missing, .missing])
    }

    func testSplitKeepsSharesInEveryStratum() throws {
        let penguins = try readExample("penguins")
        let key = RandomKey(seed: 7)
        let parts = try penguins.split([0.8], stratify: "species", key: key)
        XCTAssertEqual(parts.map(\.rowCount), [275, 69])
        for (part, share) in zip(parts, [0.8, 0.2]) {
            for (species, count) in [("Adelie", 152.0), ("Gentoo", 124), ("Chinstrap", 68)] {
                let got = try part.filter(.f("==", .c("species"), .s(species))).rowCount
                XCTAssertEqual(Double(got), count * share, accuracy: 1)
            }
        }
        XCTAssertEqual(
            try parts[0].texts("island"),
            try penguins.split([0.8], stratify: "species", key: key)[0].texts("island"))
        let three = try penguins.split([0.6, 0.2], key: key)
        XCTAssertEqual(three.map(\.rowCount), [206, 69, 69])
        assertFault(.value, "`split` needs shares above 0 that add up to at most 1, not 1.5") {
            try penguins.split([1.5], key: key)
        }
    }

    func testFoldsCoverEveryRowOnce() throws {
        let frame = try Frame([
            ("n", Column(Array(0..<23))), ("k", Column((0..<23).map { $0 % 3 == 0 ? "a" : "b" })),
        ])
        let folds = try frame.folds(4, stratify: "k", key: RandomKey(seed: 1))
        XCTAssertEqual(folds.map(\.test.rowCount), [6, 6, 6, 5])
        XCTAssertEqual(Set(try folds.flatMap { try $0.test.cells("n") }).count, 23)
        for fold in folds { XCTAssertEqual(fold.train.rowCount + fold.test.rowCount, 23) }
        XCTAssertThrowsError(try frame.folds(24, key: RandomKey(seed: 1)))
    }

    func testSample() throws {
        let frame = try Frame([("n", Column(Array(0..<50)))])
        XCTAssertEqual(Set(try frame.sample(50, key: RandomKey(seed: 2)).cells("n")).count, 50)
        XCTAssertEqual(try frame.sample(80, replacing: true, key: RandomKey(seed: 2)).rowCount, 80)
        assertFault(.value, "`sample` is asked for 51 rows of a frame that has 50") {
            try frame.sample(51, key: RandomKey(seed: 2))
        }
        XCTAssertThrowsError(try frame.sample(.max, replacing: true, key: RandomKey(seed: 2)))
    }

    func testJoinFaults() throws {
        let a = try Frame([("k", Column([1])), ("x", Column([1]))])
        let b = try Frame([("k", Column(["1"])), ("x", Column([1]))])
        assertFault(.type, "`k` is of type int and `k` of type string; keys of a join need one type") {
            try a.join(b, on: [("k", "k")])
        }
        let clash = try a.join(Frame([("j", Column([1.0])), ("x", Column([9]))]), on: [("k", "j")])
        XCTAssertEqual(clash.names, ["k", "x", "x_right"])
        XCTAssertEqual(clash.row(0), [.int(1), .int(1), .int(9)])
        let many = try Frame([("k", Column(Array(repeating: 1, count: 300_000)))])
        XCTAssertThrowsError(try many.join(many, on: [("k", "k")])) {
            XCTAssertEqual(($0 as? Fault)?.kind, .memory)
        }
    }

    func testTensors() throws {
        let frame = try Frame([
            ("a", Column([1, 2])), ("b", Column([true, false])), ("c", Column([0.5, nil] as [Double?])),
        ])
        let matrix = try frame.matrix(["a", "b"])
        XCTAssertEqual(matrix.sizes, [2, 2])
        XCTAssertEqual(matrix.f32Values, [1, 1, 2, 0])
        assertFault(.missing, "`.c` has missing cells (1); a tensor can't hold them") {
            try frame.matrix(["c"])
        }
        XCTAssertEqual(try Frame(matrix, names: ["x", "y"]).cells("y"), [.float(1), .float(0)])
    }
}
