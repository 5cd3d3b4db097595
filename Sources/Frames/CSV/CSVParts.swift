import CKernels
import CLibCSV
import Signatures

/// Runs of records that are read each for itself, and the typed columns they are read into.
///
/// Owns the C buffers; one column of them can be given up early with `release`.
final class CSVParts {
    let columnCount: Int
    let partCount: Int
    private let parts: UnsafeMutablePointer<tcsv_part>
    private let columns: UnsafeMutablePointer<tcsv_column>

    /// - Parameters:
    ///   - ranges: of `bytes`, one a part.
    ///   - kinds: what each column is known to be already, from a part of the file.
    init(
        _ format: UnsafePointer<tcsv_format>, _ bytes: UnsafeRawBufferPointer, ranges: [Range<Int>],
        kinds: [tcsv_kind]
    ) {
        columnCount = kinds.count
        partCount = ranges.count
        parts = .allocate(capacity: partCount)
        columns = .allocate(capacity: partCount * columnCount)
        for (index, range) in ranges.enumerated() {
            let own = columns + index * columnCount
            for (column, kind) in kinds.enumerated() {
                (own + column).initialize(to: tcsv_column())
                own[column].kind = Int32(kind.rawValue)
            }
            var part = tcsv_part()
            part.format = format
            part.data = bytes.baseAddress?.advanced(by: range.lowerBound).assumingMemoryBound(to: CChar.self)
            part.length = Int64(range.count)
            part.columns = own
            (parts + index).initialize(to: part)
        }
    }

    deinit {
        tcsv_free_columns(columns, Int32(partCount * columnCount))
        columns.deallocate()
        parts.deallocate()
    }

    subscript(part: Int) -> tcsv_part { parts[part] }

    func column(_ column: Int, part: Int) -> tcsv_column { columns[part * columnCount + column] }

    var rowCount: Int { (0..<partCount).reduce(0) { $0 + Int(parts[$1].rows) } }

    /// Reads all parts, on as many threads as there are.
    func read() throws {
        let status = tk_parallel(
            Int64(partCount),
            { parts, index in
                tcsv_read_part(UnsafeMutableRawPointer(mutating: parts), index)
                return TK_OK
            }, parts)
        if status == TK_INTERRUPTED { throw Fault.interrupted }
    }

    /// Whether every part was read to its end, and that end was the end of a record.
    var areWhole: Bool {
        (0..<partCount).allSatisfy { part in
            parts[part].status == Int32(tcsv_ok.rawValue)
                && (part == partCount - 1 || parts[part].ends_between_records)
        }
    }

    /// Frees the buffers of one column, once it is made into one of a frame.
    func release(_ column: Int) {
        for part in 0..<partCount {
            let buffers = columns + part * columnCount + column
            tcsv_free_columns(buffers, 1)
            buffers.pointee = tcsv_column()
        }
    }
}
