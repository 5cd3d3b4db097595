import Frames
import Signatures

/// How a network ends, as far as it says what its output means.
package enum Ending: String, Hashable, Sendable {
    case softmax, sigmoid
}

extension Task {
    /// Classification if the target is text or boolean, or what predicts tells classes apart.
    static func of(_ target: Target, named name: String, ending: Ending?) throws -> Task {
        switch target {
        case .column(let column): try of(column, named: name, isClassifier: ending != nil)
        case .matrix(let matrix) where ending == .softmax && matrix.rank == 2:
            .classification(Classes(labels: (0..<matrix.sizes[1]).map { .int($0) }, type: .int))
        case .matrix: .regression
        }
    }

    static func of(_ column: Column, named name: String, isClassifier: Bool) throws -> Task {
        guard !column.type.isTemporal else {
            throw Fault(
                .type, "\(name) is a \(column.type.rawValue), which is neither a number nor a class",
                help: "derive a number from it before the fit, such as its year")
        }
        guard column.missingCount == 0 else { throw missing(column.missingCount, name) }
        let isClasses = column.type.isText || column.type == .bool || isClassifier
        return isClasses ? .classification(try Classes(of: column, named: name)) : .regression
    }

    private static func missing(_ count: Int, _ name: String) -> Fault {
        Fault(
            .missing,
            "\(name) is missing in \(count == 1 ? "1 row" : "\(count) rows"), and every row needs a target",
            help: "leave those rows out first, with `drop_missing`")
    }
}
