import Glibc

/// A value as the machine's registers hold it: trivial, so that copying one is two machine words and nothing else.
///
/// The price is that objects are counted by hand. Only the three helpers below, and the two conversions, do so.
struct Slot {
    enum Tag: UInt8 {
        /// No value yet: a variable before its first assignment, a parameter that was not given.
        case undefined
        case none, bool, int, float, single, object
    }

    var tag: Tag
    var bits: UInt64

    static let undefined = Slot(tag: .undefined, bits: 0)
    static let none = Slot(tag: .none, bits: 0)
}

extension Slot {
    @inline(__always) init(_ value: Bool) { self.init(tag: .bool, bits: value ? 1 : 0) }
    @inline(__always) init(_ value: Int) { self.init(tag: .int, bits: UInt64(bitPattern: Int64(value))) }
    @inline(__always) init(_ value: Double) { self.init(tag: .float, bits: value.bitPattern) }
    @inline(__always) init(single value: Double) { self.init(tag: .single, bits: value.bitPattern) }

    @inline(__always) var bool: Bool { bits != 0 }
    @inline(__always) var int: Int { Int(Int64(bitPattern: bits)) }
    @inline(__always) var float: Double { Double(bitPattern: bits) }

    /// The object, not retained: it lives as long as some slot or value holds it.
    @inline(__always) var unmanaged: Unmanaged<Object> {
        // Only slots with the object tag are asked, and those are made from an object's address.
        Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped)  // safe: see above
    }

    /// The same, of a slot that is known to hold a function.
    @inline(__always) var function: Unmanaged<FunctionObject> {
        Unmanaged.fromOpaque(UnsafeRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped)  // safe: see above
    }

    @inline(__always) var object: Object { unmanaged._withUnsafeGuaranteedRef { $0 } }

    @inline(__always) var isNumber: Bool { tag == .int || tag == .float || tag == .single }
}

extension Slot {
    /// Takes a value over; the slot owns one reference to its object.
    @inline(__always)
    init(_ value: consuming Value) {
        switch consume value {
        case .none: self = .none
        case .bool(let value): self.init(value)
        case .int(let value): self.init(value)
        case .float(let value): self.init(value)
        case .single(let value): self.init(single: value)
        case .object(let object): self.init(object)
        }
    }

    @inline(__always)
    init(_ object: Object) {
        let address = UInt(bitPattern: Unmanaged.passRetained(object).toOpaque())
        self.init(tag: .object, bits: UInt64(address))
    }

    /// The slot's value, with a reference of its own. What is undefined reads as `none`.
    @inline(__always)
    var value: Value {
        switch tag {
        case .undefined, .none: .none
        case .bool: .bool(bool)
        case .int: .int(int)
        case .float: .float(float)
        case .single: .single(float)
        case .object: .object(unmanaged.takeUnretainedValue())
        }
    }
}

extension UnsafeMutablePointer<Slot> {
    /// A row of undefined slots, to be freed with `free`: pages that are never used are never touched.
    static func zeroed(_ count: Int) -> UnsafeMutablePointer<Slot> {
        guard let memory = calloc(count, MemoryLayout<Slot>.stride) else {
            let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
            slots.initialize(repeating: .undefined, count: count)
            return slots
        }
        return memory.bindMemory(to: Slot.self, capacity: count)
    }

    /// Puts a slot here whose reference, if any, goes over to this place.
    @inline(__always)
    func set(_ new: Slot) {
        let old = pointee
        pointee = new
        if old.tag == .object { old.unmanaged.release() }
    }

    /// Puts a copy of another place's slot here.
    @inline(__always)
    func copy(_ source: UnsafeMutablePointer<Slot>) {
        let new = source.pointee
        if new.tag == .object { _ = new.unmanaged.retain() }
        set(new)
    }

    /// Empties a row of slots.
    @inline(__always)
    func clear(_ count: Int) {
        var place = self
        let end = self + count
        while place < end {
            let old = place.pointee
            place.pointee.tag = .undefined
            if old.tag == .object { old.unmanaged.release() }
            place += 1
        }
    }

    /// Moves the slot out of this place, with its reference.
    @inline(__always)
    func take() -> Slot {
        let slot = pointee
        pointee = .undefined
        return slot
    }

    /// Moves the value out of this place.
    @inline(__always)
    func takeValue() -> Value {
        let slot = take()
        guard slot.tag == .object else { return slot.value }
        return .object(slot.unmanaged.takeRetainedValue())
    }

    /// Whether this place is the only one that holds its object.
    @inline(__always)
    var isUniqueObject: Bool {
        guard pointee.tag == .object else { return false }
        let object = UnsafeMutableRawPointer(self) + 8
        return isKnownUniquelyReferenced(&object.assumingMemoryBound(to: Object.self).pointee)
    }
}
