import Frames

extension Column {
    /// The cells as numbers, NaN where one is missing or is no number.
    var numbers: [Double] {
        switch values {
        case .float(let values):
            validity == nil ? values : values.indices.map { isMissing(at: $0) ? .nan : values[$0] }
        case .int(let values): values.indices.map { isMissing(at: $0) ? .nan : Double(values[$0]) }
        case .bool(let values): values.indices.map { isMissing(at: $0) ? .nan : (values[$0] ? 1 : 0) }
        default: Array(repeating: .nan, count: count)
        }
    }

    /// As decimals; missing cells stay missing.
    var asFloat: Column { Column(.float(numbers), validity: validity) }

    /// As whole numbers, if all are.
    var asWhole: Column? {
        var whole: [Int] = []
        whole.reserveCapacity(count)
        for (row, number) in numbers.enumerated() {
            guard let value = isMissing(at: row) ? 0 : Int(exactly: number) else { return nil }
            whole.append(value)
        }
        return Column(.int(whole), validity: validity)
    }

    func mapNumbers(_ body: (Double) -> Double) -> Column {
        Column(.float(numbers.map(body)), validity: validity)
    }

    /// The numbers of the cells that are not missing.
    var presentNumbers: [Double] {
        let all = numbers
        guard missingCount > 0 else { return all }
        return all.indices.filter { !isMissing(at: $0) }.map { all[$0] }
    }
}
