import Signatures

extension Column {
    /// The cells of all columns one after another. Types must be equal, numbers apart (int with float gives float),
    /// text apart (category with string gives string, with another category one with the levels of both), and times.
    package static func concatenating(_ columns: [Column], named name: String = "column") throws -> Column {
        guard let first = columns.first else { return Column([Double]()) }
        var type = first.type
        for column in columns.dropFirst() {
            guard let common = ColumnType.unified(type, column.type) else {
                throw Fault(
                    .type,
                    "`\(name)` is of type \(type.rawValue) in one frame and of type \(column.type.rawValue) in another"
                )
            }
            type = common
        }
        return chained(try columns.map { try $0.cast(to: type, named: name) }, type)
    }

    /// The cells of columns that are all of `type`.
    static func chained(_ pieces: [Column], _ type: ColumnType) -> Column {
        Column(joined(pieces, type), validity: joinedValidity(pieces))
    }

    private static func joined(_ pieces: [Column], _ type: ColumnType) -> Values {
        switch type {
        case .float: .float(pieces.flatMap(\.doubles))
        case .int: .int(pieces.flatMap(\.ints))
        case .bool: .bool(pieces.flatMap(\.bools))
        case .date: .date(pieces.flatMap(\.ints))
        case .datetime: .datetime(pieces.flatMap(\.ints))
        case .string: .string(joinedText(pieces))
        case .category: joinedCategories(pieces)
        }
    }

    private static func joinedText(_ pieces: [Column]) -> TextArena {
        var result = TextArena()
        for piece in pieces { result.append(contentsOf: piece.texts) }
        return result
    }

    private static func joinedCategories(_ pieces: [Column]) -> Values {
        var levels: [String] = []
        var numbers: [String: Int32] = [:]
        var codes: [Int32] = []
        for piece in pieces {
            guard case .category(let own, let ownLevels) = piece.values else { continue }
            let renumbered = ownLevels.map { level in
                if let number = numbers[level] { return number }
                let number = Int32(clamping: levels.count)
                numbers[level] = number
                levels.append(level)
                return number
            }
            codes += own.map { renumbered[Int($0)] }
        }
        return .category(codes: codes, levels: levels)
    }

    private static func joinedValidity(_ pieces: [Column]) -> Validity? {
        guard pieces.contains(where: { $0.validity != nil }) else { return nil }
        var result = Validity(repeating: true, count: pieces.reduce(0) { $0 + $1.count })
        var start = 0
        for piece in pieces {
            for row in 0..<piece.count where piece.isMissing(at: row) { result[start + row] = false }
            start += piece.count
        }
        return result
    }
}
