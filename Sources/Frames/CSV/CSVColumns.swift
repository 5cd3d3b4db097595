import CLibCSV

/// Makes one column of what the parts read of it.
extension CSVParts {
    /// The type that fits all parts; nil if the column must be read again as text.
    func commonKind(_ column: Int) -> tcsv_kind? {
        var common = tcsv_unknown
        var hasEmptyQuotes = false
        for part in 0..<partCount {
            let piece = self.column(column, part: part)
            if piece.mixed { return nil }
            hasEmptyQuotes = hasEmptyQuotes || piece.empty_quotes
            guard let kind = unified(common, tcsv_kind(UInt32(piece.kind))) else { return nil }
            common = kind
        }
        let isText = common == tcsv_text || common == tcsv_unknown
        return isText && hasEmptyQuotes ? nil : common
    }

    private func unified(_ a: tcsv_kind, _ b: tcsv_kind) -> tcsv_kind? {
        if a == b || b == tcsv_unknown { return a }
        if a == tcsv_unknown { return b }
        return switch (a, b) {
        case (tcsv_int, tcsv_float), (tcsv_float, tcsv_int): tcsv_float
        case (tcsv_date, tcsv_datetime), (tcsv_datetime, tcsv_date): tcsv_datetime
        default: nil
        }
    }

    /// A column without any value is one of floats.
    func column(_ index: Int, of kind: tcsv_kind) -> Column {
        let values: Column.Values =
            switch kind {
            case tcsv_int: .int(joined(index, kind))
            case tcsv_bool: .bool(joinedBools(index))
            case tcsv_date: .date(joined(index, kind))
            case tcsv_datetime: .datetime(joined(index, kind))
            case tcsv_text: .string(joinedText(index))
            default: .float(joined(index, kind))
            }
        return Column(values, validity: joinedValidity(index))
    }

    /// The 64-bit values of all parts one after another, brought to `kind`.
    private func joined<T: CSVNumber>(_ index: Int, _ kind: tcsv_kind) -> [T] {
        Array(unsafeUninitializedCapacity: rowCount) { buffer, count in
            for part in 0..<partCount where self[part].rows > 0 {
                let piece = column(index, part: part)
                let rows = Int(self[part].rows)
                let target = UnsafeMutableBufferPointer(rebasing: buffer[count..<count + rows])
                T.copy(piece, to: target, kind)
                count += rows
            }
        }
    }

    private func joinedBools(_ index: Int) -> [Bool] {
        Array(unsafeUninitializedCapacity: rowCount) { buffer, count in
            for part in 0..<partCount {
                let bytes = column(index, part: part).values?.assumingMemoryBound(to: UInt8.self)
                for row in 0..<Int(self[part].rows) { buffer[count + row] = bytes?[row] == 1 }
                count += Int(self[part].rows)
            }
        }
    }

    /// Parts in which no text was seen have no bytes, and their ends are all 0.
    private func joinedText(_ index: Int) -> TextArena {
        let total = (0..<partCount).reduce(0) { $0 + Int(column(index, part: $1).byte_count) }
        let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
            for part in 0..<partCount {
                let piece = column(index, part: part)
                guard let source = piece.bytes, piece.byte_count > 0 else { continue }
                let target = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                target.copyMemory(from: UnsafeRawBufferPointer(start: source, count: Int(piece.byte_count)))
                count += Int(piece.byte_count)
            }
        }
        return TextArena(bytes: bytes, offsets: joinedOffsets(index))
    }

    private func joinedOffsets(_ index: Int) -> [Int] {
        [Int](unsafeUninitializedCapacity: rowCount + 1) { buffer, count in
            buffer[0] = 0
            count = 1
            var start = 0
            for part in 0..<partCount {
                let piece = column(index, part: part)
                let ends = piece.values?.assumingMemoryBound(to: Int64.self)
                for row in 0..<Int(self[part].rows) { buffer[count + row] = start + Int(ends?[row] ?? 0) }
                count += Int(self[part].rows)
                start += Int(piece.byte_count)
            }
        }
    }

    private func joinedValidity(_ index: Int) -> Validity? {
        let pieces = (0..<partCount).map { column(index, part: $0) }
        guard pieces.contains(where: { $0.valid != nil }) else { return nil }
        var result = Validity(repeating: true, count: rowCount)
        var first = 0
        for (part, piece) in pieces.enumerated() {
            let rows = Int(self[part].rows)
            if let valid = piece.valid {
                for row in 0..<rows where valid[row] == 0 { result[first + row] = false }
            }
            first += rows
        }
        return result
    }
}

/// What a part holds as 64 bits a row.
private protocol CSVNumber {
    static func copy(_ piece: tcsv_column, to target: UnsafeMutableBufferPointer<Self>, _ kind: tcsv_kind)
}

extension Double: CSVNumber {
    fileprivate static func copy(
        _ piece: tcsv_column, to target: UnsafeMutableBufferPointer<Double>, _ kind: tcsv_kind
    ) {
        switch tcsv_kind(UInt32(piece.kind)) {
        case tcsv_float:
            let source = piece.values?.assumingMemoryBound(to: Double.self)
            _ = target.initialize(from: UnsafeBufferPointer(start: source, count: target.count))
        case tcsv_int:
            let source = piece.values?.assumingMemoryBound(to: Int64.self)
            for row in target.indices {
                target[row] = piece.valid?[row] == 0 ? .nan : Double(source?[row] ?? 0)
            }
        default: target.initialize(repeating: .nan)
        }
    }
}

extension Int: CSVNumber {
    fileprivate static func copy(
        _ piece: tcsv_column, to target: UnsafeMutableBufferPointer<Int>, _ kind: tcsv_kind
    ) {
        let source = piece.values?.assumingMemoryBound(to: Int.self)
        _ = target.initialize(from: UnsafeBufferPointer(start: source, count: target.count))
        if kind == tcsv_datetime, tcsv_kind(UInt32(piece.kind)) == tcsv_date {
            for row in target.indices { target[row] *= Calendar.microsecondsPerDay }
        }
    }
}
