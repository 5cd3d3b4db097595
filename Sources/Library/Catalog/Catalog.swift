import Language
import Signatures

/// All natives by name. A name is one function that chooses its implementation by its first argument.
///
/// It is built when the first core name is looked up, and only of signatures and pointers to functions.
package final class Catalog {
    private struct Contents {
        var names: [String] = []
        var objects: [String: NativeObject] = [:]
    }

    private var gatheredContents: Contents?

    private var contents: Contents {
        if let gatheredContents { return gatheredContents }
        let contents = Catalog.gathered()
        gatheredContents = contents
        return contents
    }

    /// Frees what was built; it is built again when it is next asked for.
    func removeAll() { gatheredContents = nil }

    func native(named name: String) -> NativeObject? { contents.objects[name] }

    /// Family by family, as they stand there.
    package var names: [String] { contents.names }

    /// The implementations of a name, in the order in which they are tried.
    package func overloads(of name: String) -> [Native] { native(named: name)?.overloads ?? [] }

    /// Every family of natives. Where several take the same first argument, the earlier family is asked first.
    package static var families: [[Native]] {
        [
            FrameFunctions.all, ColumnFunctions.all, Printing.all, HelpFunction.all, Types.all, Control.all,
            Strings.all, Lists.all, Functional.all, FileFunctions.all,
            TensorMaking.all, TensorStatistics.all, Extremes.all, Ordering.all, Reshaping.all, Einsum.all,
            PlotFunctions.all, Differentiation.all, LayerFunctions.all,
            Fitting.all, Resuming.all, Predicting.all, Lifecycle.all, LinearAlgebraFunctions.all, LossRows.all,
            ModelRows.all,
            OpNatives.all,
        ]
    }

    private static func gathered() -> Contents {
        var contents = Contents()
        var implementations: [String: [Native]] = [:]
        for native in families.joined().lazy.map(\.placingColumns) {
            let name = native.signature.name
            if implementations[name] == nil { contents.names.append(name) }
            implementations[name, default: []].append(native)
        }
        for name in contents.names { contents.objects[name] = NativeObject(name, implementations[name] ?? []) }
        return contents
    }
}
