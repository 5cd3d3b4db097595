/// The operands or results of one op: nearly always one or two, which need no memory of their own.
enum Operands: RandomAccessCollection {
    case one(TracedValue)
    case two(TracedValue, TracedValue)
    case several([TracedValue])

    init(_ values: [TracedValue]) {
        switch values.count {
        case 1: self = .one(values[0])
        case 2: self = .two(values[0], values[1])
        default: self = .several(values)
        }
    }

    var startIndex: Int { 0 }

    var endIndex: Int {
        switch self {
        case .one: 1
        case .two: 2
        case .several(let values): values.count
        }
    }

    subscript(place: Int) -> TracedValue {
        switch self {
        case .one(let value): value
        case .two(let a, let b): place == 0 ? a : b
        case .several(let values): values[place]
        }
    }
}
