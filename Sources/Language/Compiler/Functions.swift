import Signatures

extension FunctionBuilder {
    func functionStatement(_ definition: FunctionDefinition) throws(Diagnostic) {
        let variable = try assignable(definition.name)
        let builder = FunctionBuilder(
            isMain ? .function : .closure, header: FunctionHeader(definition), module: module, problems,
            parent: self)
        builder.compileFunction(definition.parameters, definition.result, definition.body)
        emitFunction(builder, into: variable)
        definite.insert(variable)
    }

    func arrow(
        _ parameters: [FormalParameter], _ body: Expression, named name: String? = nil, into target: Int,
        _ span: Span
    ) throws(Diagnostic) {
        let header = FunctionHeader(
            name: name ?? FunctionBuilder.arrowName, parameters: parameters.map { .init($0) })
        let builder = FunctionBuilder(.closure, header: header, module: module, problems, parent: self)
        builder.ownName = name
        builder.compileFunction(parameters, nil, body)
        emitFunction(builder, into: target)
    }

    private func emitFunction(_ builder: FunctionBuilder, into target: Int) {
        tables.children.append(builder.finish())
        emit(.function, a: target, d: tables.children.count - 1)
    }

    /// Parameters with their defaults and annotations, then the body, whose value is the result.
    func compileFunction(_ parameters: [FormalParameter], _ result: Annotation?, _ body: Expression) {
        resultAnnotation = result
        if parameters.contains(where: { $0.annotation != nil }) { readNames = referencedNames(body) }
        problems.collect { () throws(Diagnostic) in
            try declareVariables(parameters, assigned: AssignedNames.inExpression(body).names, at: body.span)
            try prologue(parameters)
            try returned(body)
        }
    }

    /// All variables get their registers before any temporary does.
    func declareVariables(
        _ parameters: [FormalParameter], assigned names: [String], at span: Span
    ) throws(Diagnostic) {
        for parameter in parameters { try declare(parameter.name.name, at: parameter.name.span) }
        for name in names { try declare(name, at: span) }
        for parameter in parameters { try declareSizes(parameter.annotation) }
        try declareSizes(resultAnnotation)
    }

    /// Fills in defaults, and checks annotations from the first parameter to the last.
    func prologue(_ parameters: [FormalParameter]) throws(Diagnostic) {
        for parameter in parameters {
            guard let register = locals[parameter.name.name] else { continue }
            if let defaultValue = parameter.defaultValue {
                let given = emit(.jumpIfDefined, a: register)
                try expression(defaultValue, into: register)
                land(given)
            }
            definite.insert(register)
        }
        for parameter in parameters {
            guard let annotation = parameter.annotation, let register = locals[parameter.name.name] else {
                continue
            }
            try check(
                register, annotation, .parameter(parameter.name.name, function: header.name),
                Site(span: parameter.name.span, operands: [annotation.span]))
        }
    }
}

extension FunctionHeader {
    package init(_ definition: FunctionDefinition) {
        self.init(
            name: definition.name.name, parameters: definition.parameters.map { .init($0) },
            documentation: definition.documentation)
    }
}

extension FunctionHeader.Parameter {
    init(_ parameter: FormalParameter) {
        self.init(
            name: parameter.name.name, hasDefault: parameter.defaultValue != nil,
            annotation: parameter.annotation?.text)
    }
}
