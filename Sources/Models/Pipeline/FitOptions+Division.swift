import Frames
import Signatures
import Tensors

extension FitOptions {
    /// The rows to learn from, and those to hold back.
    func divided(_ frame: Frame, stratify: String?) throws -> (training: Frame, validation: Frame?) {
        switch validation {
        case .none: return (frame, nil)
        case .frame(let held): return (frame, held)
        case .tensors: throw Fault(.type, "`validation` takes a share or a frame here, not tensors")
        case .share(let share):
            try check(share, rows: frame.rowCount)
            let parts = try frame.split([1 - share], stratify: stratify, key: key.folding("validation"))
            guard parts.count == 2, parts.allSatisfy({ $0.rowCount > 0 }) else {
                throw unusable(share, frame.rowCount)
            }
            return (parts[0], parts[1])
        }
    }

    /// - Parameter dressed: brings features to the dtype that is learnt from.
    func divided(
        _ rows: LabelledRows, _ dressed: (Tensor) throws -> Tensor
    ) throws -> (training: LabelledRows, validation: LabelledRows?) {
        switch validation {
        case .none: return (rows, nil)
        case .frame: throw Fault(.type, "`validation` takes a share or a pair of tensors here, not a frame")
        case .tensors(let inputs, let targets):
            return (rows, LabelledRows(features: try dressed(inputs), target: try Target(targets)))
        case .share(let share):
            let count = rows.target.rowCount
            try check(share, rows: count)
            let order = key.folding("validation").permutation(count)
            let held = Int(exactly: (Double(count) * share).rounded()) ?? 0
            guard held > 0, held < count else { throw unusable(share, count) }
            return (try rows.take(order.dropFirst(held).sorted()), try rows.take(order.prefix(held).sorted()))
        }
    }

    private func check(_ share: Double, rows: Int) throws {
        guard share > 0, share < 1 else { throw unusable(share, rows) }
    }

    private func unusable(_ share: Double, _ rows: Int) -> Fault {
        Fault(
            .value, "a validation share of \(share) leaves nothing on one side of \(rows) rows",
            labels: [.init(.named("validation"), "this is \(share)")])
    }
}

extension LabelledRows {
    func take(_ rows: [Int]) throws -> LabelledRows {
        switch target {
        case .column(let column):
            LabelledRows(features: try features.rows(rows), target: .column(column.take(rows)))
        case .matrix(let matrix):
            LabelledRows(features: try features.rows(rows), target: .matrix(try matrix.rows(rows)))
        }
    }
}
