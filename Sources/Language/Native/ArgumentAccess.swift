import Signatures

/// The arguments as Swift values. The signature has been checked by then, so that these throw only where it
/// allows more types than are asked for here.
extension Arguments {
    package func int(_ index: Int) throws -> Int {
        if let value = values[index].int { return value }
        throw wrongType(index, "an int")
    }

    package func float(_ index: Int) throws -> Double {
        if let value = values[index].number { return value }
        throw wrongType(index, "a number")
    }

    package func bool(_ index: Int) throws -> Bool {
        if let value = values[index].bool { return value }
        throw wrongType(index, "a bool")
    }

    package func string(_ index: Int) throws -> String {
        if let value = values[index].string { return value }
        throw wrongType(index, "a string")
    }

    package func record(_ index: Int) throws -> Fields {
        if let value = values[index].record { return value.fields }
        throw wrongType(index, "a record")
    }

    /// The elements of a list or tuple.
    package func elements(_ index: Int) throws -> [Value] {
        if let value = values[index].sequence { return value }
        throw wrongType(index, "a list")
    }

    package func object<Wanted: Object>(_ index: Int, _ type: Wanted.Type, _ what: String) throws -> Wanted {
        if let value = values[index].object as? Wanted { return value }
        throw wrongType(index, what)
    }

    package func optionalInt(_ index: Int) throws -> Int? { values[index].isNone ? nil : try int(index) }
    package func optionalFloat(_ index: Int) throws -> Double? {
        values[index].isNone ? nil : try float(index)
    }
    package func optionalString(_ index: Int) throws -> String? {
        values[index].isNone ? nil : try string(index)
    }

    /// A fault about the parameter at `index`, with what was passed as its label.
    package func fault(_ kind: Fault.Kind, _ message: String, at index: Int, help: String? = nil) -> Fault {
        Fault(kind, message, labels: [.init(role(index), values[index].label)], help: help)
    }

    package func wrongType(_ index: Int, _ wanted: String) -> Fault {
        let parameter = signature.parameters[index].name
        let given = values[index].type.nameWithArticle
        return fault(.type, "`\(signature.name)` takes \(wanted) as `\(parameter)`, not \(given)", at: index)
    }
}
