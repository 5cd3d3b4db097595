import Signatures

extension FunctionBuilder {
    /// Sizes that an annotation names are variables of the body, unless they are parameters already.
    func declareSizes(_ annotation: Annotation?) throws(Diagnostic) {
        guard case .shape(let patterns) = annotation?.kind else { return }
        for pattern in patterns {
            guard case .name(let name) = pattern.kind, locals[name] == nil else { continue }
            try declare(name, at: pattern.span)
            if let register = locals[name] { checked.insert(register) }
        }
    }

    func checkResult(_ register: Int, _ span: Span) throws(Diagnostic) {
        guard let resultAnnotation else { return }
        try check(
            register, resultAnnotation, .result(function: header.name),
            Site(span: span, operands: [resultAnnotation.span]))
    }

    func check(
        _ register: Int, _ annotation: Annotation, _ subject: CheckSubject, _ site: Site
    ) throws(Diagnostic) {
        switch annotation.kind {
        case .type(let name):
            let type = try valueType(name, annotation.span)
            tables.typeChecks.append(TypeCheck(type: type, subject: subject))
            emit(.checkType, a: register, d: tables.typeChecks.count - 1, site: site)
        case .shape(let patterns):
            var axes: [ShapeCheck.Axis] = []
            for pattern in patterns { axes.append(try axis(pattern)) }
            tables.shapeChecks.append(ShapeCheck(axes: axes, subject: subject))
            emit(.checkShape, a: register, d: tables.shapeChecks.count - 1, site: site)
        }
    }

    private func axis(_ pattern: SizePattern) throws(Diagnostic) -> ShapeCheck.Axis {
        switch pattern.kind {
        case .number(let size): return .number(size)
        case .any: return .any
        case .rest: return .rest
        case .name(let name):
            guard let register = locals[name] else { return .any }
            if !definite.contains(register), let index = layerParameter(name) {
                emit(.capture, a: register, b: self.name(name), d: index, site: Site(span: pattern.span))
            }
            definite.insert(register)
            return .name(name, register: register, isRead: readNames.contains(name))
        }
    }

    /// A size with the name of a parameter of the enclosing layer is that parameter.
    private func layerParameter(_ name: String) -> Int? {
        guard case .method(let layer) = kind, let index = layer.captureIndex(of: name),
            index < layer.parameterCount
        else { return nil }
        return index
    }

    private func valueType(_ name: String, _ span: Span) throws(Diagnostic) -> ValueType {
        if let type = ValueType.annotations[name] { return type }
        throw Diagnostic(
            Fault.unknown("type", name, among: ValueType.annotations.keys, kind: .type), at: span)
    }
}

extension ValueType {
    /// The types that annotations can name.
    package static let annotations: [String: ValueType] = [
        "none": .none, "bool": .bool, "int": .int, "float": .float, "string": .string, "number": .number,
        "list": .list, "tuple": .tuple, "record": .record, "range": .range, "function": .function,
        "expression": .expression, "column": .column, "frame": .frame, "tensor": .tensor(), "layer": .layer,
        "model": .model, "plot": .plot, "error": .error, "any": .any,
    ]
}

extension Annotation {
    /// As written.
    var text: String {
        switch kind {
        case .type(let name): name
        case .shape(let patterns): "[" + patterns.map(\.text).joined(separator: ", ") + "]"
        }
    }
}

extension SizePattern {
    fileprivate var text: String {
        switch kind {
        case .number(let size): "\(size)"
        case .name(let name): name
        case .any: "_"
        case .rest: "..."
        }
    }
}
