import Signatures

/// The global variables that some functions read, as they were when this was noted.
///
/// A function can change nothing outside of itself and keeps what it captured, so that a call gives the same as one
/// before if its arguments and these are the same, unless it calls a native that is not pure.
package struct OutsideValues {
    struct Reading {
        let place: UnsafeMutablePointer<Slot>
        let seen: Slot
        /// The places are part of it.
        let module: Module
    }

    fileprivate let readings: [Reading]
    /// Objects are changed in place only while they have one holder: as long as this is another, one that has
    /// changed is another object.
    fileprivate let kept: [Value]

    /// Whether each variable still has the value that was noted.
    package var areUnchanged: Bool {
        readings.allSatisfy { $0.place.pointee.tag == $0.seen.tag && $0.place.pointee.bits == $0.seen.bits }
    }
}

/// Finds what functions read, by walking through their instructions and through what they hold.
package struct OutsideReader {
    private let host: Host
    private var waiting: [Value]
    private var met: Set<ObjectIdentifier> = []
    private var metCode: Set<ObjectIdentifier> = []
    private var readings: [UnsafeMutablePointer<Slot>: OutsideValues.Reading] = [:]

    /// So many objects are looked through; functions that reach more are not worth it.
    private static let limit = 10_000

    private init(_ values: [Value], host: Host) {
        waiting = values
        self.host = host
    }

    /// What calls of functions among `values`, or within them, read; nil if that can't be told.
    package static func values(readBy values: [Value], host: Host) -> OutsideValues? {
        var reader = OutsideReader(values, host: host)
        while let value = reader.waiting.popLast() {
            guard reader.visit(value), reader.met.count < limit else { return nil }
        }
        let readings = Array(reader.readings.values)
        return OutsideValues(readings: readings, kept: readings.map(\.seen.value))
    }

    /// False if what the value holds can't be looked through.
    private mutating func visit(_ value: Value) -> Bool {
        guard let object = value.object, met.insert(ObjectIdentifier(object)).inserted else { return true }
        switch object.kind {
        case .string, .range, .array, .native, .error: return true
        case .list, .tuple: return hold(value.sequence ?? [])
        case .record: return hold(value.record?.fields.values ?? [])
        case .function: if let function = value.function { read(function) }
        case .layerDeclaration: if let declaration = object.layerDeclaration { read(declaration) }
        case .layer:
            guard let layer = value.layer else { return true }
            read(layer.declaration)
            return hold(layer.fields + (layer.lateFields?.values ?? []))
        case .foreign:
            guard let foreign = value.foreign, let held = host.functions(heldBy: foreign) else { return false }
            return hold(held)
        case .iterator: return false
        }
        return true
    }

    private mutating func hold(_ values: [Value]) -> Bool {
        guard values.count < OutsideReader.limit else { return false }
        waiting += values
        return true
    }

    private mutating func read(_ function: FunctionObject) {
        for index in 0..<function.code.captures.count { waiting.append(function.captures[index].value) }
        read(function.code)
    }

    private mutating func read(_ declaration: LayerDeclarationObject) {
        read(declaration.constructor)
        (declaration.code.methods + declaration.code.waiting.map(\.code)).forEach { read($0) }
        if let sizes = declaration.code.sizes { read(sizes) }
    }

    /// A function's nesting is that of its source, which the parser bounds.
    private mutating func read(_ code: Code) {
        guard metCode.insert(ObjectIdentifier(code)).inserted else { return }
        for instruction in code.instructions {
            switch instruction.opcode {
            case .global, .callGlobal: note(Int(instruction.d), of: code.module)
            case .capture:
                if let index = code.module.index(of: code.tables.names[Int(instruction.b)]) {
                    note(index, of: code.module)
                }
            default: break
            }
        }
        for child in code.tables.children { read(child) }
        for case .global(let index) in code.captures { note(index, of: code.module) }
        if let layer = code.tables.layer { (layer.methods + layer.waiting.map(\.code)).forEach { read($0) } }
    }

    private mutating func note(_ index: Int, of module: Module) {
        let place = module.slots + index
        guard readings[place] == nil else { return }
        readings[place] = .init(place: place, seen: place.pointee, module: module)
        waiting.append(place.pointee.value)
    }
}

extension Object {
    fileprivate var layerDeclaration: LayerDeclarationObject? {
        downcast(.layerDeclaration, to: LayerDeclarationObject.self)
    }
}
