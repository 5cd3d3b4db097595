import Library
import XCTest

final class CompletionTests: CompletionTestCase {
    /// Rows of a text and what its candidates begin with.
    private func check(_ rows: [(text: String, expected: [String])], line: UInt = #line) throws {
        for (text, expected) in rows {
            let found = try candidates(text)
            XCTAssertEqual(Array(found.prefix(max(expected.count, 1))), expected, text, line: line)
        }
    }

    func testNames() throws {
        try check([
            ("read_c¦", ["read_csv"]), ("x = read_c¦", ["read_csv"]), ("bir¦", ["birds"]), ("lim¦it", ["limit"]),
            ("fn f(value) = val¦", ["value"]), ("whi¦", ["while"]), ("x = whi¦", []), ("BIRD¦", ["birds"]),
            ("rdcsv¦", ["read_csv"]), ("shif¦", ["shifted"]), ("x = tru¦", ["true"]), ("pi¦", ["pi"]),
            ("x = 1\nxy = 2\nx¦", ["xy", "x"]), ("(x, y) -> x¦", ["x"]), ("for item in words { it¦", ["item"]),
            ("_¦", ["_1", "_"]), ("try { f() } catch err { er¦", ["err", "erf", "error"]),
            ("mean(speci¦", []), ("filter(birds, li¦", ["limit"]), ("ζέτα = 1\nζ¦", ["ζέτα"]),
            ("words |> le¦", ["len", "less"]), ("birds a¦", ["and"]),
        ])
    }

    /// Behind a pipe stands what takes the value before it, what is made for it first.
    func testStages() throws {
        let verbs = try complete("birds |> ¦")
        XCTAssertEqual(verbs.candidates.prefix(3).map(\.text), ["grown", "scaling", "shifted"])
        XCTAssertTrue(verbs.isPartial)
        let names = verbs.candidates.map(\.text)
        for name in ["filter", "group_by", "describe"] { XCTAssertTrue(names.contains(name), name) }
        for name in ["exp", "adam", "upper", "birds", "pi"] { XCTAssertFalse(names.contains(name), name) }
        let all = session.completions(in: "birds |> ", at: 9, all: true)
        XCTAssertEqual(all.candidates.prefix(3).map(\.text), ["grown", "scaling", "shifted"])
        XCTAssertTrue(all.candidates.map(\.text).contains("adam"))
        XCTAssertFalse(all.isPartial)
        try check([
            ("birds |> filter(.mass > 1) |> gr¦", ["grown", "group_by"]), ("birds |> ad¦", ["adam", "adamw"]),
            ("|> gr¦", ["grown", "group_by"]), ("x = birds |> des¦", ["describe"]),
            ("birds.mass |> me¦", ["mean", "median"]), ("model |> pre¦", ["predict"]),
        ])
        for (text, wanted, unwanted) in [
            ("model |> ", "evaluate", "filter"), ("table |> ", "exp", "group_by"), ("\"a\" |> ", "upper", "exp"),
            ("words |> ", "sort", "group_by"), ("(a, b) -> birds |> ", "filter", "exp"),
        ] {
            let names = try candidates(text + "¦")
            XCTAssertTrue(names.contains(wanted), "\(text): \(names)")
            XCTAssertFalse(names.contains(unwanted), "\(text): \(names)")
        }
        let ofModel = try candidates("model |> ¦")
        let places = ["predict", "time"].map { ofModel.firstIndex(of: $0) ?? -1 }
        XCTAssertLessThan(places[0], places[1], "a model is a model before it serves as a function")
        XCTAssertTrue(try candidates("nobody_knows |> ¦").contains("adam"))
    }

    func testKeys() throws {
        try check([
            ("birds[¦", ["\"species\"", "\"mass\"", "\"male\"", "\"Solar.R\""]),
            ("config[¦", ["\"rate\"", "\"batch size\""]),
            ("birds[\"sp¦", ["species"]), ("birds[lim¦", ["limit"]),
        ])
        XCTAssertFalse(try candidates("birds[1 + ¦").contains("\"species\""))
    }

    func testNothingToComplete() throws {
        try check(
            [
                ("# bir¦", []), ("x = 1 # bir¦", []), ("\"bir¦", []), ("print(\"bir¦\")", []), ("12¦", []),
                ("1.5¦", []),
                ("fn bir¦", []), ("fn f(bir¦", []), ("\"{limit:.2¦", []), ("r\"{bir¦", []), ("'bir¦", []),
                ("\"\"\"\nbir¦", []), ("for bir¦", []),
            ])
    }

    func testMembers() throws {
        try check(
            [
                ("birds.¦", [".species", ".mass", ".male", "[\"Solar.R\"]"]), ("birds.sp¦", [".species", ".split"]),
                ("birds.mass.me¦", [".mean", ".median"]), ("config.¦", [".rate", "[\"batch size\"]", ".double"]),
                ("config.r¦", [".rate"]), ("model.his¦", [".history"]), ("model.pl¦", [".planned"]),
                ("words.pus¦", [".push"]), ("birds.gro¦", [".grown", ".group_by"]), ("scaler.f¦", [".factor"]),
                ("core.med¦", [".median"]), ("try { 1 } catch err { err.me¦", [".message"]), ("_.sp¦", [".species"]),
                ("(birds).sp¦", [".species"]), ("birds[0].sp¦", [".species"]),
                ("birds[birds.mass > 1].sp¦", [".species"]),
                ("words[0].up¦", [".upper"]), ("\"{birds.sp¦", [".species"]), ("\"a\".up¦", [".upper"]),
                ("for row in birds { row.sp¦", [".species"]), ("fn f(df: frame) = df.gro¦", [".grown", ".group_by"]),
                ("birds\n  .filt¦", [".filter"]), (".filt¦", [".filter"]), ("b = birds\nb.sp¦", [".species"]),
                ("a, b = split(birds, 0.5)\nb.sp¦", [".species"]), ("birds.filter(.mass > 1).sp¦", [".species"]),
            ])
    }

    func testColumns() throws {
        try check([
            ("filter(birds, .¦", [".species", ".mass", ".male", "col(\"Solar.R\")"]),
            ("birds |> filter(.ma¦", [".mass", ".male"]), ("birds |> filter(.mass > 1 and .spec¦", [".species"]),
            ("birds |> filter(.mass > 30) |> select(.sp¦", [".species"]),
            ("birds |> select(.mass) |> filter(.¦", [".mass"]), ("birds |> drop(.mass) |> filter(.m¦", [".male"]),
            ("birds |> rename(weight: .mass) |> filter(.w¦", [".weight"]),
            ("birds |> derive(heavy: .mass > limit) |> filter(.he¦", [".heavy"]),
            (
                "birds |> group_by(.species) |> summarize(n: count(), m: mean(.mass)) |> sort(.¦",
                [".species", ".n", ".m"]
            ),
            ("birds\n  |> filter(.mass > 1)\n  |> sort(.sp¦", [".species"]), ("|> filter(.sp¦", [".species"]),
            ("|> select(.mass) |> filter(.¦", [".mass"]), ("birds.filter(.sp¦", [".species"]),
            ("fit(net, birds, target: .sp¦", [".species"]), ("fit(net, birds, target: ¦", [".species"]),
            ("split(birds, 0.8, stratify: .sp¦", [".species"]), ("join(birds, sites, on: .si¦", [".site"]),
            ("birds |> summarize(m: mean(.ma¦", [".mass", ".male"]), ("birds[.ma¦", [".mass", ".male"]),
            ("birds[\"ma¦", ["mass", "male"]), ("select(birds, \"ma¦", ["mass", "male"]),
            ("config[\"ba¦", ["batch size"]),
            ("d = birds |> select(.mass)\nd |> filter(.¦", [".mass"]), ("adult = .spec¦", [".species"]),
            ("d = frame({a: [1], b: [\"x\"]})\nd |> filter(.¦", [".a", ".b"]), ("birds |> sort([.sp¦", [".species"]),
            ("birds |> derive(x: when(.mass > mean(.ma¦", [".mass", ".male"]),
            ("birds |> filter(.mass > unknown) |> select(.sp¦", [".species"]),
            ("birds |> derive(b: shifted(.mass)) |> select(.b¦", [".b"]),
            ("birds |> select(.Sol¦", ["col(\"Solar.R\")"]),
        ])
    }

    /// Before a letter is typed, variables are offered only where their types fit.
    func testVariablesFitTheParameter() throws {
        XCTAssertFalse(try candidates("fit(net, birds, optimizer: ¦").contains("birds"))
        XCTAssertTrue(try candidates("fit(net, birds, optimizer: b¦").contains("birds"))
        XCTAssertEqual(try candidates("fit(net, birds, optimizer: ad¦"), ["adam", "adamw"])
        XCTAssertTrue(try candidates("filter(¦").contains("birds"))
    }

    func testColumnsSayTheirTypes() throws {
        let columns = try complete("birds |> derive(n: count(), t: .mass > 1) |> filter(.¦").candidates
        XCTAssertEqual(columns.map(\.detail), ["string", "float", "bool", "int", "int", "bool"])
        XCTAssertEqual(columns.map(\.kind), Array(repeating: .column, count: 6))
    }

    func testArguments() throws {
        try check([
            ("fit(net, birds, ep¦", ["epochs: "]), ("fit(net, birds, target: .species, ¦", ["features: ", "epochs: "]),
            ("fit(net, birds, epoc¦, epochs: 3)", []), ("fit(net, birds, epochs: 3, epoc¦", []),
            ("shifted(1, b¦", ["by: "]), ("shifted(1, ¦", ["by: "]), ("birds.split(0.5, st¦", ["stratify: "]),
            ("fn g(a, bee = 1) = a\ng(1, be¦", ["bee: "]), ("fit(net, birds, shuffle: ¦", ["true", "false"]),
            ("join(birds, sites, how: \"¦", ["inner", "left"]),
            ("join(birds, sites, how: ¦", ["\"inner\"", "\"left\""]),
            ("join(birds, sites, how: le¦", ["\"left\""]), ("fit(net, birds, optimizer: ¦", ["adam", "adamw", "gd"]),
            ("fit(net, birds, optimizer: sg¦", ["sgd"]), ("fit(net, birds, loss: cr¦", ["cross_entropy"]),
            ("fit(net, birds, metrics: [acc¦", ["accuracy"]), ("dense(4, re¦", ["relu"]), ("adam(cos¦", ["cosine"]),
            ("zeros(3, dtype: \"f¦", ["f32", "f64"]), ("conv2d(4, 3, padding: \"s¦", ["same"]),
            ("help(\"read_c¦", ["read_csv"]), ("dense(4, ¦", ["relu"]),
        ])
    }

    func testSignatures() throws {
        let rows: [(text: String, line: String?, current: String?)] = [
            ("shifted(¦", "shifted(x, by: …)", "x"), ("shifted(1, ¦", "shifted(x, by: …)", "by: …"),
            ("shifted(1, b¦", "shifted(x, by: …)", "by: …"), ("birds |> head(¦", "head(df, n: 5) -> frame", "n: 5"),
            ("birds.head(¦", "head(df, n: 5) -> frame", "n: 5"),
            ("head(birds, n: 2¦", "head(df, n: 5) -> frame", "n: 5"),
            ("select(birds, .mass, .ma¦", "select(df, columns...) -> frame", "columns..."),
            ("print(mean(¦", "mean(x)", nil), ("print(head(birds), ¦", "print(values...)", nil),
            ("birds¦", nil, nil), ("shifted(1)¦", nil, nil), ("(1, ¦", nil, nil),
            ("shifted(1, 2, 3¦", "shifted(x, by: …)", nil),
            ("scaling(¦", "scaling(n)", "n"), ("config.double(¦", nil, nil), ("unknown(¦", nil, nil),
            ("core.head(birds, ¦", "head(df, n: 5) -> frame", "n: 5"),
        ]
        for (text, line, current) in rows {
            let completions = try complete(text)
            if let line {
                XCTAssertTrue(
                    completions.signature?.hasPrefix(line.prefix { $0 != ")" }) == true,
                    "\(text): \(completions.signature ?? "nil")")
            } else {
                XCTAssertNil(completions.signature, text)
            }
            if let current, let range = completions.currentParameter {
                XCTAssertEqual(
                    String(decoding: Array(completions.signature?.utf8 ?? "".utf8)[range], as: UTF8.self), current, text
                )
            }
        }
    }

    func testALongSignatureShowsTheParametersAroundTheCurrentOne() throws {
        let line = try XCTUnwrap(complete("fit(net, birds, validation: ¦").signature)
        XCTAssertTrue(line.contains("validation: none"), line)
        XCTAssertTrue(line.hasPrefix("fit(…, "), line)
        XCTAssertLessThan(line.count, 80)
    }

    func testFiles() throws {
        let found = try candidates("read_csv(\"examples/data/pen¦")
        XCTAssertEqual(found, ["penguins.csv\""])
        XCTAssertEqual(try candidates("read_csv(\"examples/data/pen¦\")"), ["penguins.csv"])
        XCTAssertEqual(try completed("read_csv(\"examples/data/pen¦"), "read_csv(\"examples/data/penguins.csv\"")
        XCTAssertEqual(try candidates("read_csv(\"exam¦"), ["examples/"])
        XCTAssertEqual(try candidates("import(\"examples/data/pen¦"), [])
        XCTAssertEqual(try candidates("print(\"./exam¦"), ["examples/"])
        XCTAssertEqual(try candidates("read_csv(\"no such folder/¦"), [])
    }

    func testCommands() throws {
        let commands = [
            CommandName("load", "Runs a file.", .file([".mlx"])), CommandName("time", "Measures.", .code),
            CommandName("quit", "Leaves."), CommandName("doc", "Explains.", .name),
        ]
        XCTAssertEqual(try complete(":lo¦", commands: commands).candidates.map(\.text), ["load"])
        XCTAssertEqual(try complete(":¦", commands: commands).candidates.count, 4)
        XCTAssertEqual(try complete(":load exam¦", commands: commands).candidates.map(\.text), ["examples/"])
        let timed = try complete(":time bir¦", commands: commands)
        XCTAssertEqual(timed.candidates.map(\.text), ["birds"])
        XCTAssertEqual(timed.start, 6)
        XCTAssertEqual(try complete(":quit bir¦", commands: commands).candidates, [])
        XCTAssertEqual(try complete(":doc read_c¦", commands: commands).candidates.map(\.text), ["read_csv"])
    }

    func testTheWordIsReplacedFromItsStart() throws {
        XCTAssertEqual(try completed("x = bir¦ + 1"), "x = birds")
        XCTAssertEqual(try completed("größe = \"ä\"; bir¦"), "größe = \"ä\"; birds")
        XCTAssertEqual(try completed("filter(birds, .Sol¦"), "filter(birds, col(\"Solar.R\")")
        XCTAssertEqual(try completed("birds.Sol¦"), "birds[\"Solar.R\"]")
        XCTAssertEqual(try completed("birds[\"Sol¦"), "birds[\"Solar.R")
        XCTAssertEqual(try completed("join(birds, sites, how: le¦"), "join(birds, sites, how: \"left\"")
    }

    /// A completion leaves no trace: no definition, no draw, no output.
    func testNothingIsRun() throws {
        let draw = session.generator
        for text in ["sample(birds, 1).¦", "birds |> sample(1) |> filter(.¦", "a = split(birds)\na[0].¦", "boom().¦"] {
            _ = try complete(text)
        }
        var (before, after) = (draw, session.generator)
        XCTAssertEqual("\(before.next())", "\(after.next())")
        XCTAssertThrowsError(try session.run(Array("a".utf8), named: "cell"))
    }
}
