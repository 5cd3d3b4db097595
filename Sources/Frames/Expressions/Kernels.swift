import Glibc
import Signatures

/// Loops over cells that may come as one constant: an array of one stretches over `count` results.
func zipped<A, B, R>(_ a: [A], _ b: [B], count: Int, _ body: (A, B) -> R) -> [R] {
    let (stepA, stepB) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
    return [R](unsafeUninitializedCapacity: count) { result, filled in
        for row in 0..<count { result.initializeElement(at: row, to: body(a[row * stepA], b[row * stepB])) }
        filled = count
    }
}

/// The cells that hold a value in all of `columns`, each of `count` cells or of one.
func commonValidity(_ columns: [Column], count: Int) -> Validity? {
    columns.reduce(nil) { Validity.both($0, $1.stretchedValidity(to: count)) }
}

extension Column {
    func stretchedValidity(to length: Int) -> Validity? {
        guard let validity, validity.count != length else { return validity }
        return Validity(repeating: validity[0], count: length)
    }

    /// Numbers as floats; NaN where the column has none.
    package var doubles: [Double] {
        switch values {
        case .float(let values): values
        case .int(let values), .date(let values), .datetime(let values): values.map(Double.init)
        case .bool(let values): values.map { $0 ? 1 : 0 }
        case .string, .category: Array(repeating: .nan, count: count)
        }
    }

    /// Integers, booleans as 0 and 1, times as they are stored; 0 where the column has none.
    package var ints: [Int] {
        switch values {
        case .int(let values), .date(let values), .datetime(let values): values
        case .bool(let values): values.map { $0 ? 1 : 0 }
        case .float, .string, .category: Array(repeating: 0, count: count)
        }
    }

    /// Booleans; false where the column has none.
    package var bools: [Bool] {
        if case .bool(let values) = values { values } else { Array(repeating: false, count: count) }
    }

    /// Text, of categories too; empty where the column has none.
    package var texts: TextArena {
        switch values {
        case .string(let arena): return arena
        case .category(let codes, let levels): return TextArena(levels).take(codes.map(Int.init))
        default: return TextArena(repeatElement("", count: count))
        }
    }

    /// The point in time in microseconds, of dates their midnight.
    var microseconds: [Int] {
        if case .date(let days) = values {
            return days.map { $0.multipliedReportingOverflow(by: Calendar.microsecondsPerDay).partialValue }
        }
        return ints
    }
}

/// Integer arithmetic on valid rows only: what stands in missing ones must not fail.
func zippedInts(
    _ a: Column, _ b: Column, count: Int, validity: Validity?, _ function: String,
    _ body: (Int, Int) -> (partialValue: Int, overflow: Bool)
) throws -> [Int] {
    let (left, right) = (a.ints, b.ints)
    let (stepA, stepB) = (left.count == 1 ? 0 : 1, right.count == 1 ? 0 : 1)
    var result = Array(repeating: 0, count: count)
    for row in 0..<count {
        let (value, overflow) = body(left[row * stepA], right[row * stepB])
        if overflow, validity.map({ $0[row] }) ?? true {
            let text = "\(left[row * stepA]) \(function) \(right[row * stepB])"
            throw right[row * stepB] == 0 && (function == "//" || function == "%")
                ? Fault(.zeroDivision, "row \(row): `\(text)` divides an integer by 0")
                : Fault(.overflow, "row \(row): `\(text)` does not fit into a 64-bit integer")
        }
        result[row] = value
    }
    return result
}

/// Of one integer column; `function` is how an overflow names the operation.
func mappedInts(
    _ column: Column, _ function: String, _ body: (Int) -> (partialValue: Int, overflow: Bool)
) throws -> [Int] {
    try column.ints.enumerated().map { row, number in
        let (value, overflow) = body(number)
        if overflow, !column.isMissing(at: row) {
            throw Fault(.overflow, "row \(row): `\(function)` of \(number) does not fit into a 64-bit integer")
        }
        return value
    }
}

/// Text of two arenas compared as bytes, which is the order of code points: below, at or above 0.
func zippedTexts<R>(_ a: TextArena, _ b: TextArena, count: Int, _ body: (Int32) -> R) -> [R] {
    let (stepA, stepB) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
    return a.bytes.withUnsafeBufferPointer { left in
        b.bytes.withUnsafeBufferPointer { right in
            (0..<count).map { row in
                let (i, j) = (row * stepA, row * stepB)
                return body(
                    compareBytes(
                        UnsafeBufferPointer(rebasing: left[a.offsets[i]..<a.offsets[i + 1]]),
                        UnsafeBufferPointer(rebasing: right[b.offsets[j]..<b.offsets[j + 1]])))
            }
        }
    }
}

func compareBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int32 {
    if let x = a.baseAddress, let y = b.baseAddress {
        let order = memcmp(x, y, min(a.count, b.count))
        if order != 0 { return order }
    }
    return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
}
