import Frames
import Signatures

extension FittedStep {
    package var name: String {
        switch self {
        case .impute: "impute"
        case .scale(let name, _): name
        case .oneHot: "one_hot"
        case .ordinal: "ordinal"
        case .select: "select"
        case .drop: "drop"
        case .rename: "rename"
        case .derive: "derive"
        case .function(let function): function.name
        }
    }

    /// `frame` as this step prepares it. Facts worth a warning, such as unknown categories, are added to `notes`.
    ///
    /// - Throws: a fault that names the column, if one is absent or holds what training did not see.
    package func apply(to frame: Frame, _ notes: inout [String]) throws -> Frame {
        // A user's function runs on the machine, which no other thread may touch.
        if case .function = self { return try prepare(frame, &notes) }
        let (result, found) = try frame.aside {
            var notes: [String] = []
            return (try prepare(frame, &notes), notes)
        }
        notes += found
        return result
    }

    private func prepare(_ frame: Frame, _ notes: inout [String]) throws -> Frame {
        switch self {
        case .impute(let list):
            return try list.reduce(frame) { try $1.apply(to: $0) }
        case .scale(_, let list):
            return try list.reduce(frame) { frame, one in
                try frame.setting(one.column, one.apply(to: frame.column(one.column)))
            }
        case .oneHot(let list, let unknown):
            return try list.reduce(frame) { frame, one in
                let made = try one.oneHot(frame.column(one.column), unknown: unknown, &notes)
                return try frame.replacing(one.column, with: made)
            }
        case .ordinal(let list, let unknown):
            return try list.reduce(frame) { frame, one in
                let codes = try one.ordinal(frame.column(one.column), unknown: unknown, &notes)
                return try frame.setting(one.column, codes)
            }
        case .select(let names): return try frame.select(names)
        // A new row need not have what is left out anyway.
        case .drop(let names): return try frame.drop(names.filter { frame.position(of: $0) != nil })
        case .rename(let list): return try frame.rename(list.map { (old: $0.from, new: $0.to) })
        case .derive(let list): return try list.reduce(frame) { try $1.apply(to: $0) }
        case .function(let function): return try function.apply(to: frame)
        }
    }
}

extension Derivation {
    func apply(to frame: Frame) throws -> Frame {
        try frame.setting(name, frame.evaluate(expression))
    }
}

extension Frame {
    /// The frame with several columns in the place of one.
    fileprivate func replacing(_ name: String, with made: [(name: String, column: Column)]) throws -> Frame {
        try Frame(named.flatMap { $0.name == name ? made : [$0] }, rowCount: rowCount)
    }
}
