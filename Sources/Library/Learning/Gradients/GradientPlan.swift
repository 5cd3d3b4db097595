import Graphs
import Language
import Signatures
import Tensors

/// A function and its gradient, recorded for arguments of one shape: each further call is one run of a plan.
final class GradientPlan {
    let shape: CallShape
    private let outside: OutsideValues
    private let plan: Plan
    /// The value, then the gradients, where the plan leaves them.
    private let results: [Tensor]
    private let gradientShapes: [Shape]?

    private static let value = "value"

    /// - Throws: a fault of kind `recording` if the call can't be a plan, and whatever the function throws.
    init(_ function: FunctionObject, _ arguments: CallArguments, _ shape: CallShape, in session: Session) throws {
        self.shape = shape
        let reached: [Value] = [.object(function)] + arguments.positional + arguments.named.map(\.value)
        guard let outside = OutsideReader.values(readBy: reached, host: session) else {
            throw Fault(.recording, "what the function reads can't be told")
        }
        self.outside = outside
        let graph = try session.recordedGradient(of: function, arguments)
        let plan = try Plan(graph)
        self.plan = plan
        results = try graph.outputs.map { try plan.output($0.name) }
        let gradients = results.dropFirst()
        gradientShapes = gradients.allSatisfy { $0.dtype == .f32 } ? gradients.map(\.shape) : nil
    }

    /// Whether the variables that the function reads are as they were.
    var isCurrent: Bool { outside.areUnchanged }

    /// The value and the gradients for the inputs of a call of the same shape.
    func run(_ inputs: [Value], in session: Session) throws -> (value: Value, gradients: [Value]) {
        try plan.run(with: inputs.map { try ($0.tensor?.variable ?? session.variable($0)).read() })
        let tensors = try copiedResults()
        return (session.value(of: try results[0].copied()), tensors.map { session.value(of: $0) })
    }

    /// Gradients of one dtype lie one after the other, so that an update of all parameters is one pass.
    private func copiedResults() throws -> [Tensor] {
        guard let gradientShapes else { return try results.dropFirst().map { try $0.copied() } }
        let copies = try Tensor.uninitialized(.f32, together: gradientShapes)
        for (copy, result) in zip(copies, results.dropFirst()) { try copy.fill(from: result) }
        return copies
    }
}

extension Session {
    /// The graph of the function's value and of its gradient with respect to the leaves of its first argument.
    fileprivate func recordedGradient(of function: FunctionObject, _ arguments: CallArguments) throws -> Graph {
        try recording { try recordedGradient(of: function, arguments, on: $0) }
    }

    private func recordedGradient(
        of function: FunctionObject, _ arguments: CallArguments, on recorder: Emitter
    ) throws -> Graph {
        var recording = GradientRecording(recorder, in: self)
        let (traced, leaves) = try recording.trace(arguments)
        let inputs = try recording.traceCaptured(function)
        let result = try machine.call(.object(inputs), traced)
        guard !result.isNumber else {
            throw Fault(.recording, "the function gives the same number for all arguments")
        }
        let value = try oneNumber(result)
        let gradients = try recorder.gradient(of: value, wrt: leaves)
        return try recorder.graph(
            outputs: [("value", value)] + gradients.enumerated().map { ("gradient \($0)", $1) })
    }
}

/// Puts inputs of a recording in the places of tensors.
private struct GradientRecording {
    let recorder: Emitter
    let session: Session
    private var count = 0

    init(_ recorder: Emitter, in session: Session) {
        self.recorder = recorder
        self.session = session
    }

    /// The arguments of the call, and the leaves of the first.
    mutating func trace(_ arguments: CallArguments) throws -> (CallArguments, [Var]) {
        var traced = arguments
        var leaves: [Var] = []
        for (index, value) in arguments.positional.enumerated() {
            traced.positional[index] = try CallShape.replacingInputs(of: value, isPoint: index == 0) { leaf in
                var variable = try input(leaf)
                if index == 0 {
                    variable = try session.decimal(variable, isNumber: leaf.isNumber)
                    leaves.append(variable)
                }
                return .object(TensorObject(variable))
            }
        }
        for (index, argument) in arguments.named.enumerated() {
            traced.named[index].value = try replaced(argument.value)
        }
        return (traced, leaves)
    }

    mutating func traceCaptured(_ function: FunctionObject) throws -> FunctionObject {
        function.replacingCaptured(by: try function.captured.map { try $0.map { try replaced($0) } })
    }

    private mutating func replaced(_ value: Value) throws -> Value {
        try CallShape.replacingInputs(of: value, isPoint: false) { .object(TensorObject(try input($0))) }
    }

    private mutating func input(_ leaf: Value) throws -> Var {
        let type = try session.variable(leaf).type
        count += 1
        return recorder.input("input \(count)", type)
    }
}
