extension ColumnExpression: CustomStringConvertible {
    /// As a script would write it: `.kg / .m ^ 2`, `mean(.age)`.
    package var description: String {
        switch node {
        case .column(let name): columnText(name)
        case .constant(let cell): cell.sourceText
        case .list(let cells): "[" + cells.map(\.sourceText).joined(separator: ", ") + "]"
        case .call(let function, let arguments): callText(function, arguments)
        }
    }

    private func callText(_ function: ColumnFunction, _ arguments: [ColumnExpression]) -> String {
        guard let symbol = function.symbol else {
            let given = arguments.prefix(function.shownCount(arguments))
            return "\(function.name)(" + given.map(\.description).joined(separator: ", ") + ")"
        }
        let operands = arguments.map { $0.isOperation ? "(\($0))" : $0.description }
        if operands.count == 1 { return symbol == "not" ? "not \(operands[0])" : symbol + operands[0] }
        return operands.joined(separator: " \(symbol) ")
    }

    private var isOperation: Bool {
        if case .call(let function, let arguments) = node {
            function.symbol != nil && arguments.count > 1
        } else {
            false
        }
    }
}

/// `.age`, or `col("Solar.R")` where the name is no identifier.
package func columnText(_ name: String) -> String {
    let isIdentifier =
        name.unicodeScalars.first.map { $0 == "_" || $0.properties.isAlphabetic } == true
        && name.unicodeScalars.allSatisfy {
            $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    return isIdentifier ? ".\(name)" : "col(\(Cell.string(name).sourceText))"
}

extension Cell {
    /// As a script writes it; a missing cell is `none`.
    package var sourceText: String {
        switch self {
        case .missing: "none"
        case .string(let text): "\"" + text.replacing("\\", "\\\\").replacing("\"", "\\\"") + "\""
        default: text
        }
    }

    /// As a CSV file holds it: shortest digits that read back the same, dates in ISO 8601.
    package var text: String {
        switch self {
        case .missing: ""
        case .float(let value): value.isNaN ? "NaN" : "\(value)"
        case .int(let value): "\(value)"
        case .bool(let value): value ? "true" : "false"
        case .string(let text): text
        case .date(let day): Calendar.text(day: day)
        case .datetime(let time): Calendar.text(microseconds: time)
        }
    }
}

extension String {
    /// Every occurrence of `part` by `other`, without Foundation; an empty `part` occurs nowhere.
    func replacing(_ part: String, _ other: String) -> String {
        String(decoding: replacingBytes(Array(utf8)[...], Array(part.utf8), Array(other.utf8)), as: UTF8.self)
    }
}

func replacingBytes(_ text: ArraySlice<UInt8>, _ part: [UInt8], _ other: [UInt8]) -> [UInt8] {
    guard let lead = part.first else { return Array(text) }
    var result: [UInt8] = []
    var position = text.startIndex
    while position < text.endIndex {
        if text[position] == lead, text[position...].starts(with: part) {
            result += other
            position += part.count
        } else {
            result.append(text[position])
            position += 1
        }
    }
    return result
}
