import Glibc
import Signatures

/// The virtual machine: runs bytecode over a stack of registers.
///
/// A machine belongs to one thread at a time, and wants a large stack: see `Machine.onLargeStack`.
package final class Machine {
    /// Calls of script functions within each other.
    package static let depthLimit = 100_000
    /// Calls of scripts by natives within each other: each takes a part of the thread's own stack.
    package static let reentryLimit = 1_000
    private static let slotLimit = 1 << 22

    /// Owns the machine, and so outlives it.
    package unowned let host: Host
    /// Set from outside, such as by a signal handler, to stop what runs.
    let interrupt: UnsafeMutablePointer<Int32>
    private var ownInterrupt: UnsafeMutablePointer<Int32>?

    let stack: UnsafeMutablePointer<Slot>
    let stackEnd: UnsafeMutablePointer<Slot>
    let frames: UnsafeMutablePointer<Frame>
    var depth = 0
    var reentries = 0
    var layerDepth = 0
    /// Functions refer to their modules without holding them; the machine, which alone can call them, does.
    private var modules: [Module] = []
    var onShow: ((Value, ShownStatement) throws -> Void)?

    /// `interrupt` must outlive the machine; without one the machine cannot be interrupted.
    package init(host: Host, interrupt: UnsafeMutablePointer<Int32>? = nil) {
        self.host = host
        if let interrupt {
            self.interrupt = interrupt
        } else {
            self.interrupt = .allocate(capacity: 1)
            self.interrupt.initialize(to: 0)
            ownInterrupt = self.interrupt
        }
        stack = .zeroed(Machine.slotLimit)
        stackEnd = stack + (Machine.slotLimit - Module.slotCount)
        frames = .allocate(capacity: Machine.depthLimit + 1)
    }

    deinit {
        free(stack)
        frames.deallocate()
        ownInterrupt?.deallocate()
    }

    /// Runs a compiled program. `show` is given the value of each statement that is to be shown.
    ///
    /// Throws a `LocatedFault` at the first error; what ran before it stays done.
    package func run(_ unit: Unit, show: @escaping (Value, ShownStatement) throws -> Void) throws {
        if depth == 0 { Graveyard.goOn() }
        let outer = onShow
        onShow = show
        defer { onShow = outer }
        let code = unit.main
        if !modules.contains(where: { $0 === unit.module }) { modules.append(unit.module) }
        if code.module.isRunning { throw Fault.internal("`\(code.module.name)` is running already") }
        code.module.isRunning = true
        defer { code.module.isRunning = false }
        try withReentry {
            let place = top
            push(
                code.entry, nil, base: code.module.slots, top: place + 1, result: place, isMain: true)
            try execute()
            place.clear(1)
        }
    }

    /// Forgets the definitions of all modules that it has run, and so frees what only they hold.
    package func removeAllDefinitions() {
        Graveyard.goOn()
        modules.forEach { $0.removeAll() }
    }

    /// Where the stack is free.
    var top: UnsafeMutablePointer<Slot> { depth == 0 ? stack : frames[depth - 1].top }

    func withReentry<Result>(_ work: () throws -> Result) throws -> Result {
        guard reentries < Machine.reentryLimit else {
            throw Fault(.limit, "functions call each other through built-in functions too deeply")
        }
        guard depth < Machine.depthLimit, stackEnd > top else { throw Machine.tooDeep }
        reentries += 1
        defer { reentries -= 1 }
        return try work()
    }

    @inline(__always)
    func push(
        _ entry: UnsafeMutablePointer<Entry>, _ function: Unmanaged<FunctionObject>?,
        base: UnsafeMutablePointer<Slot>,
        top: UnsafeMutablePointer<Slot>, result: UnsafeMutablePointer<Slot>, isMain: Bool
    ) {
        (frames + depth).initialize(
            to: Frame(
                entry: entry, function: function, ip: entry.pointee.instructions, base: base, top: top,
                result: result,
                isMain: isMain))
        depth &+= 1
    }

    static var tooDeep: Fault {
        Fault(
            .limit, "functions call each other more than \(depthLimit) levels deep",
            notes: ["a function that calls itself must have a case in which it does not"])
    }
}

extension Machine: Caller {
    package func call(_ function: Value, _ arguments: CallArguments) throws -> Value {
        if let function = function.function { return try run(function, arguments) }
        if let native = function.native { return try call(native, arguments) }
        if let object = function.object {
            if object.kind == .layerDeclaration {
                let declaration = unsafeDowncast(object, to: LayerDeclarationObject.self)
                return try run(declaration.constructor, arguments)
            }
            if object.kind == .layer || (object.kind == .foreign && host.isCallable(object)) {
                return try host.call(object, arguments, caller: self)
            }
        }
        throw Machine.notCallable(function)
    }

    /// Runs a function of the language to its end.
    func run(_ function: FunctionObject, _ arguments: CallArguments) throws -> Value {
        try run(function) { try bind(arguments, to: function.code, at: $0) }
    }

    /// The same for two arguments by position: what is called as often as a comparison is.
    package func run(_ function: FunctionObject, _ a: Value, _ b: Value) throws -> Value {
        guard function.entry.pointee.parameterCount == 2 else { return try run(function, CallArguments([a, b])) }
        return try run(function) { base in
            base.set(Slot(a))
            (base + 1).set(Slot(b))
        }
    }

    /// - Parameter place: puts the arguments into the registers of the parameters.
    @inline(__always)
    private func run(_ function: FunctionObject, placing place: (Registers) throws -> Void) throws -> Value {
        // A native that calls a short function many times, such as `map`, passes no other place that asks.
        try checkInterrupt()
        return try withReentry {
            let result = top
            let base = result + 1
            try place(base)
            push(
                function.entry, Unmanaged.passUnretained(function), base: base,
                top: base + function.entry.pointee.registerCount, result: result, isMain: false)
            try execute()
            return result.takeValue()
        }
    }

    package var callingSource: SourceID? {
        guard depth > 0 else { return nil }
        let code = frames[depth - 1].code
        return code.tables.sites.first?.span.source
    }

    package func checkInterrupt() throws {
        if interrupt.pointee != 0 { throw Machine.interrupted() }
    }

    /// What stops the run: whatever it held is freed when the next one begins.
    static func interrupted() -> Fault {
        Graveyard.rest()
        return Fault.interrupted
    }

    static func notCallable(_ value: Value) -> Fault {
        Fault(
            .type, "\(value.type.nameWithArticle) is not a function and cannot be called",
            labels: [.init(.call, value.label)])
    }
}
