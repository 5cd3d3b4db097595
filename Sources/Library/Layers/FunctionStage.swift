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

    var name: String { function.functionName ?? "function" }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let result = try session.running(on: x) {
            try session.machine.insideLayer {
                try session.machine.call(function, CallArguments([session.stageInput(x)]))
            }
        }
        return try session.stageOutput(result, of: "the function in the pipeline")
    }

    func apply(to frame: Frame) throws -> Frame {
        let result = try session.machine.call(function, CallArguments([.frame(frame)]))
        if let frame = result.frame { return frame }
        throw Fault(
            .type, "a function before a step must give a frame, and it gave \(result.type.nameWithArticle)")
    }
}

/// Functions, one after the other: what `f >> g` gives. It is a flat list, so that long ones need no deep stack.
final class ComposedFunction: ForeignObject {
    let functions: [Value]

    init(_ first: Value, _ second: Value) throws {
        functions = Self.parts(of: first) + Self.parts(of: second)
        try Pipeline.checkLength(functions.count)
        super.init(.function)
    }

    private static func parts(of function: Value) -> [Value] {
        (function.foreign as? ComposedFunction)?.functions ?? [function]
    }

    func call(_ arguments: CallArguments, caller: Caller) throws -> Value {
        try functions.dropFirst().reduce(caller.call(functions[0], arguments)) { value, function in
            try caller.call(function, CallArguments([value]))
        }
    }
}

extension Value {
    /// What a function was called where it was defined; nil for one without a name.
    var functionName: String? {
        let header = function?.header ?? (foreign as? CheckedFunction)?.header
        return native?.name ?? header.flatMap { $0.isArrow ? nil : $0.name }
    }
}
