import Formats
import Language
import Models
import Signatures

/// Models on disk.
enum Lifecycle {
    static let all = [save, load, export].map(\.impure)

    private static let model = Parameter("model", .model)
    private static let path = Parameter("path", .string, offers: .files([".tenon"]))
    private static let setup = "model = fit(linear_regression(), [[1.0], [2.0], [3.0]], [2.0, 4.0, 6.0])\n"

    static let save = Native(
        Signature(
            "save", [model, path], returns: .none,
            "Writes a fitted model, with its preparation of the data, to a file that `load` reads.",
            example: setup + "save(model, \"line.tenon\")", related: ["load", "export"])
    ) { arguments in
        try ModelFile.save(arguments.model(0), to: arguments.path(1))
        return .none
    }

    static let load = Native(
        Signature(
            "load", [path], returns: .model,
            "The model that `save` wrote: it makes the same predictions to the last bit.",
            example: setup + "save(model, \"line.tenon\")\npredict(load(\"line.tenon\"), [[4.0]])",
            related: ["save"])
    ) { arguments in .model(try ModelFile.load(arguments.path(0))) }

    static let export = Native(
        Signature(
            "export", [model, Parameter("path", .string, offers: .files([".onnx"]))], returns: .none,
            """
            Writes the whole model, preparation included, as ONNX for other runtimes.
            Each raw column is an input of its own; outputs are `label` and `probabilities`, or `prediction`.
            """, example: setup + "export(model, \"line.onnx\")", related: ["save"])
    ) { arguments in
        try ONNXFile.export(arguments.model(0), to: arguments.path(1))
        return .none
    }
}
