import Frames
import Language
import Plots
import Signatures

/// Graphs of functions.
extension PlotFunctions {
    static let ofFunctions = [graph]

    /// Enough for a smooth line on any terminal.
    private static let samples = 401

    private static let graph = Native(
        Signature(
            "plot",
            [
                Parameter("f", .oneOf([.function, .list])), Parameter("from", .number), Parameter("to", .number), title,
            ], returns: .plot,
            "The graph of a function of one number, or of several in a list. It breaks where the function is not finite.",
            example: "plot([sin, x -> x / 5], 0, 10)", related: ["line"]),
        suits: { $0.list == nil || $0.isListOfFunctions }
    ) { arguments in
        let functions = arguments[0].sequence ?? [arguments[0]]
        let (from, to) = (try arguments.float(1), try arguments.float(2))
        guard from.isFinite, to.isFinite, from < to else {
            throw arguments.fault(.value, "a graph goes from one number to a larger one", at: 2)
        }
        let domain = Domain(from, to)
        let x = (0..<samples).map { domain.position(at: Double($0) / Double(samples - 1)) }
        let y = try functions.map { PlotColumn(name(of: $0), Column(try x.map(value(of: $0, arguments)))) }
        return .plot(
            try .rows(x: PlotColumn("x", Column(x)), y: y, mark: .lines, title: arguments.optionalString(3)))
    }

    private static func name(of function: Value) -> String {
        if let native = function.native { return "\(native.name)(x)" }
        guard let name = function.function?.header.name, name.first?.isLetter == true else { return "f(x)" }
        return "\(name)(x)"
    }

    private static func value(of function: Value, _ arguments: Arguments) -> (Double) throws -> Double {
        { x in
            let y = try arguments.caller.call(function, CallArguments([.float(x)]))
            if let number = y.number { return number }
            if let tensor = y.plainTensor, tensor.count == 1 { return tensor.scalar(flat: 0).double }
            throw arguments.fault(
                .type, "a graph needs a function that gives a number, not \(y.type.nameWithArticle)", at: 0)
        }
    }
}
