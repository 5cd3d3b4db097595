import Language
import Signatures
import Tensors

extension NumberEquality {
    /// Whether two tensors have one shape and the same elements, whatever their types.
    func areEqual(_ a: Tensor, _ b: Tensor) throws -> Bool {
        guard a.sizes == b.sizes else { return false }
        guard a.dtype == b.dtype else { return try areEqual(a.cast(to: .f64), b.cast(to: .f64), { $0 }) }
        return switch a.dtype {
        case .f64: try areEqual(a, b) { (element: Double) in element }
        case .f32: try areEqual(a, b) { (element: Float) in Double(element) }
        case .i64: try areEqual(a, b) { (element: Int) in Double(element) }
        case .bool: try areEqual(a, b) { (element: UInt8) in Double(element) }
        }
    }

    private func areEqual<Element: Equatable>(
        _ a: Tensor, _ b: Tensor, _ double: (Element) -> Double
    ) throws -> Bool {
        try a.withElements(as: Element.self) { x in
            try b.withElements(as: Element.self) { y in try areEqual(x, y, double) }
        }
    }

    /// Two sequences of one length; `double` is an element as a number that may differ.
    func areEqual<Elements: RandomAccessCollection>(
        _ a: Elements, _ b: Elements, _ double: (Elements.Element) -> Double
    ) throws -> Bool where Elements.Index == Int, Elements.Element: Equatable {
        try Interruption.everyPiece(of: a.count) { piece in
            switch self {
            case .exact: piece.allSatisfy { a[$0] == b[$0] }
            case .within: piece.allSatisfy { holds(double(a[$0]), double(b[$0])) }
            }
        }
    }
}

extension Tensor {
    /// Whether an element is this number.
    func contains(_ number: Double) throws -> Bool {
        switch dtype {
        case .f64: try contains(element: number)
        case .f32: try Float(exactly: number).map { try contains(element: $0) } ?? false
        case .i64: try Int(exactly: number).map { try contains(element: $0) } ?? false
        case .bool: try UInt8(exactly: number).map { try contains(element: $0) } ?? false
        }
    }

    private func contains<Element: Equatable>(element: Element) throws -> Bool {
        try withElements(as: Element.self) { elements in
            try !Interruption.everyPiece(of: elements.count) { piece in
                piece.allSatisfy { elements[$0] != element }
            }
        }
    }
}
