import Signatures

/// Attributes as rules need them; graphs are read from files too, so that each may be of any kind.
extension Attribute {
    func integer(_ name: String) throws -> Int { try int ?? wrong(name, "an integer") }

    func number(_ name: String) throws -> Double { try float ?? wrong(name, "a number") }

    func integers(_ name: String) throws -> [Int] { try ints ?? wrong(name, "integers") }

    /// One integer, which then counts twice, or two.
    func pair(_ name: String) throws -> [Int] {
        let values = try integers(name)
        if values.count == 1 { return [values[0], values[0]] }
        return values.count == 2 ? values : try wrong(name, "one integer or two")
    }

    func symbolicSizes(_ name: String) throws -> [Size] {
        switch self {
        case .sizes(let sizes): sizes
        case .ints(let values): values.map { .known($0) }
        case .int(let value): [.known(value)]
        default: try wrong(name, "sizes")
        }
    }

    private func wrong<T>(_ name: String, _ what: String) throws -> T {
        throw Fault(.argument, "`\(name)` takes \(what)", labels: [.init(.named(name), "\(self)")])
    }

    /// The attribute once the batch is known.
    func substituting(_ name: String, by value: Int) -> Attribute {
        guard case .sizes(let sizes) = self else { return self }
        return .sizes(sizes.map { $0.substituting(name, by: value) })
    }
}
