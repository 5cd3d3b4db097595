import Signatures

/// Reading names that are not simply registers.
extension Machine {
    /// The value of a global that has none of its own: a core name. It is kept in the global's place unless the
    /// module defines that name itself.
    @inline(never)
    func coreValue(_ index: Int, _ frame: Frame) throws -> Value {
        let module = frame.code.module
        let name = module.names[index]
        guard let value = host.coreValue(named: name) else { throw unknownName(name, in: module) }
        if !module.isDefined(name) { (module.slots + index).set(Slot(value)) }
        return value
    }

    private func unknownName(_ name: String, in module: Module) -> Fault {
        if module.isDefined(name) {
            return Fault(.name, "`\(name)` has no value yet", notes: ["no assignment to it has run"])
        }
        return unknownName(name, among: module.definitions)
    }

    /// A name that stands for nothing, among those that a program has defined.
    package func unknownName(_ name: String, among definitions: [(name: String, value: Value)]) -> Fault {
        let own = definitions.map(\.name)
        // A near name of the library would be a guess, and this is knowledge; but a name of the user's own comes first.
        var fault = Fault.unknown("name", name, among: own)
        if fault.help == nil, let help = host.help(forUnknown: name) {
            fault.help = help
            return fault
        }
        fault = Fault.unknown("name", name, among: own + host.coreNames)
        // That a frame has such a column is no guess.
        guard let holder = host.holder(ofColumn: name, among: definitions) else { return fault }
        fault.help = "`\(name)` is a column of `\(holder)`, written `.\(name)`"
        fault.rewording = .init(name, meant: "." + name)
        return fault
    }

    /// A captured value that was there when the function was made.
    @inline(__always)
    func fastCapture(_ i: Instruction, _ r: Registers, _ frame: Frame) -> Bool {
        guard let function = frame.function else { return false }
        let place = function._withUnsafeGuaranteedRef { $0.captures } + Int(i.d)
        guard place.pointee.tag != .undefined else { return false }
        (r + Int(i.a)).copy(place)
        return true
    }

    @inline(never)
    func loadCapture(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        guard let function = frame.function?.takeUnretainedValue() else { return }
        let place = function.captures + Int(i.d)
        if place.pointee.tag != .undefined { return (r + Int(i.a)).copy(place) }
        // It had no value when the function was made; it may have one by now.
        let module = frame.code.module
        let name = frame.code.tables.names[Int(i.b)]
        if let value = module[name] ?? host.coreValue(named: name) {
            (r + Int(i.a)).set(Slot(value))
        } else {
            throw Fault(
                .name, "`\(name)` had no value when this function was made",
                help: "define `\(name)` above the function")
        }
    }

    @inline(never)
    func loadSelf(_ i: Instruction, _ r: Registers, _ frame: Frame) {
        guard let function = frame.function?.takeUnretainedValue() else { return }
        (r + Int(i.a)).set(Slot(function as Object))
    }

    static func noValueYet(_ i: Instruction, _ frame: Frame) -> Fault {
        let name = frame.code.tables.names[Int(i.d)]
        return noValueYet(name, hidesOuter: !frame.code.isMain && frame.code.module[name] != nil)
    }

    /// A variable that is read before it has a value; `hidesOuter` if an outer one has the same name.
    package static func noValueYet(_ name: String, hidesOuter: Bool) -> Fault {
        guard hidesOuter else { return Fault(.name, "`\(name)` has no value yet") }
        return Fault(
            .name, "`\(name)` is a variable of this function, and has no value yet",
            notes: ["the function assigns `\(name)`; it cannot change the outer variable of that name"],
            help: "take it as a parameter, and return the changed value")
    }

    // MARK: Functions

    @inline(never)
    func makeFunction(_ i: Instruction, _ r: Registers, _ frame: Frame) {
        let function = FunctionObject(frame.code.tables.children[Int(i.d)], layer: frame.layer)
        fill(function, r, frame)
        (r + Int(i.a)).set(Slot(function as Object))
    }

    @inline(never)
    func makeLayerDeclaration(_ i: Instruction, _ r: Registers, _ frame: Frame) {
        let code = frame.code.tables.children[Int(i.d)]
        guard let layer = code.tables.layer else { return }
        let constructor = FunctionObject(code)
        fill(constructor, r, frame)
        (r + Int(i.a)).set(Slot(LayerDeclarationObject(layer, constructor: constructor) as Object))
    }

    /// Gives a new function the values that it keeps.
    private func fill(_ function: FunctionObject, _ r: Registers, _ frame: Frame) {
        for (index, source) in function.code.captures.enumerated() {
            let place = function.captures + index
            switch source {
            case .register(let register): place.copy(r + register)
            case .capture(let outer):
                if let outerFunction = frame.function {
                    place.copy(outerFunction.takeUnretainedValue().captures + outer)
                }
            case .global(let global): place.copy(frame.entry.pointee.globals + global)
            case .selfFunction:
                if let running = frame.function?.takeUnretainedValue() { place.set(Slot(running as Object)) }
            }
        }
    }
}

extension Frame {
    /// The layer whose method this is.
    fileprivate var layer: LayerDeclarationObject? { function?.takeUnretainedValue().layer }
}
