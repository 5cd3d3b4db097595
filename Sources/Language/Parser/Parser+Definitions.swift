import Signatures

extension Parser {
    /// `fn name(parameters) -> result = body`
    mutating func functionDefinition() throws(Diagnostic) -> FunctionDefinition {
        let documentation = list.documentation[index]
        let start = token.start
        advance()
        if kind == .leftParenthesis { throw .functionWithoutName(tokenSpan) }
        return try function(named: try name("the name of the function"), from: start, documentation)
    }

    /// What follows the name of a function or a method.
    private mutating func function(
        named name: Identifier, from start: UInt32, _ documentation: String?
    ) throws(Diagnostic) -> FunctionDefinition {
        let parameters = try parameterList()
        let result = take(.arrow) ? try annotation() : nil
        let body = try functionBody()
        return FunctionDefinition(
            name: name, parameters: parameters, result: result, body: body, documentation: documentation,
            span: span(from: start))
    }

    private mutating func functionBody() throws(Diagnostic) -> Expression {
        try within({ c in
            c.isInFunction = true
            c.isInLoop = false
        }) { p throws(Diagnostic) in
            if p.take(.assign) { return try p.expression() }
            guard p.kind == .leftBrace || p.kind == .colon else {
                throw p.unexpected(expected: "`=` or `{` and the body of the function")
            }
            let block = try p.body(of: p.token)
            return try Expression(.block(block), block.span)
        }
    }

    // MARK: Parameters

    /// `(x, y: [n, 4], rate = 0.1)`
    private mutating func parameterList() throws(Diagnostic) -> [FormalParameter] {
        guard kind == .leftParenthesis else { throw unexpected(expected: "`(` and the parameters") }
        let opener = index
        advance()
        let parameters = try within({
            $0.newlinesMatter = false
            $0.isHead = false
        }) { p throws(Diagnostic) in
            try p.elements(from: opener, to: .rightParenthesis) { p throws(Diagnostic) in try p.parameter() }
        }
        checkParameters(parameters)
        return parameters
    }

    private mutating func parameter() throws(Diagnostic) -> FormalParameter {
        let name = try name("the name of a parameter")
        let annotation = take(.colon) ? try annotation() : nil
        let value = take(.assign) ? try expression() : nil
        return FormalParameter(name: name, annotation: annotation, defaultValue: value)
    }

    mutating func checkParameters(_ parameters: [FormalParameter]) {
        var seen: Set<String> = []
        var hasDefault = false
        for parameter in parameters {
            let name = parameter.name
            if !seen.insert(name.name).inserted {
                report(.occursTwice(name.span, "the parameter", name.name))
            }
            if hasDefault, parameter.defaultValue == nil { report(.defaultBefore(name.span, name.name)) }
            hasDefault = hasDefault || parameter.defaultValue != nil
        }
    }

    // MARK: Annotations

    /// `[b, 4, _, ...]` or the name of a type.
    private mutating func annotation() throws(Diagnostic) -> Annotation {
        let start = token.start
        if kind == .leftBracket {
            let opener = index
            advance()
            let sizes = try within({ $0.newlinesMatter = false }) { p throws(Diagnostic) in
                try p.elements(from: opener, to: .rightBracket) { p throws(Diagnostic) in try p.sizePattern()
                }
            }
            return Annotation(kind: .shape(sizes), span: span(from: start))
        }
        guard isLabel(token) else { throw unexpected(expected: "a type or a shape") }
        let type = text(token)
        if !Annotation.typeNames.contains(type) { report(.unknownType(tokenSpan, type)) }
        advance()
        return Annotation(kind: .type(type), span: span(from: start))
    }

    private mutating func sizePattern() throws(Diagnostic) -> SizePattern {
        let word = token
        advance()
        switch word.kind {
        case .int: return SizePattern(kind: .number(try integer(word)), span: span(word))
        case .ellipsis: return SizePattern(kind: .rest, span: span(word))
        case .name where text(word) == "_": return SizePattern(kind: .any, span: span(word))
        case .name: return SizePattern(kind: .name(text(word)), span: span(word))
        default: throw .notASize(span(word))
        }
    }

    private func integer(_ token: Token) throws(Diagnostic) -> Int {
        guard let value = integerValue(token).flatMap({ Int(exactly: $0) }) else {
            throw .integerOverflow(span(token))
        }
        return value
    }

    // MARK: Layers

    /// `layer name(parameters) { fields and methods }`
    mutating func layerDefinition() throws(Diagnostic) -> LayerDefinition {
        let documentation = list.documentation[index]
        let start = token.start
        advance()
        let name = try name("the name of the layer")
        let parameters = kind == .leftBrace ? [] : try parameterList()
        guard kind == .leftBrace else {
            throw unexpected(expected: "`{` and the fields and methods of the layer")
        }
        let (fields, methods) = try layerMembers()
        return LayerDefinition(
            name: name, parameters: parameters, fields: fields, methods: methods,
            documentation: documentation,
            span: span(from: start))
    }

    private mutating func layerMembers() throws(Diagnostic) -> ([LayerDefinition.Field], [FunctionDefinition]) {
        let opener = index
        advance()
        var fields: [LayerDefinition.Field] = []
        var methods: [FunctionDefinition] = []
        try inBlock(openedAt: opener) { p throws(Diagnostic) in
            while p.kind != .endOfText, !p.isEndOfBlock {
                if p.take(.semicolon) { continue }
                p.layerMember(&fields, &methods)
            }
        }
        checkMembers(fields, methods)
        return (fields, methods)
    }

    private mutating func layerMember(
        _ fields: inout [LayerDefinition.Field], _ methods: inout [FunctionDefinition]
    ) {
        let start = index
        do throws(Diagnostic) {
            let documentation = list.documentation[index]
            if kind == .fn {
                report(.methodWithKeyword(tokenSpan))
                advance()
            }
            let name = try name("a field or a method")
            if kind == .leftParenthesis {
                methods.append(try function(named: name, from: name.span.start, documentation))
            } else if take(.assign) {
                fields.append(LayerDefinition.Field(name: name, value: try expression()))
            } else {
                throw Diagnostic.notAMember(name.span)
            }
            guard kind == .endOfText || kind == .semicolon || token.newlineBefore || isEndOfBlock else {
                throw unexpected(expected: "a new line or `;`")
            }
        } catch {
            reportFailure(error)
            recover(from: start)
        }
    }

    private mutating func checkMembers(_ fields: [LayerDefinition.Field], _ methods: [FunctionDefinition]) {
        var seen: Set<String> = []
        for name in fields.map(\.name) + methods.map(\.name) where !seen.insert(name.name).inserted {
            report(.occursTwice(name.span, "the member", name.name))
        }
    }
}

extension Annotation {
    /// The types that an annotation may name.
    package static let typeNames: [String] = [
        "none", "bool", "int", "float", "string", "list", "tuple", "record", "range", "function",
        "expression",
        "column", "frame", "tensor", "layer", "model", "plot", "error",
    ]
}
