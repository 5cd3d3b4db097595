import CLibCSV
import Signatures

extension Column {
    /// The cells as another type.
    ///
    /// - Throws: a fault with the row and cell of the first that can't be converted; `name` stands for the column.
    package func cast(to target: ColumnType, named name: String) throws -> Column {
        if type == target { return self }
        switch target {
        case .float: return Column(.float(try numbers(name, target) { $0 }), validity: validity)
        case .int: return Column(.int(try numbers(name, target, wholeNumber)), validity: validity)
        case .bool: return Column(.bool(try booleans(name)), validity: validity)
        case .string: return Column(.string(textOfCells), validity: validity)
        case .category: return categories()
        case .date, .datetime: return try times(target, name)
        }
    }

    private func numbers<T>(_ name: String, _ target: ColumnType, _ body: (Double) -> T?) throws -> [T] {
        guard type.isNumeric || type.isText else { throw impossible(name, target) }
        let filler = body(0)
        return try (0..<count).map { row in
            let number =
                isMissing(at: row) ? 0 : cell(at: row).double ?? string(at: row).flatMap(parsedNumber)
            guard let value = number.flatMap(body) ?? (isMissing(at: row) ? filler : nil) else {
                throw unfit(row, name, target)
            }
            return value
        }
    }

    private func wholeNumber(_ value: Double) -> Int? { Int(exactly: value.rounded(.towardZero)) }

    private func booleans(_ name: String) throws -> [Bool] {
        guard type.isNumeric || type.isText else { throw impossible(name, .bool) }
        return try (0..<count).map { row in
            switch cell(at: row) {
            case .missing: return false
            case .string("true"), .string("True"), .string("TRUE"): return true
            case .string("false"), .string("False"), .string("FALSE"): return false
            case let cell:
                guard let number = cell.double else { throw unfit(row, name, .bool) }
                return number != 0
            }
        }
    }

    private var textOfCells: TextArena {
        if case .category = values { return texts }
        return TextArena((0..<count).lazy.map { self.cell(at: $0).text })
    }

    private func categories() -> Column {
        let source = type.isText ? self : Column(.string(textOfCells), validity: validity)
        let codes = source.factorized()
        let present = codes.firstRows.indices.filter { !isMissing(at: codes.firstRows[$0]) }
        let levels = present.map { source.string(at: codes.firstRows[$0]) ?? "" }
        var levelOfCode = Array(repeating: Int32(0), count: codes.count)
        for (level, code) in present.enumerated() { levelOfCode[code] = Int32(clamping: level) }
        return Column(
            .category(codes: codes.codes.map { levelOfCode[$0] }, levels: levels.isEmpty ? [""] : levels),
            validity: validity)
    }

    private func times(_ target: ColumnType, _ name: String) throws -> Column {
        if case .datetime(let values) = values, target == .date {
            return Column(.date(values.map(Calendar.day(ofMicroseconds:))), validity: validity)
        }
        if case .date = values { return Column(.datetime(microseconds), validity: validity) }
        guard type.isText else { throw impossible(name, target) }
        let cells: [Int] = try (0..<count).map { row in
            if isMissing(at: row) { return 0 }
            switch (string(at: row).flatMap(Cell.init(time:)), target) {
            case (.date(let day), .date), (.datetime(let day), .datetime): return day
            case (.date(let day), _): return day * Calendar.microsecondsPerDay
            case (.datetime(let time), _): return Calendar.day(ofMicroseconds: time)
            default: throw unfit(row, name, target)
            }
        }
        return Column(target == .date ? .date(cells) : .datetime(cells), validity: validity)
    }

    private func impossible(_ name: String, _ target: ColumnType) -> Fault {
        Fault(.type, "`\(name)` is of type \(type.rawValue), which can't be made \(target.rawValue)")
    }

    private func unfit(_ row: Int, _ name: String, _ target: ColumnType) -> Fault {
        Fault(.value, "`\(name)`, row \(row): \(cell(at: row).sourceText) can't be made \(target.rawValue)")
    }
}

/// The number that a text is, spaces around it aside.
private func parsedNumber(_ text: String) -> Double? {
    var isInt = false
    var whole: Int64 = 0
    var value = 0.0
    let trimmed = text.trimmingSpaces()
    let isNumber = trimmed.withCString {
        tcsv_parse_number($0, Int64(trimmed.utf8.count), &isInt, &whole, &value)
    }
    return isNumber ? value : nil
}
