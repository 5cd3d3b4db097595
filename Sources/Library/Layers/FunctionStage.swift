import Frames
import Graphs
import Language
import Models
import Signatures

/// A function of the language within a pipeline: it is applied, and learns nothing.
final class FunctionStage: PipelineFunction {
    let function: Value
    // The session outlives every pipeline that its script makes.
    private unowned let session: Session

    init(_ function: Value, in session: Session) {
        self.function = function
        self.session = session
    }

    var name: String { function.native?.name ?? function.function?.header.name ?? "function" }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let result = try session.machine.call(function, CallArguments([session.stageInput(x)]))
        return try session.stageOutput(result, of: "the function in the pipeline")
    }

    func apply(to frame: Frame) throws -> Frame {
        let result = try session.machine.call(function, CallArguments([.frame(frame)]))
        if let frame = result.frame { return frame }
        throw Fault(
            .type, "a function before a step must give a frame, and it gave \(result.type.nameWithArticle)")
    }
}

/// Two functions, one after the other: what `f >> g` gives.
final class ComposedFunction: ForeignObject {
    let first: Value
    let second: Value

    init(_ first: Value, _ second: Value) {
        self.first = first
        self.second = second
        super.init(.function)
    }

    func call(_ arguments: CallArguments, caller: Caller) throws -> Value {
        try caller.call(second, CallArguments([caller.call(first, arguments)]))
    }
}
