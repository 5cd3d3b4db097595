import Tensors

/// Which cells have their values kept under their numbers: as many of the newest as there is room for, and the last
/// one in any case.
struct ShownValues {
    /// Bytes of all values together: an eighth of what may be used, since the names of one's own come first. What
    /// values share is counted for each, so that less is kept than could be, and never more.
    private lazy var byteLimit = MemoryBudget.total / 8
    private var kept: [(number: Int, bytes: Int)] = []

    init() {}
    init(byteLimit: Int) { self.byteLimit = byteLimit }

    /// Takes in a cell's value. Gives the cells whose values make way for it.
    mutating func keep(_ number: Int, bytes: Int) -> [Int] {
        kept.removeAll { $0.number == number }
        kept.append((number, min(bytes, byteLimit)))
        var excess = kept.reduce(0) { $0 + $1.bytes } - byteLimit
        let dropped = kept.dropLast().prefix { entry in
            defer { excess -= entry.bytes }
            return excess > 0
        }
        kept.removeFirst(dropped.count)
        return dropped.map(\.number)
    }
}
