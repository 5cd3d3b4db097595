import Frames
import Language
import Signatures
import Tensors

extension NumberEquality {
    func areEqual(_ a: Frame, _ b: Frame) throws -> Bool {
        try a.names == b.names && a.rowCount == b.rowCount && zip(a.columns, b.columns).allSatisfy(areEqual)
    }

    /// Whether two columns have the same cells: missing ones equal each other, and numbers do whatever their type.
    func areEqual(_ a: Column, _ b: Column) throws -> Bool {
        guard a.count == b.count, a.validity == b.validity else { return false }
        // The fillers of missing cells may differ; such columns are compared cell by cell.
        guard a.validity == nil else { return try areEqualCells(a, b) }
        switch (a.values, b.values) {
        case (.float(let x), .float(let y)): return try areEqual(x, y) { $0 }
        case (.int(let x), .int(let y)): return try areEqual(x, y, Double.init)
        case (.bool(let x), .bool(let y)): return try areEqual(x, y) { $0 ? 1 : 0 }
        case (.date(let x), .date(let y)), (.datetime(let x), .datetime(let y)):
            return try NumberEquality.exact.areEqual(x, y, Double.init)
        case (.string(let x), .string(let y)):
            return try NumberEquality.exact.areEqual(x.offsets, y.offsets, Double.init)
                && NumberEquality.exact.areEqual(x.bytes, y.bytes, Double.init)
        default: return try areEqualCells(a, b)
        }
    }

    private func areEqualCells(_ a: Column, _ b: Column) throws -> Bool {
        try Interruption.everyPiece(of: a.count) { piece in
            piece.allSatisfy { areEqual(a.cell(at: $0), b.cell(at: $0)) }
        }
    }

    private func areEqual(_ a: Cell, _ b: Cell) -> Bool {
        if case .int(let x) = a, case .int(let y) = b, case .exact = self { return x == y }
        if let x = a.double, let y = b.double { return holds(x, y) }
        return a == b
    }
}

extension Column {
    /// Whether a cell is this one; 1 and 1.0 are the same.
    func contains(_ cell: Cell) throws -> Bool {
        switch (values, cell) {
        case (_, .missing): missingCount > 0
        case (.float(let numbers), .float(let number)): try contains(number, in: numbers)
        case (.float(let numbers), .int(let number)):
            try Double(exactly: number).map { try contains($0, in: numbers) } ?? false
        case (.int(let numbers), .int(let number)): try contains(number, in: numbers)
        case (.int(let numbers), .float(let number)):
            try Int(exactly: number).map { try contains($0, in: numbers) } ?? false
        case (.bool(let truths), .bool(let truth)): try contains(truth, in: truths)
        case (.category(let codes, let levels), .string(let text)):
            try levels.firstIndex(of: text).map { try contains(Int32(clamping: $0), in: codes) } ?? false
        default: try containsRow { self.cell(at: $0) == cell }
        }
    }

    private func contains<Element: Equatable>(_ element: Element, in elements: [Element]) throws -> Bool {
        try containsRow { elements[$0] == element && !isMissing(at: $0) }
    }

    private func containsRow(where holds: (Int) -> Bool) throws -> Bool {
        try !Interruption.everyPiece(of: count) { piece in piece.allSatisfy { !holds($0) } }
    }
}
