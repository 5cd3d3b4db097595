import Frames
import Graphs
import Models
import Signatures
import Tensors
import XCTest

@testable import Formats

/// What a checkpoint promises: the same bits after it, and a plain fault for whatever has happened to its files.
final class CheckpointTests: XCTestCase {
    private let folder = try? ScratchFolder()
    private var path: String { folder?.file("run.ckpt") ?? "" }

    private func setting(_ name: String, _ values: [String: Setting], _ seed: UInt64) throws -> PipelinePart {
        let row = try XCTUnwrap(LayerKind.named(name))
        return .stage(try row.build(Settings(row.signature, values, key: RandomKey(seed: seed))))
    }

    private func pipeline() throws -> Pipeline {
        try Pipeline([
            setting("dense", ["units": .int(6), "activation": .string("tanh")], 1), setting("batch_norm", [:], 2),
            setting("dropout", ["rate": .float(0.2)], 3), setting("dense", ["units": .int(3)], 4),
        ])
    }

    private func frame(_ rows: Int) throws -> Frame {
        let key = RandomKey(seed: 9)
        func numbers(_ offset: Int) -> Column { Column((0..<rows).map { key.unit(block: UInt64($0 * 2 + offset)) }) }
        let kinds = Column((0..<rows).map { ["ash", "elm", "oak"][$0 % 3] as String? })
        return try Frame([("a", numbers(0)), ("b", numbers(1)), ("kind", kinds)])
    }

    private func options(epochs: Int, checkpoint: CheckpointFile?) throws -> FitOptions {
        var options = FitOptions(key: RandomKey(seed: 7))
        options.epochs = epochs
        options.batch = 8
        options.validation = .share(0.25)
        options.earlyStop = EarlyStop(patience: 20)
        let kind = try XCTUnwrap(OptimizerKind.named("adamw"))
        options.optimizer = try kind.build(
            Settings(kind.signature, ["rate": .schedule(.cosine(rate: 0.05, floor: 0, epochs: 9))]))
        options.checkpoint = checkpoint
        return options
    }

    private func fitted(epochs: Int, checkpoint: Bool = true) throws -> FittedModel {
        let file = checkpoint ? CheckpointFile(path) : nil
        return try pipeline().fit(frame(60), target: "kind", options(epochs: epochs, checkpoint: file))
    }

    private let hooks = TrainingHooks(report: { _ in }, isInterrupted: { false })

    private func bits(_ model: FittedModel) throws -> [[UInt64]] {
        let probabilities = try model.probabilities(frame(60)).result
        return (probabilities.named + model.training.history.named).map {
            $0.column.cells.map { $0.double?.bitPattern ?? 0 }
        }
    }

    func testGoesOnToTheSameBits() throws {
        let whole = try bits(fitted(epochs: 9, checkpoint: false))
        for epochs in [1, 4, 8] {
            _ = try fitted(epochs: epochs)
            let resumed = try CheckpointFile.load(path).resumed(epochs: 9 - epochs, hooks)
            XCTAssertEqual(try bits(resumed), whole, "after \(epochs) epochs")
            // What it went on with was kept too.
            XCTAssertEqual(try bits(CheckpointFile.load(path)), whole)
        }
        XCTAssertEqual(folder?.names, ["run.ckpt", "run.ckpt.data"])
    }

    /// Stopped in the middle of an epoch, the file holds the part that is through.
    func testKeepsAPartOfAnEpoch() throws {
        let whole = try bits(fitted(epochs: 9, checkpoint: false))
        var polls = 0
        var stopping = try options(epochs: 9, checkpoint: CheckpointFile(path))
        stopping.isInterrupted = {
            polls += 1
            return polls > 16
        }
        _ = try pipeline().fit(frame(60), target: "kind", stopping)
        XCTAssertEqual(try CheckpointFile.load(path).training.ending?.prefix(34), "interrupted in epoch 3 of 9, after")
        XCTAssertEqual(try bits(CheckpointFile.load(path).resumed(epochs: nil, hooks)), whole)
    }

    /// Kills the training, as far as files can tell, when it has kept its state so many times.
    private struct Dying: CheckpointWriter {
        let file: CheckpointFile
        let every: Int
        let saves: Counter

        final class Counter { var left: Int; init(_ left: Int) { self.left = left } }
        struct Death: Error {}

        func begin(_ model: FittedModel) throws { try file.begin(model) }
        func save(_ state: TrainingState, epochs: Int) throws {
            if saves.left == 0 { throw Death() }
            saves.left -= 1
            try file.save(state, epochs: epochs)
        }
    }

    func testKilledAtAnyEpoch() throws {
        let whole = try bits(fitted(epochs: 9, checkpoint: false))
        for (every, saves, kept) in [(1, 1, 0), (1, 2, 1), (1, 6, 5), (3, 3, 6)] {
            var dying = try options(epochs: 9, checkpoint: nil)
            dying.checkpoint = Dying(file: CheckpointFile(path), every: every, saves: .init(saves))
            XCTAssertThrowsError(try pipeline().fit(frame(60), target: "kind", dying)) {
                XCTAssertTrue($0 is Dying.Death)
            }
            let left = try CheckpointFile.load(path)
            XCTAssertEqual(left.training.history.rowCount, kept)
            XCTAssertEqual(try bits(left.resumed(epochs: nil, hooks)), whole)
        }
    }

    func testStateAndDataMustBelongTogether() throws {
        _ = try fitted(epochs: 1)
        let state = try Files.read(path)
        var other = try options(epochs: 1, checkpoint: CheckpointFile(path))
        other.key = RandomKey(seed: 8)
        _ = try pipeline().fit(frame(60), target: "kind", other)
        try Files.write([state], to: path)
        assertFault(.format, "does not go with", try CheckpointFile.load(path))
        assertFault(.format, "does not hold a model", try ModelFile.load(path))
        assertFault(.format, "does not hold a checkpoint", try CheckpointFile.load(path + ".data"))
    }
}

// MARK: - Damage

extension CheckpointTests {
    /// Both files with checksums that fit, and one byte of a manifest or of the weights replaced.
    func testEveryAlteredFileIsAFaultOrTrains() throws {
        _ = try fitted(epochs: 2)
        let (state, data) = (try Files.read(path), try Files.read(path + ".data"))
        var random: UInt64 = 1
        var trained = 0
        for round in 0..<600 {
            let isState = round % 2 == 0
            let altered = try mutated(isState ? state : data, &random)
            guard let model = try? model(isState ? altered : state, isState ? data : altered) else { continue }
            var short = model
            short.run?.setup.options.checkpoint = nil
            if (short.run?.setup.options.epochs ?? 0) < 100 { _ = try? short.resumed(epochs: 1, hooks) }
            trained += 1
        }
        XCTAssertGreaterThan(trained, 0)
    }

    private func model(_ state: [UInt8], _ data: [UInt8]) throws -> FittedModel {
        var content = try Envelope.decode(.checkpoint, state, source: "s")
        let data = try Envelope.decode(.training, data, source: "d")
        if case .object(let members) = content.stored.json {
            let json = JSON.object(members.map { $0.name == "data" ? .init("data", .int(data.fingerprint)) : $0 })
            content = .init(
                stored: StoredValue(json: json, path: "", source: "s", kind: "checkpoint"), weights: content.weights,
                fingerprint: 0)
        }
        return try CheckpointFile.model(content, data, "s")
    }

    private func mutated(_ bytes: [UInt8], _ state: inout UInt64) throws -> [UInt8] {
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var parts = try bytes.withUnsafeBytes { try Container($0, first: "manifest.json", source: "").parts }
        let part = next(4) == 0 ? 1 : 0
        let place = next(parts[part].bytes.count)
        let alphabet = Array("0123456789-.,:[]{}\"ntf ".utf8)
        if part == 1 {
            parts[1].bytes[place] = UInt8(next(256))
        } else if next(3) == 0, (0x30...0x39).contains(parts[0].bytes[place]) {
            parts[0].bytes.insert(contentsOf: Array(repeating: parts[0].bytes[place], count: 1 + next(18)), at: place)
        } else {
            parts[0].bytes[place] = alphabet[next(alphabet.count)]
        }
        return try Container(parts: parts).encoded().flatMap { $0 }
    }

    func testEveryTruncationIsFound() throws {
        _ = try fitted(epochs: 1)
        let state = try Files.read(path)
        for length in stride(from: 0, to: state.count, by: 7) {
            assertFault(.format, "`s`", try Envelope.decode(.checkpoint, Array(state[..<length]), source: "s"))
        }
    }

    func testWhatCannotBeKept() throws {
        struct Peeking: Stage {
            let name = "peeking"
            func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
                try x.read().f32Values.isEmpty ? -x : x
            }
        }
        let pipeline = try Pipeline([.stage(Peeking())] + pipeline().parts)
        assertFault(
            .recording, "this training can't be kept in a checkpoint",
            try pipeline.fit(frame(60), target: "kind", options(epochs: 1, checkpoint: CheckpointFile(path))))
    }
}
