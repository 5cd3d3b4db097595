import Frames
import Models
import Signatures

extension FittedStep: Stored {
    /// - Throws: A fault if the step is a function, which holds no data.
    func stored() throws -> JSON {
        switch self {
        case .impute(let list): return ["impute": try list.stored()]
        case .scale(let name, let list):
            return ["scale": ["name": .string(name), "columns": try list.stored()]]
        case .oneHot(let list, let unknown): return ["one_hot": try Self.stored(list, unknown)]
        case .ordinal(let list, let unknown): return ["ordinal": try Self.stored(list, unknown)]
        case .select(let names): return ["select": .array(names.map(JSON.string))]
        case .drop(let names): return ["drop": .array(names.map(JSON.string))]
        case .rename(let list): return ["rename": try list.stored()]
        case .derive(let list): return ["derive": try list.stored()]
        case .function(let function):
            throw Fault(
                .recording, "a model whose pipeline has the function `\(function.name)` cannot be stored",
                notes: ["a function on frames holds no data of its own"], help: "write it as `derive(…)`")
        }
    }

    private static func stored(_ list: [Encoding], _ unknown: UnknownCategory) throws -> JSON {
        ["unknown": .string(unknown.rawValue), "columns": try list.stored()]
    }

    init(_ stored: StoredValue) throws {
        let (name, value) = try stored.variant()
        switch name {
        case "impute": self = .impute(try [Imputation](value))
        case "scale":
            self = .scale(name: try value.field("name").string(), try [Scaling](value.field("columns")))
        case "one_hot":
            self = .oneHot(
                try [Encoding](value.field("columns")),
                unknown: try value.field("unknown").choice(UnknownCategory.self))
        case "ordinal":
            self = .ordinal(
                try [Encoding](value.field("columns")),
                unknown: try value.field("unknown").choice(UnknownCategory.self))
        case "select": self = .select(try value.strings())
        case "drop": self = .drop(try value.strings())
        case "rename": self = .rename(try [Renaming](value))
        case "derive": self = .derive(try [Derivation](value))
        default: throw value.fault("is no step")
        }
    }
}

extension Imputation: Stored {
    func stored() -> JSON { ["column": .string(column), "value": value.stored()] }

    init(_ stored: StoredValue) throws {
        self.init(
            column: try stored.field("column").string(),
            value: try stored.optional("value").map(Cell.init) ?? .missing)
    }
}

extension Scaling: Stored {
    func stored() -> JSON {
        ["column": .string(column), "center": center.stored(), "divisor": divisor.stored()]
    }

    init(_ stored: StoredValue) throws {
        self.init(
            column: try stored.field("column").string(), center: try Double(stored.field("center")),
            divisor: try Double(stored.field("divisor")))
    }
}

extension Encoding: Stored {
    func stored() -> JSON { ["column": .string(column), "categories": .array(categories.map(JSON.string))] }

    init(_ stored: StoredValue) throws {
        self.init(
            column: try stored.field("column").string(), categories: try stored.field("categories").strings())
    }
}

extension Renaming: Stored {
    func stored() -> JSON { ["from": .string(from), "to": .string(to)] }

    init(_ stored: StoredValue) throws {
        self.init(from: try stored.field("from").string(), to: try stored.field("to").string())
    }
}

extension Derivation: Stored {
    func stored() throws -> JSON { ["name": .string(name), "formula": try expression.stored()] }

    init(_ stored: StoredValue) throws {
        self.init(
            name: try stored.field("name").string(), expression: try ColumnExpression(stored.field("formula"))
        )
    }
}
