import Frames
import Language
import Signatures

extension Native {
    /// The function, whose faults about columns stand under the arguments that name them.
    ///
    /// Frames and pipelines know no arguments, so the place is found here, once for all functions that take columns,
    /// and only after the fault.
    var placingColumns: Native {
        guard signature.parameters.contains(where: \.takesColumns) else { return self }
        let placing = with(Self.placingColumns(body))
        return preview.map { placing.previewed(by: Self.placingColumns($0)) } ?? placing
    }

    private static func placingColumns(_ body: @escaping Body) -> Body {
        { arguments in
            do {
                return try body(&arguments)
            } catch var fault as Fault where fault.labels.isEmpty {
                fault.labels = fault.columns.compactMap { remark in
                    arguments.role(ofColumn: remark.name).map { .init($0, remark.text, at: remark.name) }
                }
                throw fault
            }
        }
    }
}

extension Parameter {
    fileprivate var takesColumns: Bool { passing == .namedRest || type.accepts(.expression) }
}

extension Arguments {
    /// Where the first argument that names the column stands.
    fileprivate func role(ofColumn name: String) -> Fault.Role? {
        values.indices.lazy.compactMap { role(ofColumn: name, in: $0) }.first
    }

    private func role(ofColumn name: String, in index: Int) -> Fault.Role? {
        let (parameter, value) = (signature.parameters[index], values[index])
        guard parameter.takesColumns || parameter.type.accepts(.list) else { return nil }
        if parameter.passing == .namedRest, let fields = value.record?.fields {
            return zip(fields.keys, fields.values).first { $1.names(column: name) }.map { .named($0.0) }
        }
        if parameter.passing == .variadic, case .position(let first) = sources[index], let given = value.sequence {
            return given.firstIndex { $0.names(column: name) }.map { .argument(first + $0) }
        }
        return value.names(column: name) ? role(index) : nil
    }
}

extension Value {
    /// Whether this is the column's name, an expression that reads it, or a list with one of these.
    fileprivate func names(column name: String) -> Bool {
        if let expression { return expression.columnNames.contains(name) }
        return string == name
            || sequence?.contains { $0.expression?.columnNames.contains(name) ?? ($0.string == name) } == true
    }
}
