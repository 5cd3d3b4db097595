import Signatures

/// A function or operator on columns, as a row of one table that evaluation, help and the checker read.
package struct ColumnFunction: Sendable {
    /// How the length of the result follows from that of the arguments.
    package enum Form: Sendable {
        /// A value a row from the values in that row.
        case elementwise
        /// A value a group (the whole frame if it is not grouped), spread over its rows where rows are due.
        case aggregate
        /// A value a row from all values of its group.
        case window
    }

    package typealias TypeRule = @Sendable (ColumnArguments) throws -> ColumnType?
    package typealias Body = @Sendable (ColumnArguments) throws -> Column

    package let signature: Signature
    package let form: Form
    /// The operator's spelling if it is one: `+`, `and`.
    package let symbol: String?
    /// The type of the result from those of the arguments; nil where it can't be known (a missing constant).
    /// Throws a fault that names the column at fault.
    package let type: TypeRule
    /// The function that several columns are meant for, as in `max(.a, .b)`, where this is one of a single column.
    package let ofSeveral: String?
    let body: Body

    init(
        _ signature: Signature, _ form: Form, symbol: String? = nil, ofSeveral: String? = nil,
        type: @escaping TypeRule, body: @escaping Body
    ) {
        self.signature = signature
        self.form = form
        self.symbol = symbol
        self.ofSeveral = ofSeveral
        self.type = type
        self.body = body
    }

    package var name: String { signature.name }

    /// As a script writes it: the operator's spelling, or for the form of several columns that of one, which reaches it.
    var writtenName: String {
        symbol ?? Self.all.first { $0.ofSeveral == name }?.name ?? name
    }

    /// Every row, families in the order in which help shows them.
    package static let all: [ColumnFunction] =
        arithmetic + comparisons + logic + mathematics + texts + times + conversions + choices + aggregates
        + windows

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// - Throws: a fault that offers the nearest names.
    package static func named(_ name: String) throws -> ColumnFunction {
        guard let function = byName[name] else {
            throw Fault.unknown("column function", name, among: byName.keys)
        }
        return function
    }
}

extension ColumnFunction {
    private var isVariadic: Bool { signature.parameters.contains { $0.passing == .variadic } }

    /// The arguments with defaults for those left out.
    func completed(_ arguments: [ColumnExpression]) throws -> [ColumnExpression] {
        if isVariadic {
            guard !arguments.isEmpty else { throw Fault(.argument, "`\(name)` needs at least one column") }
            return arguments
        }
        guard arguments.count <= signature.parameters.count else {
            throw Fault(
                .argument,
                "`\(name)` takes at most \(signature.parameters.count) arguments, \(arguments.count) were given",
                notes: ["\(signature)"])
        }
        return try arguments
            + signature.parameters.dropFirst(arguments.count).map { parameter in
                guard let value = parameter.defaultValue else {
                    throw Fault(
                        .argument, "`\(name)` needs a value for `\(parameter.name)`", notes: ["\(signature)"])
                }
                return .constant(Cell(value))
            }
    }

    /// How many arguments are worth showing: those before a tail of defaults.
    func shownCount(_ arguments: [ColumnExpression]) -> Int {
        guard !isVariadic else { return arguments.count }
        var count = arguments.count
        while count > 0, let value = signature.parameters[count - 1].defaultValue,
            arguments[count - 1].constantCell == Cell(value)
        {
            count -= 1
        }
        return count
    }
}

extension Cell {
    init(_ value: Parameter.Default) {
        switch value {
        case .none, .computed: self = .missing
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .string(let value): self = .string(value)
        }
    }
}
