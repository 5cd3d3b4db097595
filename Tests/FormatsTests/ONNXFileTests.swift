import Frames
import Graphs
import Models
import Signatures
import SwiftProtobuf
import XCTest

@testable import Formats

final class ONNXFileTests: XCTestCase {
    func testWhatAFileSaysOfItself() throws {
        let file = try Onnx_ModelProto(serializedBytes: ONNXFile.bytes(of: SampleModels.flowers()))
        XCTAssertEqual(file.irVersion, 8)
        XCTAssertEqual(file.opsetImport.map(\.domain), ["", "ai.onnx.ml"])
        XCTAssertEqual(file.opsetImport.map(\.version), [17, 3])
        XCTAssertEqual(file.graph.input.map(\.name), ["mass", "year", "sex", "island"])
        XCTAssertEqual(file.graph.input.map { $0.type.tensorType.elemType }, [1, 1, 8, 8])
        XCTAssertEqual(file.graph.output.map(\.name), ["label", "probabilities"])
        XCTAssertEqual(file.graph.output.map { $0.type.tensorType.elemType }, [8, 1])
        let batch = file.graph.input[0].type.tensorType.shape.dim
        XCTAssertEqual(batch.map(\.dimParam), ["batch", ""])
        XCTAssertEqual(batch.map(\.dimValue), [0, 1])
        let types = Set(file.graph.node.map(\.opType))
        XCTAssertTrue(
            types.isSuperset(of: ["LabelEncoder", "IsNaN", "Where", "Sub", "Div", "Concat", "MatMul"]))
    }

    func testNodesReadOnlyWhatIsThere() throws {
        for model in [try SampleModels.flowers(), try SampleModels.pictures(), try SampleModels.formulas()] {
            let graph = try ONNXFile.file(of: model).graph
            var made = Set(graph.input.map(\.name) + graph.initializer.map(\.name))
            for node in graph.node {
                XCTAssertTrue(made.isSuperset(of: node.input), node.name)
                for output in node.output { XCTAssertTrue(made.insert(output).inserted, output) }
            }
            XCTAssertTrue(made.isSuperset(of: graph.output.map(\.name)))
        }
    }

    /// A new op row must have an ONNX form and stand in a sample, or say that it has none.
    func testTheSamplesUseEveryOpThatCanBeExported() throws {
        let models = [try SampleModels.flowers(), try SampleModels.pictures(), try SampleModels.operations()]
        var used: Set<String> = []
        for case .network(let network) in models.map(\.predictor) {
            if case .recorded(let graph) = network.form { used.formUnion(graph.nodes.map(\.op.name)) }
        }
        let exported = Set(Op.all.filter { $0.onnx != .none }.map(\.name))
        XCTAssertEqual(exported.subtracting(used), [])
    }

    func testWhatHasNoForm() throws {
        var model = SampleModels.linear()
        let lower = try ColumnExpression.call("zscore", .column("a"))
        model.steps = [.derive([.init(name: "c", expression: lower)])]
        assertFault(
            .recording, "the column function `zscore` has no form in ONNX", try ONNXFile.bytes(of: model))

        model = SampleModels.linear()
        model.input = .columns([.init(name: "a", type: .date), .init(name: "b", type: .bool)])
        assertFault(.type, "column `a` is a date, which has no form in ONNX", try ONNXFile.bytes(of: model))

        model = try SampleModels.flowers()
        model.steps = [.rename([.init(from: "mass", to: "m")])]
        assertFault(.column, "there is no column `mass`", try ONNXFile.bytes(of: model))

        model = SampleModels.linear()
        model.input = .columns([.init(name: "prediction", type: .float), .init(name: "b", type: .bool)])
        model.features = ["prediction", "b"]
        assertFault(.value, "an output has that name", try ONNXFile.bytes(of: model))
    }

    func testWritingWhereItIsNotPossible() throws {
        assertFault(
            .file, "there is no folder", try ONNXFile.export(SampleModels.linear(), to: "/nowhere/a.onnx"))
    }
}
