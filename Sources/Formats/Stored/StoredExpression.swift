import Frames
import Signatures

extension ColumnExpression: Stored {
    /// A flat list in postfix order, so that the depth of a formula is no matter of the file's depth: columns and
    /// constants stand before the calls that take them, each call with the number that it takes.
    func stored() throws -> JSON {
        var items: [JSON] = []
        append(to: &items)
        return .array(items)
    }

    private func append(to items: inout [JSON]) {
        switch node {
        case .column(let name): items.append(["column": .string(name)])
        case .constant(let cell): items.append(["constant": cell.stored()])
        case .list(let cells): items.append(["list": .array(cells.map { $0.stored() })])
        case .call(let function, let arguments):
            for argument in arguments { argument.append(to: &items) }
            items.append(["call": [.string(function.name), .int(arguments.count)]])
        }
    }

    init(_ stored: StoredValue) throws {
        var stack: [ColumnExpression] = []
        for item in try stored.list() {
            let (name, value) = try item.variant()
            switch name {
            case "column": stack.append(.column(try value.string()))
            case "constant": stack.append(.constant(try Cell(value)))
            case "list": stack.append(.list(try [Cell](value)))
            case "call": try Self.call(value, on: &stack)
            default: throw value.fault("is no part of a formula")
            }
        }
        guard stack.count == 1 else { throw stored.fault("is not one formula") }
        self = stack[0]
    }

    private static func call(_ value: StoredValue, on stack: inout [ColumnExpression]) throws {
        let parts = try value.list()
        guard parts.count == 2 else { throw value.fault("is no call") }
        let count = try parts[1].count()
        guard count <= stack.count else { throw value.fault("has the wrong number of arguments") }
        let arguments = Array(stack.suffix(count))
        stack.removeLast(count)
        let name = try parts[0].string()
        stack.append(try value.checked { try .call(name, arguments) })
    }
}
