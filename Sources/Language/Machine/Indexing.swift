import Signatures

/// Reading parts of values.
extension Machine {
    @inline(never)
    func member(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let name = frame.code.tables.names[Int(i.d)]
        let value = try member(name, of: r[Int(i.b)].value)
        if i.flag & Temporaries.first != 0 { (r + Int(i.b)).clear(1) }
        (r + Int(i.a)).set(Slot(value))
    }

    package func member(_ name: String, of value: Value) throws -> Value {
        if let record = value.record {
            if let field = record.fields[name] { return field }
            throw Fault.unknown("field", name, among: record.fields.keys)
        }
        if let error = value.error, let part = error.member(name) { return part }
        if let range = value.range, let part = range.member(name) { return part }
        if let layer = value.layer, let method = boundMethod(name, of: layer) {
            return .object(method)
        }
        guard let object = value.object else { throw noMembers(value, name) }
        switch object.kind {
        case .array, .foreign, .layer:
            if let part = try host.member(name, of: object) { return part }
            throw noMember(name, of: value, among: host.memberNames(of: object))
        case .error: throw noMember(name, of: value, among: ErrorObject.memberNames)
        default: throw noMembers(value, name)
        }
    }

    private func noMember(_ name: String, of value: Value, among names: [String]) -> Fault {
        var fault = Fault.unknown("field", name, among: names, kind: value.type == .frame ? .column : .name)
        if value.type == .frame { fault.message = "there is no column `\(name)`" }
        if fault.help == nil { fault.help = help(forMember: name) }
        fault.labels = [.init(.argument(0), value.label)]
        return fault
    }

    /// A member that is a function here, or is called otherwise.
    private func help(forMember name: String) -> String? {
        if let help = host.help(forUnknown: name) { return help }
        return host.coreValue(named: name)?.native == nil ? nil : "`\(name)` is a function: write `\(name)(…)`"
    }

    private func noMembers(_ value: Value, _ name: String) -> Fault {
        Fault(
            .type, "\(value.type.nameWithArticle) has no field `\(name)`",
            labels: [.init(.argument(0), value.label)], help: help(forMember: name))
    }

    // MARK: Fast paths

    /// `list[int]` and `array[int]`; false for all else.
    @inline(__always)
    func fastIndex(_ i: Instruction, _ r: Registers) -> Bool {
        let (container, key) = (r[Int(i.b)], r[Int(i.c)])
        guard container.tag == .object, key.tag == .int else { return false }
        return container.unmanaged._withUnsafeGuaranteedRef { object in
            if object.kind == .array {
                let array = unsafeDowncast(object, to: ArrayObject.self)
                guard array.header.rank == 1, let element = array.header.element(key.int) else {
                    return false
                }
                (r + Int(i.a)).set(element)
                return true
            }
            guard object.kind == .list else { return false }
            let list = unsafeDowncast(object, to: ListObject.self)
            guard UInt(bitPattern: key.int) < UInt(bitPattern: list.elements.count) else { return false }
            let element = Slot(list.elements[key.int])
            // The list goes only after its element is held.
            if i.flag & Temporaries.first != 0, i.a != i.b { (r + Int(i.b)).clear(1) }
            (r + Int(i.a)).set(element)
            return true
        }
    }

    @inline(__always)
    func fastIndex2(_ i: Instruction, _ r: Registers) -> Bool {
        let (container, row, column) = (r[Int(i.b)], r[Int(i.c)], r[Int(i.c) + 1])
        guard container.tag == .object, row.tag == .int, column.tag == .int else { return false }
        return container.unmanaged._withUnsafeGuaranteedRef { object in
            guard object.kind == .array else { return false }
            let array = unsafeDowncast(object, to: ArrayObject.self)
            guard array.header.rank == 2, let element = array.header.element(row.int, column.int)
            else { return false }
            (r + Int(i.a)).set(element)
            return true
        }
    }

    /// A field of a record, remembered where it was found.
    @inline(__always)
    func fastMember(
        _ i: UnsafeMutablePointer<Instruction>, _ r: Registers, _ names: UnsafeMutablePointer<String>
    ) -> Bool {
        let base = r[Int(i.pointee.b)]
        guard base.tag == .object, i.pointee.flag & Temporaries.first == 0 else { return false }
        return base.unmanaged._withUnsafeGuaranteedRef { object in
            guard object.kind == .record else { return false }
            let record = unsafeDowncast(object, to: RecordObject.self)
            let guess = Int(i.pointee.c)
            guard let place = record.fields.position(of: names[Int(i.pointee.d)], guess: guess) else { return false }
            if place != guess { i.pointee.c = UInt16(clamping: place) }
            (r + Int(i.pointee.a)).set(Slot(record.fields.values[place]))
            return true
        }
    }

    // MARK: Everything else

    @inline(never)
    func index(_ i: Instruction, _ r: Registers) throws {
        let value = try element(of: r[Int(i.b)].value, at: [.value(r[Int(i.c)].value)])
        finishIndex(i, r, value)
    }

    @inline(never)
    func indexPair(_ i: Instruction, _ r: Registers) throws {
        let subscripts = [Subscript.value(r[Int(i.c)].value), .value(r[Int(i.c) + 1].value)]
        finishIndex(i, r, try element(of: r[Int(i.b)].value, at: subscripts))
    }

    @inline(never)
    func indexMany(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let shapes = frame.code.tables.subscripts[Int(i.d)]
        let subscripts = try self.subscripts(shapes, r + Int(i.c))
        finishIndex(i, r, try element(of: r[Int(i.b)].value, at: subscripts))
    }

    private func finishIndex(_ i: Instruction, _ r: Registers, _ value: Value) {
        if i.flag & Temporaries.first != 0 { (r + Int(i.b)).clear(1) }
        (r + Int(i.a)).set(Slot(value))
    }

    /// The places of an index, from their values in registers.
    func subscripts(_ shapes: [SubscriptShape], _ first: Registers) throws -> [Subscript] {
        var next = first
        return try shapes.enumerated().map { position, shape in
            switch shape {
            case .value:
                defer { next += 1 }
                return .value(next.pointee.value)
            case .ellipsis: return .ellipsis
            case .slice(let start, let stop, let step):
                return .slice(
                    start: try bound(start, &next, position), stop: try bound(stop, &next, position),
                    step: try bound(step, &next, position))
            }
        }
    }

    private func bound(_ isGiven: Bool, _ next: inout Registers, _ position: Int) throws -> Int? {
        guard isGiven else { return nil }
        defer { next += 1 }
        return try sliceBound(next.pointee.value, at: position)
    }

    func notASliceBound(_ value: Value, _ position: Int) -> Fault {
        Fault(
            .type, "the bounds of a slice are ints, and this is \(value.type.nameWithArticle)",
            labels: [.init(.argument(position + 1), value.label)])
    }

    package func element(of value: Value, at subscripts: [Subscript]) throws -> Value {
        if let elements = value.sequence {
            switch try sequenceIndex(subscripts, count: elements.count, of: value) {
            case .one(let index): return elements[index]
            case .many(let indices):
                let chosen = indices.map { elements[$0] }
                return value.list != nil ? .list(chosen) : .tuple(chosen)
            }
        }
        if let text = value.stringObject { return try part(of: text, at: subscripts) }
        if let record = value.record { return try field(of: record, at: subscripts) }
        if let range = value.range {
            switch try sequenceIndex(subscripts, count: range.count, of: value) {
            case .one(let index): return .int(range.element(index))
            case .many(let indices): return try host.tensor(of: indices.map { .int(range.element($0)) })
            }
        }
        if let object = value.object, object.kind == .array || object.kind == .foreign {
            return try host.element(of: object, at: subscripts)
        }
        throw Fault(
            .type, "\(value.type.nameWithArticle) cannot be indexed",
            labels: [.init(.argument(0), value.label)])
    }

    private func part(of text: StringObject, at subscripts: [Subscript]) throws -> Value {
        switch try sequenceIndex(subscripts, count: text.count, of: .object(text)) {
        case .one(let index): return .string(text.slice(index..<index + 1))
        case .many(let indices):
            if indices.isEmpty { return .string("") }
            if let last = indices.last, last - indices[0] + 1 == indices.count {
                return .string(text.slice(indices[0]..<last + 1))
            }
            let scalars = Array(text.text.unicodeScalars)
            var chosen = String.UnicodeScalarView()
            for index in indices { chosen.append(scalars[index]) }
            return .string(String(chosen))
        }
    }

    private func field(of record: RecordObject, at subscripts: [Subscript]) throws -> Value {
        let key = try self.key(of: record, at: subscripts)
        if let value = record.fields[key] { return value }
        var fault = Fault.unknown("field", key, among: record.fields.keys)
        fault.labels = [.init(.argument(0), "record"), .init(.argument(1), "\"\(key)\"")]
        throw fault
    }

    func key(of record: RecordObject, at subscripts: [Subscript]) throws -> String {
        if subscripts.count == 1, case .value(let key) = subscripts[0], let name = key.string { return name }
        throw Fault(
            .type, "a record is indexed by a string, the name of a field",
            labels: [.init(.argument(0), "record")])
    }
}

extension ErrorObject {
    package static let memberNames = ["message", "kind", "notes", "help"]

    func member(_ name: String) -> Value? {
        switch name {
        case "message": .string(fault.message)
        case "kind": .string(fault.kind.rawValue)
        case "notes": .list(fault.notes.map { .string($0) })
        case "help": fault.help.map { .string($0) } ?? Value.none
        default: nil
        }
    }
}

extension RangeObject {
    func member(_ name: String) -> Value? {
        switch name {
        case "start": .int(start)
        case "stop": .int(stop)
        default: nil
        }
    }
}

extension ArrayHeader {
    /// A single element of one axis, or nil if it is not to be had this way.
    @inline(__always)
    func element(_ index: Int) -> Slot? {
        guard let base, UInt(bitPattern: index) < UInt(bitPattern: size0) else { return nil }
        return element(base, index &* stride0)
    }

    @inline(__always)
    func element(_ row: Int, _ column: Int) -> Slot? {
        guard let base, UInt(bitPattern: row) < UInt(bitPattern: size0),
            UInt(bitPattern: column) < UInt(bitPattern: size1)
        else { return nil }
        return element(base, row &* stride0 &+ column &* stride1)
    }

    @inline(__always)
    private func element(_ base: UnsafeMutableRawPointer, _ offset: Int) -> Slot {
        switch dtype {
        case .bool: Slot(base.load(fromByteOffset: offset, as: UInt8.self) != 0)
        case .i64: Slot(Int(base.load(fromByteOffset: offset &* 8, as: Int64.self)))
        case .f32: Slot(single: Double(base.load(fromByteOffset: offset &* 4, as: Float.self)))
        case .f64: Slot(base.load(fromByteOffset: offset &* 8, as: Double.self))
        }
    }
}
