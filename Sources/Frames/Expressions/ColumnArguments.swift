import Signatures

/// What a column function is called with: the arguments' types and texts, and when it runs their cells.
package struct ColumnArguments: Sendable {
    package let function: String
    package let expressions: [ColumnExpression]
    /// nil for a constant `none`, which goes with any type.
    package let types: [ColumnType?]
    /// Of `count` cells each, or of one where the argument is constant; empty while only types are asked.
    let columns: [Column]
    /// The number of cells of the result of an elementwise function or a window.
    let count: Int
    let groups: Grouping

    var isEmpty: Bool { expressions.isEmpty }

    func text(_ index: Int) -> String { "\(expressions[index])" }

    /// The cells of an argument, one for each row.
    func full(_ index: Int) -> Column { columns[index].stretched(to: count) }
}

/// What types go with a function, as errors name them.
package enum ColumnClass: Sendable {
    case any, numbers, text, booleans, times, ordered

    func accepts(_ type: ColumnType) -> Bool {
        switch self {
        case .any: true
        case .numbers: type.isNumeric
        case .text: type.isText
        case .booleans: type == .bool
        case .times: type.isTemporal
        case .ordered: true
        }
    }

    var name: String {
        switch self {
        case .any, .ordered: "a column"
        case .numbers: "numbers"
        case .text: "text"
        case .booleans: "booleans"
        case .times: "dates"
        }
    }
}

extension ColumnArguments {
    /// - Throws: "`.sex` is a string column; `mean` needs numbers".
    func require(_ expected: ColumnClass, _ index: Int) throws {
        guard let type = types[index], !expected.accepts(type) else { return }
        var fault = Fault(
            .type, "\(described(index)); `\(function)` needs \(expected.name)")
        fault.columns = remarks([index])
        if expected == .booleans {
            fault.help = "compare it, as in `\(text(index)) \(type.isText ? "== \"…\"" : "> 0")`"
        }
        throw fault
    }

    func requireAll(_ expected: ColumnClass) throws {
        for index in types.indices { try require(expected, index) }
    }

    /// What the columns among these arguments are.
    func remarks(_ indices: [Int]) -> [Fault.ColumnRemark] {
        indices.compactMap { index in
            guard let name = expressions[index].columnName, ColumnExpression.place(of: name) == nil,
                let type = types[index]
            else { return nil }
            return .init(name, "\(type.rawValue) column")
        }
    }

    /// `.sex` is a string column.
    func described(_ index: Int) -> String {
        let type = types[index]?.rawValue ?? "missing"
        let article = type.first.map { "aeio".contains($0) } == true ? "an" : "a"
        if let place = expressions[index].columnName.flatMap(ColumnExpression.place(of:)) {
            return "\(place) is \(article) \(type) column"
        }
        if case .column = expressions[index].node { return "`\(text(index))` is \(article) \(type) column" }
        return "`\(text(index))` is \(article) \(type)"
    }

    /// The type that all of `indices` share, numbers being promoted; nil if all are missing constants.
    func common(_ indices: some Sequence<Int>) throws -> ColumnType? {
        var result: (type: ColumnType, index: Int)?
        for index in indices {
            guard let type = types[index] else { continue }
            guard let so = result else {
                result = (type, index)
                continue
            }
            guard let joined = ColumnType.unified(so.type, type) else {
                var fault = Fault(
                    .type, "\(described(so.index)), and \(described(index)); `\(function)` needs one type")
                fault.columns = remarks([so.index, index])
                throw fault
            }
            result = (joined, index)
        }
        return result?.type
    }

    // MARK: Settings, which are constants

    func setting(_ index: Int) throws -> Cell {
        guard let cell = expressions[index].constantCell else {
            throw Fault(
                .argument, "`\(text(index))` is a column expression; `\(function)` needs a constant here")
        }
        return cell
    }

    func list(_ index: Int) throws -> [Cell] {
        if case .list(let cells) = expressions[index].node { return cells }
        return [try setting(index)]
    }

    func text(setting index: Int) throws -> String {
        guard let text = try setting(index).string else { throw wrongSetting(index, "a string") }
        return text
    }

    func int(setting index: Int) throws -> Int {
        guard case .int(let number) = try setting(index) else { throw wrongSetting(index, "an int") }
        return number
    }

    func double(setting index: Int) throws -> Double {
        guard let number = try setting(index).double else { throw wrongSetting(index, "a number") }
        return number
    }

    func bool(setting index: Int) throws -> Bool {
        guard case .bool(let flag) = try setting(index) else { throw wrongSetting(index, "true or false") }
        return flag
    }

    private func wrongSetting(_ index: Int, _ expected: String) -> Fault {
        Fault(.type, "`\(function)` needs \(expected) here, not \(text(index))")
    }
}

extension ColumnType {
    /// The type that can hold cells of both; nil if none does.
    package static func unified(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
        if a == b { return a }
        if a.isNumeric, b.isNumeric { return a == .float || b == .float ? .float : .int }
        if a.isText, b.isText { return .string }
        return a.isTemporal && b.isTemporal ? .datetime : nil
    }
}

extension ColumnExpression {
    /// What a column that is a value of its own, without a name, is called while an expression is evaluated on it: errors
    /// then say where it stands. No column of a frame is called so.
    package static func name(ofColumnAt place: String) -> String { "\0" + place }

    /// `the left side`, if that is what the name stands for.
    static func place(of name: String) -> String? { name.first == "\0" ? String(name.dropFirst()) : nil }
}
