import CKernels
import XCTest

@testable import Graphs
@testable import Models
@testable import Signatures
@testable import Tensors

/// A training that is interrupted anywhere goes on to the bits of one that was not.
final class ResumingTests: XCTestCase {
    /// Looks at its input, so that it is run op by op.
    private struct Peeking: Stage {
        let name = "peeking"

        func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
            try x.read().f32Values.contains { $0 > 1e9 } ? -x : x
        }
    }

    private struct Case {
        var name: String
        var stages: [any Stage]
        var options: TrainingOptions
    }

    /// Everything that a training remembers from batch to batch, in turn.
    private func cases() throws -> [Case] {
        let dropout = try layer("dropout", ["rate": .float(0.3)])
        let normalized = try [
            layer("dense", ["units": .int(8), "activation": .string("tanh")], 1), layer("batch_norm"), dropout,
            layer("dense", ["units": .int(1), "activation": .string("sigmoid")], 2),
        ]
        var momentum = try TrainingTests.options("momentum", rate: 0.05, epochs: 5)
        momentum.optimizer.rate = try schedule("cosine", ["rate": .float(0.05)])
        momentum.metrics = [TrainingTests.accuracy]
        momentum.validation = .share(0.25)
        var stopping = try TrainingTests.options("adamw", rate: 0.2, epochs: 30)
        stopping.earlyStop = EarlyStop(patience: 2)
        stopping.validation = .share(0.3)
        stopping.batch = 7
        var plain = try TrainingTests.options("gd", rate: 0.1, epochs: 4)
        plain.shuffles = false
        let adam = try TrainingTests.options("adam", rate: 0.05, epochs: 4)
        return [
            Case(name: "momentum", stages: normalized, options: momentum),
            Case(name: "early stop", stages: normalized, options: stopping),
            Case(name: "all rows", stages: try TrainingTests.network(), options: plain),
            Case(name: "op by op", stages: [Peeking()] + normalized, options: adam),
        ]
    }

    private func start(_ sample: Case) throws -> TrainingRun {
        let (inputs, targets) = try TrainingTests.crossed(70)
        let key = RandomKey(seed: 5)
        let data = try TrainingData(inputs, targets, sample.options, key: key)
        return try TrainingRun(sample.stages, data, sample.options, key: key, ParameterStore())
    }

    private struct Bits: Equatable {
        var parameters: [[Float]]
        var figures: [[UInt64]]
        var steps: Int
        var end: TrainingRun.End

        init(_ run: TrainingRun) {
            parameters = run.parameters.entries.map(\.value.f32Values)
            figures = run.history.map { $0.columns.map(\.value.bitPattern) + [$0.rate.bitPattern] }
            steps = run.state.optimizer.steps
            end = run.end
        }
    }

    /// Runs to the end with a stop after each few polls; gives how often it was stopped.
    private func broken(
        _ run: TrainingRun, every polls: Int, _ stop: @escaping () -> Bool
    ) throws -> (TrainingRun, Int) {
        var (run, stops) = (run, 0)
        repeat {
            var count = 0
            run.setup.options.isInterrupted = {
                count += 1
                return count > polls ? stop() : false
            }
            run = try run.run()
            Self.flag.pointee = 0
            if run.end == .interrupted { stops += 1 }
        } while run.end == .interrupted
        return (run, stops)
    }

    func testInterruptedBetweenBatches() throws {
        for sample in try cases() {
            let whole = try start(sample).run()
            for polls in [1, 2, 5, 11] {
                let (run, stops) = try broken(start(sample), every: polls) { true }
                XCTAssertEqual(stops > 0, polls < whole.state.optimizer.steps, sample.name)
                XCTAssertEqual(Bits(run), Bits(whole), "\(sample.name), stopped after each \(polls) batches")
            }
        }
    }

    /// What kernels poll, in place of the flag that Ctrl-C sets.
    nonisolated(unsafe) private static let flag: UnsafeMutablePointer<Int32> = {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        flag.pointee = 0
        return flag
    }()

    /// The flag is set after the loop has looked, so that a kernel finds it in the middle of a batch.
    func testInterruptedWithinABatch() throws {
        tk_set_interrupt_flag(Self.flag)
        defer { tk_set_interrupt_flag(nil) }
        for sample in try cases() {
            let whole = try start(sample).run()
            for polls in [1, 4] {
                let (run, stops) = try broken(start(sample), every: polls) {
                    Self.flag.pointee = 1
                    return false
                }
                XCTAssertEqual(stops > 0, polls < whole.state.optimizer.steps, sample.name)
                XCTAssertEqual(Bits(run), Bits(whole), "\(sample.name), stopped within a batch after \(polls)")
            }
        }
    }

    func testMoreEpochsThanAtFirst() throws {
        var sample = try cases()[3]
        let whole = try start(sample).run()
        sample.options.epochs = 1
        XCTAssertEqual(try Bits(start(sample).run().extended(by: 3).run()), Bits(whole))
        XCTAssertThrowsError(try whole.extended(by: 0))
        XCTAssertThrowsError(try whole.extended(by: .max))
    }

    func testPatienceBeginsAnew() throws {
        var sample = try cases()[1]
        sample.options.optimizer = try optimizer("sgd", rate: 0)
        let stopped = try start(sample).run()
        XCTAssertEqual(stopped.end, .stoppedEarly(best: 1))
        let longer = try stopped.extended(by: 10).run()
        XCTAssertEqual(longer.history.count, stopped.history.count + 2)
    }

    /// Going on changes nothing of what is gone on from.
    func testAStateIsAValue() throws {
        let sample = try cases()[0]
        var polls = 0
        var run = try start(sample)
        run.setup.options.isInterrupted = {
            polls += 1
            return polls > 4
        }
        run = try run.run()
        run.setup.options.isInterrupted = { false }
        XCTAssertEqual(try Bits(run.run()), try Bits(run.run()))
    }
}
