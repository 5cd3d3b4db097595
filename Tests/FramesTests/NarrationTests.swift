import Frames
import Signatures
import XCTest

/// What verbs say, from the frames before and after.
final class NarrationTests: XCTestCase {
    private var birds: Frame {
        get throws {
            try Frame([
                ("species", Column(["a", "a", "b", "c"])), ("mass", Column([1, nil, 3, 4] as [Int?])),
                ("sex", Column(["m", nil, nil, "f"] as [String?])),
            ])
        }
    }

    func testRows() throws {
        let mask = Column([true, nil, false, true] as [Bool?])
        let after = try birds.filter(mask)
        XCTAssertEqual(
            Narration.filtered(try birds, after, condition: mask), "2 of 4 rows left; the condition is missing in 1")
        XCTAssertEqual(Narration.rowsLeft(after, after), "all 2 rows left")
        XCTAssertEqual(
            Narration.missingDropped(try birds, try birds.dropMissing()),
            "2 of 4 rows left; cells were missing in sex (2), mass (1)")
        XCTAssertEqual(Narration.combinations(try birds, try birds.unique(["species"])), "3 combinations in 4 rows")
    }

    func testColumns() throws {
        XCTAssertEqual(Narration.columnsLeft(try birds, try birds.drop(["sex"])), "2 of 3 columns left")
        let renamed = try birds.rename([(old: "mass", new: "kg")])
        XCTAssertEqual(Narration.renamed(try birds, renamed), "mass is now kg")
        XCTAssertNil(Narration.renamed(try birds, try birds))
        let doubled = try ColumnExpression.call("*", .column("mass"), .constant(.float(2)))
        let derived = try birds.derive([("twice", doubled), ("mass", doubled), ("species", .constant(.int(1)))])
        XCTAssertEqual(
            Narration.derived(try birds, derived, ["twice", "mass", "species"]),
            "new twice (float, 1 missing); replaced mass (float, was int, 1 missing), species (int, was string)")
    }

    func testFilling() throws {
        XCTAssertEqual(
            Narration.filled(try birds, try birds.fillMissing(.mean)),
            "filled mass (1 cell, now float); still missing in sex (2)")
        XCTAssertEqual(
            Narration.filled(try birds, try birds.fillMissing(.value(.string("?")))),
            "filled sex (2 cells); still missing in mass (1)")
    }

    func testGroups() throws {
        XCTAssertEqual(
            try Narration.grouped(birds.groupBy(["species"])), "3 groups by species, of 1 to 2 rows")
        XCTAssertEqual(
            try Narration.grouped(birds.filter(Column([false, false, false, false])).groupBy(["sex"])), "0 groups")
    }

    func testKeysThatRepeatAreTold() throws {
        let other = try Frame([("species", Column(["a", "a", "x"])), ("n", Column([1, 2, 3]))])
        let keys = [(left: "species", right: "species")]
        let joined = try birds.join(other, on: keys)
        XCTAssertEqual(
            try Narration.joined(birds, other, on: keys, joined),
            "4 rows; 2 of 4 rows on the left and 2 of 3 rows on the right found a partner; "
                + "keys that repeat on the right gave 2 left rows more than one")
        let unique = try Frame([("species", Column(["a", "b"])), ("n", Column([1, 2]))])
        XCTAssertEqual(
            try Narration.joined(birds, unique, on: keys, birds.join(unique, on: keys)),
            "3 rows; 3 of 4 rows on the left and 2 of 2 rows on the right found a partner")
    }

    func testConcatAndSplit() throws {
        let lacking = try birds.drop(["sex"])
        XCTAssertEqual(
            Narration.concatenated([try birds, lacking], try Frame.concat([birds, lacking], fills: true)),
            "8 rows from 2 frames; missing in some of them: sex")
        XCTAssertEqual(Narration.divided([try birds, lacking], stratify: "sex"), "4 and 4 rows, stratified by sex")
    }

    func testTextAmongNumbersIsNamed() throws {
        let frame = try Frame([("x", Column(["1", "2.5", "n.d.", "-3e2"])), ("y", Column(["1", "b", "c", "d"]))])
        XCTAssertEqual(
            Narration.read(frame), "4 rows × 2 columns; x is text, though mostly numbers: \"n.d.\" is not one")
    }

    func testManyNamesAreBounded() throws {
        let frame = try Frame((0..<500).map { ("c\($0)", Column([nil, 1] as [Int?])) })
        XCTAssertEqual(
            Narration.read(frame),
            "2 rows × 500 columns; cells missing in c0 (1), c1 (1), c2 (1), c3 (1), c4 (1) and 495 more")
    }
}
