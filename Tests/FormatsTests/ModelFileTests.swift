import Frames
import Models
import Signatures
import Tensors
import XCTest

@testable import Formats

final class ModelFileTests: XCTestCase {
    private func bytes(_ model: FittedModel) throws -> [UInt8] { try ModelFile.encode(model).flatMap { $0 } }

    private func read(_ bytes: [UInt8]) throws -> FittedModel {
        try ModelFile.decode(bytes, source: "m.tenon")
    }

    private func samples() throws -> [FittedModel] {
        [try SampleModels.flowers(), try SampleModels.pictures(), SampleModels.linear()]
    }

    func testTheSameModelMakesTheSameBytes() throws {
        for model in try samples() {
            let first = try bytes(model)
            XCTAssertEqual(try bytes(model), first)
            XCTAssertEqual(try bytes(read(first)), first, "what was read is what was written")
        }
    }

    func testThePredictionsAreTheSameToTheBit() throws {
        let model = try SampleModels.flowers()
        let rows = try SampleModels.flowerRows()
        let loaded = try read(bytes(model))
        XCTAssertEqual(
            try loaded.outputs(rows).result.f32Values.map(\.bitPattern),
            try model.outputs(rows).result.f32Values.map(\.bitPattern))
        let pictures = try SampleModels.pictures()
        XCTAssertEqual(
            try read(bytes(pictures)).outputs(SampleModels.pictureRows()).f32Values.map(\.bitPattern),
            try pictures.outputs(SampleModels.pictureRows()).f32Values.map(\.bitPattern))
    }

    func testThroughTheDisk() throws {
        let folder = try ScratchFolder()
        let path = folder.file("flowers.tenon")
        try ModelFile.save(SampleModels.flowers(), to: path)
        XCTAssertEqual(try bytes(ModelFile.load(path)), try bytes(SampleModels.flowers()))
        assertFault(.file, "there is no file", try ModelFile.load(folder.file("other.tenon")))
        assertFault(.file, "not a file", try ModelFile.load(folder.path))
        let table = folder.file("table.csv")
        try Files.write([Array("a,b\n1,2\n".utf8)], to: table)
        assertFault(.format, "`\(table)` is not a Tenon model", try ModelFile.load(table))
    }

    func testWhatCannotBeRecordedIsNeitherStoredNorExported() throws {
        var model = try SampleModels.pictures()
        let reason = Fault(.recording, "it reads a value")
        model.predictor = .network(
            Network(form: .eager(Chain([]), because: reason), parameters: ParameterStore(), layers: []))
        assertFault(.recording, "cannot be stored", try bytes(model))
        assertFault(.recording, "cannot be exported", try ONNXFile.bytes(of: model))
    }

    func testTheHistoryComesBack() throws {
        let training = try read(bytes(SampleModels.flowers())).training
        XCTAssertEqual(training.history.names, ["epoch", "loss", "val_loss"])
        XCTAssertEqual(try training.history.column("epoch").cells, [.int(1), .int(2)])
        XCTAssertEqual(try training.history.column("val_loss").cells, [.missing, .float(0.1)])
        XCTAssertEqual(try training.history.column("loss").double(at: 1)?.isNaN, true)
        XCTAssertEqual(training.notes, ["a note"])
    }
}
