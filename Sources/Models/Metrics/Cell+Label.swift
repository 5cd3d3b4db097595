import Frames

extension Cell {
    /// The cell as a class label: 1, 1.0 and true name the same class.
    var asLabel: Cell {
        guard let number = double else { return self }
        return Int(exactly: number).map(Cell.int) ?? .float(number)
    }
}
