import Frames
import Glibc
import Models
import Signatures
import SwiftProtobuf
import Tensors
import XCTest

@testable import Formats

/// Exports against what onnxruntime makes of them.
///
/// `scripts/parity/onnx_reference.py` runs the exported files and keeps their outputs in Tests/Parity/onnx_reference.json,
/// with the checksum of each graph: so that it is known here that those very graphs were run.
final class ONNXReferenceTests: XCTestCase {
    private struct Sample {
        let name: String
        let model: FittedModel
        let rows: Rows
    }

    private enum Rows {
        case frame(Frame)
        case tensor(Tensor)
    }

    private func samples() throws -> [Sample] {
        [
            Sample(
                name: "flowers", model: try SampleModels.flowers(),
                rows: .frame(try SampleModels.flowerRows())),
            Sample(
                name: "pictures", model: try SampleModels.pictures(),
                rows: .tensor(try SampleModels.pictureRows())),
            Sample(name: "linear", model: SampleModels.linear(), rows: .frame(try SampleModels.linearRows())),
            Sample(
                name: "formulas", model: try SampleModels.formulas(),
                rows: .frame(try SampleModels.formulaRows())),
            Sample(
                name: "operations", model: try SampleModels.operations(),
                rows: .tensor(try SampleModels.operationRows())),
        ]
    }

    func testOutputsAreThoseOfOnnxruntime() throws {
        let reference = try JSON.read(Files.read(Self.referencePath), source: "onnx_reference.json")
        for sample in try samples() {
            let expected = try XCTUnwrap(reference[sample.name], "there is no reference for \(sample.name)")
            let graph = try ONNXFile.file(of: sample.model).graph.serializedData()
            XCTAssertEqual(
                expected["graph"], .int(Int(CRC32.checksum(Array(graph)))),
                "the graph of \(sample.name) is not the one that was run; call scripts/parity/onnx_reference.py"
            )
            try compare(sample, expected)
        }
    }

    private func compare(_ sample: Sample, _ expected: JSON) throws {
        let outputs = try outputs(sample)
        guard case .array(let numbers)? = expected["outputs"] else { return XCTFail("no outputs") }
        XCTAssertEqual(outputs.count, numbers.count, sample.name)
        for (index, pair) in zip(outputs, numbers).enumerated() {
            guard case .float(let number) = pair.1 else { return XCTFail("\(pair.1)") }
            let tolerance = 1e-5 * max(1, abs(number))
            XCTAssertEqual(Double(pair.0), number, accuracy: tolerance, "\(sample.name), number \(index)")
        }
        if case .array(let labels)? = expected["labels"] {
            XCTAssertEqual(try self.labels(sample), labels, sample.name)
        }
    }

    /// Row by row: probabilities of all classes, or predictions.
    private func outputs(_ sample: Sample) throws -> [Float] {
        let outputs = try rawOutputs(sample)
        guard sample.model.task.classes?.count == 2, outputs.sizes.last == 1 else { return outputs.f32Values }
        return outputs.f32Values.flatMap { [1 - $0, $0] }
    }

    private func rawOutputs(_ sample: Sample) throws -> Tensor {
        switch sample.rows {
        case .frame(let frame): try sample.model.outputs(frame).result
        case .tensor(let tensor): try sample.model.outputs(tensor)
        }
    }

    private func labels(_ sample: Sample) throws -> [JSON] {
        switch sample.rows {
        case .frame(let frame): try sample.model.predict(frame).result.cells.map { $0.stored() }
        case .tensor(let tensor): try sample.model.predict(tensor).i64Values.map { .int($0) }
        }
    }

    // MARK: - For the script

    private static let referencePath =
        folderName(of: folderName(of: #filePath)) + "/Parity/onnx_reference.json"

    /// Writes the files that the script runs: the exports, and the rows.
    func testWriteExportsWhereAskedTo() throws {
        guard let folder = getenv("TENON_ONNX_FOLDER").map({ String(cString: $0) }) else {
            throw XCTSkip("TENON_ONNX_FOLDER is not set")
        }
        for sample in try samples() {
            try ONNXFile.export(sample.model, to: "\(folder)/\(sample.name).onnx")
            let graph = try ONNXFile.file(of: sample.model).graph.serializedData()
            let description: JSON = [
                "graph": .int(Int(CRC32.checksum(Array(graph)))), "rows": try inputs(sample.rows),
            ]
            try Files.write([description.bytes(.indented)], to: "\(folder)/\(sample.name).json")
        }
    }

    /// The inputs by name: their sizes and values, with null for a missing number.
    private func inputs(_ rows: Rows) throws -> JSON {
        switch rows {
        case .tensor(let tensor):
            return [
                "x": [
                    "sizes": .array(tensor.sizes.map { .int($0) }),
                    "values": .array(tensor.f64Values.map { .float($0) }),
                ]
            ]
        case .frame(let frame):
            return .object(
                frame.named.map { name, column in
                    let cells = column.cells.map { cell in
                        column.type.isText
                            ? .string(cell.string ?? "") : cell.double.map { JSON.float($0) } ?? .null
                    }
                    return .init(name, ["sizes": [.int(frame.rowCount), 1], "values": .array(cells)])
                })
        }
    }
}
