import Foundation
import Frames
import Signatures
import Tensors
import XCTest

@testable import Models

/// What scikit-learn gives: `scripts/parity/models.py` wrote the figures.
struct ModelFigures: Decodable {
    struct Steps: Decodable {
        var input: [Double?]
        var imputed: [Double]
        var standardized: [Double]
        var min_max: [Double]
    }

    struct Labels: Decodable {
        var target: [Int]
        var predicted: [Int]
        var probabilities: [[Double]]
        var accuracy: Double
        var precision: [Double]
        var recall: [Double]
        var f1: [Double]
        var rows: [Int]
        var macro_precision: Double
        var macro_recall: Double
        var macro_f1: Double
        var weighted_f1: Double
        var confusion: [[Int]]
        var auc: Double
        var log_loss: Double
        var binary_target: [Int]
        var binary_scores: [Double]
        var binary_auc: Double
        var binary_log_loss: Double
    }

    struct Regression: Decodable {
        var target: [Double]
        var predicted: [Double]
        var r2: Double
        var rmse: Double
        var mae: Double
    }

    struct Linear: Decodable {
        var coefficients: [Double]
        var intercept: Double
    }

    struct Logistic: Decodable {
        var coefficients: [Double]
        var intercepts: [Double]
    }

    var steps: Steps
    var labels: Labels
    var regression: Regression
    var linear: Linear
    var logistic: [String: Logistic]

    static func read() throws -> ModelFigures {
        try JSONDecoder().decode(
            ModelFigures.self, from: Data(contentsOf: root.appendingPathComponent("Tests/Parity/models.json"))
        )
    }

    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized

    /// A CSV of the examples.
    static func frame(_ name: String) throws -> Frame {
        try CSV.read(root.appendingPathComponent("examples/data/\(name).csv").path)
    }
}

/// A step made from its row, as a script would make it.
func step(_ name: String, _ columns: [String] = [], _ settings: [String: Setting] = [:]) throws -> any Step {
    let row = try XCTUnwrap(StepKind.named(name))
    return try row.build(
        Settings(row.signature, settings.merging(["columns": .strings(columns)]) { given, _ in given }))
}

func classical(_ name: String, _ settings: [String: Setting] = [:]) throws -> any ClassicalModel {
    let row = try XCTUnwrap(ClassicalKind.named(name))
    return try row.build(Settings(row.signature, settings))
}

/// What a step makes of the frame that it learnt from.
func fitted(_ step: any Step, _ frame: Frame) throws -> Frame {
    var notes: [String] = []
    return try step.fit(frame).apply(to: frame, &notes)
}

func assertFault(
    _ kind: Fault.Kind, _ part: String, line: UInt = #line, file: StaticString = #filePath,
    _ body: () throws -> some Any
) {
    XCTAssertThrowsError(try body(), file: file, line: line) { error in
        guard let fault = error as? Fault else { return XCTFail("\(error)", file: file, line: line) }
        XCTAssertEqual(fault.kind, kind, file: file, line: line)
        let text = ([fault.message] + fault.notes + [fault.help ?? ""]).joined(separator: "\n")
        XCTAssertTrue(text.contains(part), "\(text)\ndoes not contain\n\(part)", file: file, line: line)
    }
}

func assertClose(
    _ values: [Double], _ expected: [Double], _ tolerance: Double = 1e-12, file: StaticString = #filePath,
    line: UInt = #line
) {
    XCTAssertEqual(values.count, expected.count, file: file, line: line)
    for (value, expected) in zip(values, expected) {
        XCTAssertEqual(
            value, expected, accuracy: tolerance * max(1, abs(expected)), file: file, line: line)
    }
}
