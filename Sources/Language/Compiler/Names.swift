import Signatures

/// What a name stands for, as seen from one function.
enum Resolution {
    case local(Int)
    case capture(Int)
    case global(Int)
    case selfFunction
    /// A method of the layer that is being compiled.
    case method(Int)
}

extension FunctionBuilder {
    /// What `name` stands for here, capturing it from outer functions where it comes from there.
    func resolve(_ name: String, at span: Span) throws(Diagnostic) -> Resolution {
        if isMain { return .global(try global(name, at: span)) }
        if let register = locals[name] { return .local(register) }
        if let index = captureIndices[name] { return .capture(index) }
        if let found = layerResolution(name) { return found }
        if name == ownName { throw .callsItself(name, span) }
        if name == header.name, refersToItself { return .selfFunction }
        return try outerResolution(name, at: span)
    }

    /// An inner `fn` may call itself; a top-level one finds itself among the globals.
    private var refersToItself: Bool {
        if case .closure = kind { return header.name != FunctionBuilder.arrowName }
        return false
    }

    static let arrowName = "->"

    private func layerResolution(_ name: String) -> Resolution? {
        guard case .method(let layer) = kind else { return nil }
        if let index = layer.captureIndex(of: name) { return .capture(index) }
        return layer.methodIndex(of: name).map { .method($0) }
    }

    private func outerResolution(_ name: String, at span: Span) throws(Diagnostic) -> Resolution {
        guard let parent, keepsOuterValues else { return .global(try global(name, at: span)) }
        let outer = try parent.resolve(name, at: span)
        switch outer {
        case .global(let index):
            // A core name means the same whenever it is looked up.
            guard isUserName(name) else { return outer }
            return .capture(capture(name, .global(index)))
        case .local(let register): return .capture(capture(name, .register(register)))
        case .capture(let index): return .capture(capture(name, .capture(index)))
        case .selfFunction: return .capture(capture(name, .selfFunction))
        case .method:
            throw Diagnostic(
                .name, "the method `\(name)` cannot be used within a function of its layer", at: span,
                help: "call it outside, and use its result")
        }
    }

    /// Arrows and inner functions keep outer values; top-level functions and layers look them up.
    private var keepsOuterValues: Bool {
        switch kind {
        case .main, .function: false
        case .closure: true
        case .method(let layer), .constructor(let layer): !layer.isTopLevel
        }
    }

    private func isUserName(_ name: String) -> Bool {
        problems.programNames.contains(name) || module.isDefined(name)
    }

    private func capture(_ name: String, _ source: Code.Capture) -> Int {
        switch kind {
        case .method(let layer), .constructor(let layer):
            let index = layer.outerIndex(of: name, source)
            if case .method = kind { return layer.ownCaptureCount + index }
            return index
        default:
            tables.captures.append(source)
            captureIndices[name] = tables.captures.count - 1
            return tables.captures.count - 1
        }
    }

    func global(_ name: String, at span: Span) throws(Diagnostic) -> Int {
        guard let index = module.index(of: name) else { throw .tooManyNames(span) }
        return index
    }

    // MARK: Reading

    /// The register of a variable that surely has a value, after a check if need be; nil if `name` is not one.
    func variable(_ name: String, at span: Span) throws(Diagnostic) -> Int? {
        if isMain {
            let index = try global(name, at: span)
            return definite.contains(index) ? index : nil
        }
        guard let register = locals[name] else { return nil }
        if !definite.contains(register) {
            if register >= header.parameters.count { checked.insert(register) }
            emit(.checkDefined, a: register, d: self.name(name), site: Site(span: span))
            definite.insert(register)
        }
        return register
    }

    func load(_ name: String, at span: Span, into target: Int) throws(Diagnostic) {
        if let register = try variable(name, at: span) {
            if register != target { emit(.move, a: target, b: register) }
            return
        }
        emitLoad(try resolve(name, at: span), name, at: span, into: target)
    }

    /// The function of `x.name(…)`: a variable of that name that has no value yet does not hide it, so that
    /// `count = df.count()` can be written.
    func loadMethod(_ name: String, at span: Span, into target: Int) throws(Diagnostic) {
        if !isMain, let register = locals[name], !definite.contains(register) {
            return emitLoad(try outerResolution(name, at: span), name, at: span, into: target)
        }
        try load(name, at: span, into: target)
    }

    private func emitLoad(_ resolution: Resolution, _ name: String, at span: Span, into target: Int) {
        let site = Site(span: span)
        switch resolution {
        case .local(let register): emit(.move, a: target, b: register)
        case .capture(let index):
            emit(.capture, a: target, b: self.name(name), d: index, site: site)
        case .global(let index): emit(.global, a: target, d: index, site: site)
        case .selfFunction: emit(.selfFunction, a: target)
        case .method(let index): emit(.method, a: target, d: index)
        }
    }

    // MARK: Writing

    /// The register of a variable that a statement assigns. It has one, because a walk found the assignment.
    func assignable(_ name: Identifier) throws(Diagnostic) -> Int {
        if isMain { return try global(name.name, at: name.span) }
        if case .method(let layer) = kind, layer.captureIndex(of: name.name) != nil {
            throw Diagnostic(
                .name, "a method cannot assign the field `\(name.name)`", at: name.span,
                help: "give the variable another name")
        }
        try declare(name.name, at: name.span)
        return locals[name.name] ?? 0
    }

    /// The register of a variable that a statement changes in part, or from its present value.
    func changeable(_ name: String, at span: Span) throws(Diagnostic) -> Int {
        if isMain {
            let index = try global(name, at: span)
            if !definite.contains(index) {
                emit(.checkDefined, a: index, d: self.name(name), site: Site(span: span))
            }
            return index
        }
        if let register = try variable(name, at: span) { return register }
        throw Diagnostic(
            .name, "a function cannot change the outer variable `\(name)`", at: span,
            help: "take it as a parameter and return the changed value")
    }
}

extension Diagnostic {
    static func callsItself(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .name, "`\(name)` is used in its own definition, where it has no value yet", at: span,
            help: "write `fn \(name)(…) = …`: an `fn` may call itself")
    }
}
