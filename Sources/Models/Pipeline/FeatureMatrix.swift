import Frames
import Signatures
import Tensors

extension Frame {
    /// The columns as a tensor, rows × columns: what layers and classical models take.
    ///
    /// - Parameter consumer: what takes it, as errors name it: `dense`.
    /// - Throws: a fault that names the first column that is not numbers, or has missing cells.
    package func featureMatrix(_ dtype: DType, for consumer: String) throws -> Tensor {
        guard columnCount > 0 else {
            throw Fault(.column, "no columns are left for `\(consumer)`")
        }
        for (name, column) in named { try column.checkFeature(name, for: consumer) }
        let sizes = [rowCount, columnCount]
        switch dtype {
        case .f32: return try Tensor.build(.f32, sizes, as: Float.self, writeRows)
        default: return try Tensor.build(.f64, sizes, as: Double.self, writeRows)
        }
    }

    private func writeRows<T: BinaryFloatingPoint>(into elements: UnsafeMutableBufferPointer<T>) {
        for (position, column) in columns.enumerated() {
            for (row, number) in column.numbers.enumerated() {
                elements[row * columnCount + position] = T(number)
            }
        }
    }
}

extension Column {
    fileprivate func checkFeature(_ name: String, for consumer: String) throws {
        if type.isText { throw textReaches(consumer, name) }
        if type.isTemporal { throw timeReaches(consumer, name) }
        if missingCount > 0 { throw missingReaches(consumer, name) }
    }

    private func textReaches(_ consumer: String, _ name: String) -> Fault {
        Fault(
            .type, "column `\(name)` is text, and `\(consumer)` takes numbers",
            labels: [.init(.call, "`\(name)` is \(type.rawValue)")],
            help: "put `one_hot()` before `\(consumer)`, or leave the column out with `drop(.\(name))`")
    }

    private func timeReaches(_ consumer: String, _ name: String) -> Fault {
        Fault(
            .type, "column `\(name)` is a \(type.rawValue), and `\(consumer)` takes numbers",
            labels: [.init(.call, "`\(name)` is \(type.rawValue)")],
            help: "take numbers from it, as in `derive(month: month(.\(name))) >> drop(.\(name))`")
    }

    private func missingReaches(_ consumer: String, _ name: String) -> Fault {
        let cells = missingCount == 1 ? "1 missing cell" : "\(missingCount) missing cells"
        return Fault(
            .missing, "column `\(name)` has \(cells), and `\(consumer)` takes numbers",
            labels: [.init(.call, "`\(name)` is \(type.rawValue) with \(cells)")],
            help: type == .bool
                ? "put `impute()` first, before `one_hot()`" : "put `impute()` before `\(consumer)`")
    }
}
