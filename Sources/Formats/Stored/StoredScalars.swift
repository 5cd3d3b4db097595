import Frames
import Graphs
import Signatures

extension Double: Stored {
    /// JSON has no NaN and no infinity; they are stored by name.
    func stored() -> JSON {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        return .float(self)
    }

    init(_ stored: StoredValue) throws {
        switch stored.json {
        case .float(let value): self = value
        case .string("NaN"): self = .nan
        case .string("Infinity"): self = .infinity
        case .string("-Infinity"): self = -.infinity
        default: throw stored.fault("is not a decimal")
        }
    }
}

extension Cell: Stored {
    /// JSON's own values where they say the type; else an object with the type's name.
    func stored() -> JSON {
        switch self {
        case .missing: .null
        case .float(let value): value.isFinite ? .float(value) : ["float": value.stored()]
        case .int(let value): .int(value)
        case .bool(let value): .bool(value)
        case .string(let value): .string(value)
        case .date(let days): ["date": .int(days)]
        case .datetime(let microseconds): ["datetime": .int(microseconds)]
        }
    }

    init(_ stored: StoredValue) throws {
        switch stored.json {
        case .null: self = .missing
        case .float(let value): self = .float(value)
        case .int(let value): self = .int(value)
        case .bool(let value): self = .bool(value)
        case .string(let value): self = .string(value)
        case .object, .array: try self.init(variant: stored.variant())
        }
    }

    private init(variant: (name: String, value: StoredValue)) throws {
        switch variant.name {
        case "float": self = .float(try Double(variant.value))
        case "date": self = .date(try variant.value.int())
        case "datetime": self = .datetime(try variant.value.int())
        default: throw variant.value.fault("is no cell")
        }
    }
}

extension Size: Stored {
    /// A number, a name, or a name with its factor; null where nothing is known.
    func stored() -> JSON {
        switch self {
        case .known(let size): .int(size)
        case .named(let name, 1): .string(name)
        case .named(let name, let factor): [.string(name), .int(factor)]
        case .unknown: .null
        }
    }

    init(_ stored: StoredValue) throws {
        switch stored.json {
        case .null: self = .unknown
        case .int: self = .known(try stored.plausibleSize())
        case .string: self = try Self.batch(stored, times: 1)
        default:
            let parts = try stored.list()
            guard parts.count == 2 else { throw stored.fault("is no size") }
            self = try Self.batch(parts[0], times: parts[1].plausibleSize())
        }
    }

    /// The batch has the only size with a name.
    private static func batch(_ stored: StoredValue, times factor: Int) throws -> Size {
        guard try stored.string() == Graph.batch else { throw stored.fault("is no size") }
        return .named(Graph.batch, times: factor)
    }
}

extension StoredValue {
    /// Shape rules add and multiply sizes; none that memory could hold comes near the end of what Int can.
    fileprivate func plausibleSize() throws -> Int {
        let size = try count()
        guard size <= 1 << 40 else { throw fault("is too large for a size") }
        return size
    }
}

extension DType: Stored {
    func stored() -> JSON { .string(name) }

    init(_ stored: StoredValue) throws {
        let text = try stored.string()
        guard let dtype = DType.allCases.first(where: { $0.name == text }) else {
            throw stored.fault("is no dtype")
        }
        self = dtype
    }
}

extension TensorType: Stored {
    func stored() throws -> JSON { ["dtype": dtype.stored(), "shape": try shape.stored()] }

    init(_ stored: StoredValue) throws {
        self.init(try DType(stored.field("dtype")), try [Size](stored.field("shape")))
    }
}

extension Attribute: Stored {
    /// JSON's own values where they say the kind; else an object with the kind's name.
    func stored() throws -> JSON {
        switch self {
        case .none: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .float(let value): value.isFinite ? .float(value) : ["float": value.stored()]
        case .ints(let values): .array(values.map(JSON.int))
        case .sizes(let sizes): ["sizes": try sizes.stored()]
        case .string(let text): .string(text)
        case .dtype(let dtype): ["dtype": dtype.stored()]
        }
    }

    init(_ stored: StoredValue) throws {
        switch stored.json {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .array: self = .ints(try stored.list().map { try $0.int() })
        case .string(let text): self = .string(text)
        case .object: try self.init(variant: stored.variant())
        }
    }

    private init(variant: (name: String, value: StoredValue)) throws {
        switch variant.name {
        case "float": self = .float(try Double(variant.value))
        case "sizes": self = .sizes(try [Size](variant.value))
        case "dtype": self = .dtype(try DType(variant.value))
        default: throw variant.value.fault("is no attribute")
        }
    }
}
