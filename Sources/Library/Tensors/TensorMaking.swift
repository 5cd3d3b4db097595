import Graphs
import Language
import Signatures
import Tensors

/// Functions that make tensors.
enum TensorMaking {
    static let all = [
        tensor, zeros, ones, full, eye, arange, linspace, uniform, normal, shape, dtype, float, int, stack,
    ]

    private static let sizes = Parameter("sizes", .oneOf([.int, .tuple, .list, .tensor()]), .variadic)
    private static let type = Parameter(
        "dtype", .string, .named, default: .string("f32"), choices: DType.allCases.map(\.name))

    static let tensor = Native(
        Signature(
            "tensor",
            [
                Parameter("values", .oneOf([.tensorLike, .frame, .column, .tuple])),
                Parameter(
                    "dtype", .string, .named, default: .computed("that of the values"),
                    choices: DType.allCases.map(\.name)),
            ], returns: .tensor(),
            "A tensor of a list's, column's or range's numbers, or of a frame's rows.",
            example: "tensor([[1, 2], [3, 4]], dtype: \"f64\")", related: ["zeros", "stack"])
    ) { arguments in
        let session = try arguments.session
        let given = try arguments.optionalString(1).flatMap(DType.init(named:))
        let values = try session.exact(arguments[0], given) ?? session.variable(arguments[0])
        let wanted = given ?? values.dtype
        return session.value(of: try values.cast(to: wanted))
    }

    static let zeros = filled("zeros", with: 0, "0")
    static let ones = filled("ones", with: 1, "1")

    private static func filled(_ name: String, with number: Double, _ digit: String) -> Native {
        Native(
            Signature(
                name, [sizes, type], returns: .tensor(),
                "A tensor of these sizes whose elements are all \(digit).",
                example: "\(name)(2, 3)", related: ["full", "eye"])
        ) { arguments in
            try arguments.made(.filled(number, arguments.dtype(1), arguments.sizes(0)))
        }
    }

    static let full = Native(
        Signature(
            "full",
            [
                Parameter("sizes", .oneOf([.int, .tuple, .list, .tensor()])),
                Parameter("value", .oneOf([.number, .bool])),
                Parameter(
                    "dtype", .string, .named, default: .computed("that of a bracket with the value"),
                    choices: DType.allCases.map(\.name)),
            ],
            returns: .tensor(), "A tensor of these sizes whose elements are all `value`.",
            example: "full((2, 3), 0.5)", related: ["zeros", "ones"])
    ) { arguments in
        let session = try arguments.session
        let sizes = try arguments.integers(0).map(Size.known)
        let value = try session.variable(session.tensor(of: [arguments[1]]))
        let wanted = try arguments.optionalString(2).flatMap(DType.init(named:)) ?? value.dtype
        // A view of one element would be free of charge, however large it looks.
        return try arguments.made(
            value.cast(to: wanted).reshape([Int]()).broadcast(to: sizes).read().copied())
    }

    static let eye = Native(
        Signature(
            "eye", [Parameter("n", .int), type], returns: .tensor(),
            "The identity matrix of n rows: 1 on the diagonal, 0 elsewhere.", example: "eye(3)")
    ) { arguments in
        let n = max(try arguments.int(0), 0)
        let type = try arguments.dtype(1)
        let (elements, overflow) = n.multipliedReportingOverflow(by: n)
        let (bytes, overflow2) = elements.multipliedReportingOverflow(by: type.size)
        try MemoryBudget.require(
            bytes: overflow || overflow2 ? .max : bytes, for: "a tensor of \(n) × \(n) \(type.name)")
        let positions = try Tensor.build(.i64, [n], as: Int.self) { elements in
            for index in elements.indices { elements[index] = index }
        }
        let rows = try positions.reshaped([-1, 1])
        let session = try arguments.session
        let diagonal = try session.eager.emit(
            .equal, session.eager.constant(rows), session.eager.constant(positions))
        return .object(TensorObject(try diagonal.cast(to: type)))
    }

    static let arange = Native(
        Signature(
            "arange",
            [
                Parameter("start", .number), Parameter("stop", .number, default: Parameter.Default.none),
                Parameter("step", .number, default: .int(1)),
            ], returns: .tensor(),
            "Numbers from `start` up to, not including, `stop`, `step` apart; from 0 with one argument.",
            example: "arange(5)", related: ["linspace"])
    ) { arguments in
        let (start, stop) = arguments[1].isNone ? (Value.int(0), arguments[0]) : (arguments[0], arguments[1])
        if let first = start.int, let last = stop.int, let step = arguments[2].int {
            return try arguments.made(integers(from: first, to: last, by: step, arguments))
        }
        let (first, step) = (start.number ?? 0, try arguments.float(2))
        let count = (((stop.number ?? 0) - first) / step).rounded(.up)
        return try arguments.made(evenlySpaced(from: first, by: step, count: countable(count, arguments)))
    }

    private static func integers(from start: Int, to stop: Int, by step: Int, _ arguments: Arguments) throws
        -> Tensor
    {
        guard step != 0 else { throw arguments.fault(.value, "the step can't be 0", at: 2) }
        let count = try countable(((Double(stop) - Double(start)) / Double(step)).rounded(.up), arguments)
        return try Tensor.build(.i64, [count], as: Int.self) { elements in
            try Interruption.forEachPiece(of: elements.count) { piece in
                for index in piece { elements[index] = start &+ index &* step }
            }
        }
    }

    private static func countable(_ count: Double, _ arguments: Arguments) throws -> Int {
        guard let whole = Int(exactly: max(0, count)) else {
            throw arguments.fault(.value, "the range has no end", at: 0)
        }
        return whole
    }

    static let linspace = Native(
        Signature(
            "linspace",
            [
                Parameter("start", .number), Parameter("stop", .number),
                Parameter("count", .int, default: .int(50)),
            ],
            returns: .tensor(), "`count` numbers at equal distances from `start` to `stop`, both among them.",
            example: "linspace(0.0, 1.0, 5)", related: ["arange"])
    ) { arguments in
        let count = try arguments.int(2)
        guard count > 0 else { throw arguments.fault(.value, "a count of numbers must be at least 1", at: 2) }
        let (start, stop) = try (arguments.float(0), arguments.float(1))
        let step = count > 1 ? (stop - start) / Double(count - 1) : 0
        return try arguments.made(evenlySpaced(from: start, by: step, count: count))
    }

    private static func evenlySpaced(from start: Double, by step: Double, count: Int) throws -> Tensor {
        try Tensor.build(.f32, [count], as: Float.self) { elements in
            try Interruption.forEachPiece(of: elements.count) { piece in
                for index in piece { elements[index] = Float(start + Double(index) * step) }
            }
        }
    }

    static let uniform = random(
        "rand", { try $0.uniform($1) }, "Random numbers from 0 up to 1, each equally likely.",
        ["randn", "seed"])
    static let normal = random(
        "randn", { try $0.normal($1) }, "Random numbers with mean 0 and standard deviation 1.",
        ["rand", "seed"])

    private static func random(
        _ name: String, _ draw: @escaping @Sendable (_ key: Var, _ sizes: [Size]) throws -> Var,
        _ sentence: String,
        _ related: [String]
    ) -> Native {
        Native(
            Signature(name, [sizes], returns: .tensor(), sentence, example: "\(name)(2, 3)", related: related)
        ) { arguments in
            let session = try arguments.session
            guard !session.isRecording else {
                throw Fault(.recording, "`\(name)` draws other numbers at each call, which a recording can't")
            }
            let key = session.generator.next()
            let words = try Tensor([Int(bitPattern: UInt(key.seed)), Int(bitPattern: UInt(key.stream))])
            let drawn = try draw(session.eager.constant(words), arguments.sizes(0).map { .known($0) })
            return session.value(of: drawn)
        }
    }

    static let shape = Native(
        Signature(
            "shape", [Parameter("value", .oneOf([.tensorLike, .frame, .column]))], returns: .tuple,
            "The size of each axis: of a tensor, or rows and columns of a frame.",
            example: "shape([[1, 2, 3], [4, 5, 6]])", related: ["len", "reshape"])
    ) { arguments in
        if let frame = arguments[0].frame { return .tuple([.int(frame.rowCount), .int(frame.columnCount)]) }
        if let column = arguments[0].column { return .tuple([.int(column.count)]) }
        let sizes = try arguments.session.variable(arguments[0]).shape
        return .tuple(
            try sizes.map { size in
                guard let known = size.known else {
                    throw Fault(
                        .recording, "the size of the batch is read while the computation is being recorded")
                }
                return .int(known)
            })
    }

    static let dtype = Native(
        Signature(
            "dtype", [Parameter("x", .tensorLike)], returns: .string,
            "The element type of a tensor: `bool`, `i64`, `f32` or `f64`.", example: "dtype([1, 2])")
    ) { try .string($0.session.variable($0[0]).dtype.name) }

    static let float = Native(
        Signature(
            "float", [Parameter("x", .oneOf([.tensor(), .list]))], returns: .tensor(),
            "The elements of a tensor as decimals.", example: "float([1, 2])", related: ["int", "tensor"])
    ) { try .object(TensorObject($0.session.variable($0[0]).cast(to: .f32))) }

    static let int = Native(
        Signature(
            "int", [Parameter("x", .oneOf([.tensor(), .list]))], returns: .tensor(),
            "The elements of a tensor as integers; decimals lose their fraction.", example: "int([1.5, 2.5])",
            related: ["float", "round"])
    ) { try .object(TensorObject($0.session.variable($0[0]).cast(to: .i64))) }

    static let stack = Native(
        Signature(
            "stack",
            [
                Parameter("tensors", .tensorLike, .variadic),
                Parameter("axis", .int, .named, default: .int(0)),
            ],
            returns: .tensor(), "Tensors of one shape along a new axis.", example: "stack([1, 2], [3, 4])",
            related: ["concat"])
    ) { arguments in
        let session = try arguments.session
        var parts = try arguments.elements(0)
        if parts.count == 1, let inner = parts[0].sequence { parts = inner }
        let axis = try arguments.int(1)
        let widened = try session.variables(parts).map { try $0.unsqueeze(axis) }
        guard !widened.isEmpty else { throw arguments.fault(.argument, "there is no tensor to stack", at: 0) }
        return session.value(of: try session.emitter(for: widened).emit(.concat, widened, [.int(axis)])[0])
    }
}

extension Arguments {
    /// Sizes given one by one, or as one tuple or list.
    func sizes(_ index: Int) throws -> [Int] {
        let given = try elements(index)
        if given.count == 1, given[0].int == nil {
            var single = self
            single.values[index] = given[0]
            return try single.integers(index)
        }
        return try integers(index)
    }

    fileprivate func dtype(_ index: Int) throws -> DType { DType(named: try string(index)) ?? .f32 }

    fileprivate func made(_ tensor: Tensor) throws -> Value {
        try .object(TensorObject(session.eager.constant(tensor)))
    }
}
