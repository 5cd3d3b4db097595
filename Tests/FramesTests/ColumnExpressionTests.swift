import Frames
import Signatures
import XCTest

final class ColumnExpressionTests: XCTestCase {
    private let frame = try? Frame([
        ("i", Column([1, nil, -3, 4] as [Int?])), ("f", Column([1.5, 2, nil, .nan] as [Double?])),
        ("s", Column(["b", "ä", nil, "b"] as [String?])), ("t", Column([true, nil, false, true] as [Bool?])),
        ("d", Column(.date([0, 19782, 1, 2]))), ("one two", Column([0, 0, 0, 0])),
    ])

    private func value(_ expression: ColumnExpression) throws -> [Cell] {
        try XCTUnwrap(frame).evaluate(expression).cells
    }

    func testArithmetic() throws {
        XCTAssertEqual(try value(.f("+", .c("i"), .n(1))), [.int(2), .missing, .int(-2), .int(5)])
        XCTAssertEqual(try value(.f("//", .c("i"), .n(2))), [.int(0), .missing, .int(-2), .int(2)])
        XCTAssertEqual(try value(.f("%", .c("i"), .n(2))), [.int(1), .missing, .int(1), .int(0)])
        XCTAssertEqual(try value(.f("/", .c("i"), .n(0)))[0], .float(.infinity))
        XCTAssertEqual(try value(.f("^", .c("i"), .n(2))), [.int(1), .missing, .int(9), .int(16)])
        XCTAssertEqual(try value(.f("^", .c("i"), .n(-1)))[3], .float(0.25))
        XCTAssertEqual(try value(.f("*", .c("i"), .d(0.5)))[2], .float(-1.5))
        XCTAssertEqual(try value(.f("negate", .c("i"))), [.int(-1), .missing, .int(3), .int(-4)])
        XCTAssertEqual(
            try value(.f("+", .c("s"), .s("!"))), [.string("b!"), .string("ä!"), .missing, .string("b!")])
        XCTAssertEqual(try value(.f("-", .c("d"), .c("d")))[1], .int(0))
        XCTAssertEqual(try value(.f("%", .d(-1), .d(3)))[0], .float(2))
    }

    func testIntegerFaultsNameTheRow() throws {
        let big = try Frame([("x", Column([1, nil, .max] as [Int?])), ("z", Column([1, nil, 0] as [Int?]))])
        assertFault(.overflow, "row 2: `9223372036854775807 + 1` does not fit into a 64-bit integer") {
            try big.evaluate(.f("+", .c("x"), .n(1)))
        }
        assertFault(.zeroDivision, "row 2: `9223372036854775807 // 0` divides an integer by 0") {
            try big.evaluate(.f("//", .c("x"), .c("z")))
        }
        let least = try Frame([("x", Column([Int.min]))])
        XCTAssertThrowsError(try least.evaluate(.f("//", .c("x"), .n(-1))))
        XCTAssertThrowsError(try least.evaluate(.f("abs", .c("x"))))
        XCTAssertThrowsError(try least.evaluate(.f("negate", .c("x"))))
        XCTAssertEqual(try least.evaluate(.f("%", .c("x"), .n(-1))).cells, [.int(0)])
    }

    func testComparison() throws {
        XCTAssertEqual(
            try value(.f(">", .c("i"), .n(0))), [.bool(true), .missing, .bool(false), .bool(true)])
        XCTAssertEqual(
            try value(.f("==", .c("f"), .c("f"))), [.bool(true), .bool(true), .missing, .bool(false)])
        XCTAssertEqual(
            try value(.f("==", .c("s"), .s("b"))), [.bool(true), .bool(false), .missing, .bool(true)])
        XCTAssertEqual(
            try value(.f("<", .c("s"), .s("c"))), [.bool(true), .bool(false), .missing, .bool(true)])
        XCTAssertEqual(
            try value(.f(">=", .c("d"), .s("1970-01-03"))),
            [.bool(false), .bool(true), .bool(false), .bool(true)])
        XCTAssertEqual(
            try value(.f("in", .c("i"), .list([.int(4), .float(1)]))),
            [.bool(true), .missing, .bool(false), .bool(true)])
    }

    func testTypeFaults() throws {
        let frame = try XCTUnwrap(frame)
        assertFault(.type, "`.s` is a string column; `mean` needs numbers") {
            try frame.evaluate(.f("mean", .c("s")))
        }
        assertFault(.type, "`.s` is a string column, and `3` is an int: they can't be compared") {
            try frame.evaluate(.f(">", .c("s"), .n(3)))
        }
        assertFault(.type, "`.i` is an int column; `and` needs booleans") {
            try frame.evaluate(.f("and", .c("i"), .c("t")))
        }
        assertFault(.type, "`lower(.s)` is a string; `sqrt` needs numbers") {
            try frame.evaluate(.f("sqrt", .f("lower", .c("s"))))
        }
        assertFault(.column, "there is no column `aje`") {
            try Frame([("age", Column([1]))]).evaluate(.c("aje"))
        }
        assertFault(.name, "there is no column function `maen`") { try ColumnExpression.f("maen", .c("i")) }
        assertFault(.argument, "`quantile` needs a value for `share`") {
            try ColumnExpression.f("quantile", .c("i"))
        }
        XCTAssertEqual(try frame.type(of: .f("mean", .c("i"))), .float)
        XCTAssertThrowsError(try frame.type(of: .f("mean", .c("s"))), "types are checked without evaluation")
    }

    func testChoices() throws {
        XCTAssertEqual(
            try value(.f("coalesce", .c("i"), .d(0.5))), [.float(1), .float(0.5), .float(-3), .float(4)])
        XCTAssertEqual(
            try value(.f("when", .c("t"), .s("yes"), .c("s"))),
            [.string("yes"), .missing, .missing, .string("yes")])
        XCTAssertEqual(try value(.f("is_missing", .c("s"))).map(\.text), ["false", "false", "true", "false"])
        let ages = try Frame([("age", Column([0, 14, 15, 70, 200]))])
        let cut = try ages.evaluate(.f("cut", .c("age"), .list([.int(0), .int(14), .int(120)])))
        XCTAssertEqual(
            cut.cells,
            [.string("[0, 14]"), .string("[0, 14]"), .string("(14, 120]"), .string("(14, 120]"), .missing])
        XCTAssertEqual(cut.type, .category)
        XCTAssertEqual(try ages.evaluate(.f("cut", .c("age"), .n(2))).string(at: 4), "(100, 200]")
    }

    func testText() throws {
        XCTAssertEqual(try value(.f("upper", .c("s"))), [.string("B"), .string("Ä"), .missing, .string("B")])
        XCTAssertEqual(try value(.f("length", .c("s"))), [.int(1), .int(1), .missing, .int(1)])
        XCTAssertEqual(try value(.f("contains", .c("s"), .s("b")))[0], .bool(true))
        XCTAssertEqual(try value(.f("replace", .c("s"), .s("b"), .s("bb")))[3], .string("bb"))
        XCTAssertEqual(try value(.f("trim", .s("  x\n")))[0], .string("x"))
        XCTAssertEqual(try value(.f("ends_with", .s("a.csv"), .s(".csv")))[0], .bool(true))
    }

    func testConversions() throws {
        XCTAssertEqual(
            try value(.f("int", .f("*", .c("i"), .d(0.6)))), [.int(0), .missing, .int(-1), .int(2)])
        assertFault(.value, "`.f`, row 3: NaN can't be made int") {
            try Frame([("f", Column([1, 2, 3, Double.nan]))]).evaluate(.f("int", .c("f")))
        }
        XCTAssertEqual(try value(.f("year", .f("date", .s("2024-02-29"))))[0], .int(2024))
        XCTAssertEqual(try value(.f("weekday", .c("d"))), [.int(3), .int(3), .int(4), .int(5)])
        XCTAssertEqual(try value(.f("hour", .f("datetime", .s("1969-12-31T23:15"))))[0], .int(23))
        XCTAssertEqual(try value(.f("float", .s(" 2.5 ")))[0], .float(2.5))
        let category = try XCTUnwrap(frame).evaluate(.f("category", .c("s")))
        XCTAssertEqual(category.cells, [.string("b"), .string("ä"), .missing, .string("b")])
    }

    func testAggregatesSpreadAndSkipMissing() throws {
        XCTAssertEqual(try value(.f("mean", .c("i"))), Array(repeating: .float(2 / 3), count: 4))
        XCTAssertEqual(try value(.f("count", .c("i")))[0], .int(3))
        XCTAssertEqual(try value(.f("count"))[0], .int(4))
        XCTAssertEqual(try value(.f("max", .c("s")))[0], .string("ä"))
        XCTAssertEqual(try value(.f("n_unique", .c("s")))[0], .int(2))
        guard case .float(let mean) = try value(.f("mean", .c("f")))[0] else { return XCTFail("a float") }
        XCTAssertTrue(mean.isNaN, "NaN is never skipped")
        XCTAssertEqual(try value(.f("min", .c("d")))[0], .date(0))
        XCTAssertEqual(try value(.f("row_max", .c("i"), .n(2))), [.int(2), .int(2), .int(2), .int(4)])
    }

    func testEmptyAggregates() throws {
        let empty = try Frame([("x", Column([Double]())), ("b", Column([Bool]()))])
        let summary = try empty.summarize([
            ("sum", .f("sum", .c("x"))), ("mean", .f("mean", .c("x"))), ("n", .f("count")),
            ("any", .f("any", .c("b"))),
            ("max", .f("max", .c("x"))), ("first", .f("first", .c("x"))),
        ])
        XCTAssertEqual(summary.row(0), [.float(0), .missing, .int(0), .missing, .missing, .missing])
        let one = try Frame([("x", Column([3.0]))]).summarize([
            ("s", .f("std", .c("x"))), ("q", .f("quantile", .c("x"), .d(0.3))),
        ])
        XCTAssertEqual(one.row(0), [.missing, .float(3)])
        for function in ColumnFunction.all where function.form == .window && function.name != "cut" {
            XCTAssertEqual(try empty.evaluate(.f(function.name, .c("x"))).count, 0)
        }
    }

    func testDepthIsBounded() throws {
        var expression = ColumnExpression.c("i")
        for _ in 1..<ColumnExpression.depthLimit { expression = try .f("+", expression, .n(1)) }
        XCTAssertEqual(try value(expression)[0], .int(1000))
        assertFault(.limit, "the column expression is nested more than 1000 levels deep") {
            try ColumnExpression.f("+", expression, .n(1))
        }
    }

    func testTextOfExpressions() throws {
        XCTAssertEqual("\(try ColumnExpression.f("/", .c("kg"), .f("^", .c("m"), .n(2))))", ".kg / (.m ^ 2)")
        XCTAssertEqual("\(try ColumnExpression.f("round", .c("Solar.R")))", "round(col(\"Solar.R\"))")
        XCTAssertEqual(
            "\(try ColumnExpression.f("not", .f("==", .c("s"), .s("a\"b"))))", "not (.s == \"a\\\"b\")")
    }

    func testEveryFunctionIsDocumented() {
        XCTAssertEqual(Set(ColumnFunction.all.map(\.name)).count, ColumnFunction.all.count)
        for function in ColumnFunction.all {
            XCTAssertTrue(function.signature.documentation.hasSuffix("."), function.name)
            XCTAssertTrue(
                function.signature.example.contains(function.symbol ?? function.name), function.name)
        }
    }
}
