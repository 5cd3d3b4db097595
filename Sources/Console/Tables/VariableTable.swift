import Language
import Library
import Tensors

/// Names with what they stand for: kind, size, memory, and as much of the value as there is room for.
struct VariableTable {
    private let variables: [(name: String, value: Value)]
    private let outlines: [ValueOutline]
    private static let leastContent = 8

    init(_ variables: [(name: String, value: Value)]) {
        self.variables = variables
        outlines = variables.map { ValueOutline($0.value) }
    }

    func lines(width: Int, style: Style) -> [String] {
        let facts = [
            TextTable.Column("name", .left, variables.map(\.name)),
            TextTable.Column("kind", .left, outlines.map(\.kind)),
            TextTable.Column("size", .left, outlines.map(\.size)),
            TextTable.Column("memory", .right, variables.map { Self.memory(of: $0.value) }),
        ].filter(\.isFilled)
        let room = TextTable.room(in: width, beside: facts)
        guard room >= Self.leastContent else { return TextTable(facts).lines(width: width, style: style) }
        let content = TextTable.Column("value", .left, outlines.map { truncated($0.content, to: room) })
        return TextTable(facts + [content]).lines(width: width, style: style)
    }

    /// Of what takes next to nothing, nothing is said.
    private static func memory(of value: Value) -> String {
        let bytes = MemoryMeter.bytes(of: value)
        return bytes < 1024 ? "" : byteText(bytes)
    }
}
