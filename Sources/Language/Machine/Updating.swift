import Signatures

/// Changing parts of variables. A container that only the variable holds is changed in place; one that is shared
/// is copied first, so that other holders see nothing of the change.
extension Machine {
    // MARK: Fast paths

    /// `xs[i] = v` for a list or a one-axis array that only this variable holds; false for all else.
    @inline(__always)
    func fastSetIndex(_ i: Instruction, _ r: Registers) throws -> Bool {
        let key = r[Int(i.b)]
        guard key.tag == .int, (r + Int(i.a)).isUniqueObject else { return false }
        return try r[Int(i.a)].unmanaged._withUnsafeGuaranteedRef { object in
            if object.kind == .list {
                let list = unsafeDowncast(object, to: ListObject.self)
                guard UInt(bitPattern: key.int) < UInt(bitPattern: list.elements.count) else { return false }
                list.elements.withUnsafeMutableBufferPointer { $0[key.int] = (r + Int(i.c)).takeValue() }
                return true
            }
            guard object.kind == .array else { return false }
            let array = unsafeDowncast(object, to: ArrayObject.self)
            guard array.header.rank == 1, try array.prepareForWriting() else { return false }
            return array.header.store(r[Int(i.c)], key.int)
        }
    }

    @inline(__always)
    func fastSetIndex2(_ i: Instruction, _ r: Registers) throws -> Bool {
        let (row, column) = (r[Int(i.b)], r[Int(i.b) + 1])
        guard row.tag == .int, column.tag == .int, (r + Int(i.a)).isUniqueObject else { return false }
        return try r[Int(i.a)].unmanaged._withUnsafeGuaranteedRef { object in
            guard object.kind == .array else { return false }
            let array = unsafeDowncast(object, to: ArrayObject.self)
            guard array.header.rank == 2, try array.prepareForWriting() else { return false }
            return array.header.store(r[Int(i.c)], row.int, column.int)
        }
    }

    /// `r.x = v`, `r.x += v` and their like on a record that only this variable holds; false for all else.
    @inline(__always)
    func fastUpdateField(
        _ i: UnsafeMutablePointer<Instruction>, _ r: Registers, _ fields: UnsafeMutablePointer<String>
    ) -> Bool {
        guard (r + Int(i.pointee.a)).isUniqueObject else { return false }
        return r[Int(i.pointee.a)].unmanaged._withUnsafeGuaranteedRef { object in
            guard object.kind == .record else { return false }
            let record = unsafeDowncast(object, to: RecordObject.self)
            let guess = Int(i.pointee.b)
            guard let place = record.fields.position(of: fields[Int(i.pointee.d)], guess: guess) else { return false }
            if place != guess { i.pointee.b = UInt16(clamping: place) }
            let (value, change) = (r + Int(i.pointee.c), i.pointee.flag)
            return record.fields.values.withUnsafeMutableBufferPointer { fields in
                if change == FieldChange.assign.rawValue {
                    fields[place] = value.takeValue()
                } else if let number = fields[place].changed(change, by: value.pointee) {
                    fields[place] = number
                } else {
                    return false
                }
                value.pointee = .none
                return true
            }
        }
    }

    /// `xs.push(v)` on a list that only this variable holds.
    @inline(__always)
    func fastPush(_ i: Instruction, _ r: Registers) -> Bool {
        guard (r + Int(i.a)).isUniqueObject else { return false }
        return r[Int(i.a)].unmanaged._withUnsafeGuaranteedRef { object in
            guard object.kind == .list else { return false }
            let list = unsafeDowncast(object, to: ListObject.self)
            if list.isFullAndLarge { return false }
            list.elements.append((r + Int(i.c)).takeValue())
            r[Int(i.c)] = .none
            return true
        }
    }

    // MARK: Everything else

    /// A list that is full doubles; while its elements move, both the old and the new places are there.
    func requireGrowth(of list: ListObject) throws {
        let count = list.elements.count
        try host.requireMemory(
            bytes: 3 * count * MemoryLayout<Value>.stride, for: "a list of more than \(count) elements")
    }

    @inline(never)
    func setIndex(_ i: Instruction, _ r: Registers, count: Int) throws {
        let subscripts = (0..<count).map { Subscript.value(r[Int(i.b) + $0].value) }
        var update = Update(machine: self, steps: [.index(subscripts)], action: .assign)
        update.arguments = [(r + Int(i.c)).takeValue()]
        try apply(&update, to: r + Int(i.a))
    }

    @inline(never)
    func update(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let path = frame.code.tables.paths[Int(i.d)]
        var key = r + Int(i.b)
        var steps: [PartStep] = []
        for step in path.steps {
            switch step {
            case .member(let name): steps.append(.member(name))
            case .index(let shapes):
                steps.append(.index(try subscripts(shapes, key)))
                key += shapes.reduce(0) { $0 + $1.registerCount }
            }
        }
        var update = Update(machine: self, steps: steps, action: path.action)
        update.arguments = taken(path.argumentCount, from: r + Int(i.c))
        try apply(&update, to: r + Int(i.a))
        (r + Int(i.c)).set(Slot(update.result))
    }

    /// The variable's value is moved out while it changes, so that nobody but its containers holds the parts, and
    /// is put back whether or not it could be changed.
    private func apply(_ update: inout Update, to variable: Registers) throws {
        var value = variable.takeValue()
        defer { variable.set(Slot(value)) }
        try update.apply(to: &value, step: 0)
    }
}

/// One change of a part of a variable.
struct Update {
    let machine: Machine
    let steps: [PartStep]
    let action: UpdatePath.Action
    var arguments: [Value] = []
    /// What the change gives: the element that `pop` took.
    var result = Value.none

    init(machine: Machine, steps: [PartStep], action: UpdatePath.Action) {
        self.machine = machine
        self.steps = steps
        self.action = action
    }

    mutating func apply(to value: inout Value, step: Int) throws {
        guard step < steps.count else { return try act(on: &value) }
        switch steps[step] {
        case .member(let name): try apply(toMember: name, of: &value, step)
        case .index(let subscripts): try apply(toElement: subscripts, of: &value, step)
        }
    }

    // MARK: On the way

    private mutating func apply(toMember name: String, of value: inout Value, _ step: Int) throws {
        if value.record != nil { return try apply(toField: name, of: &value, step) }
        guard let object = value.object,
            object.kind == .array || object.kind == .foreign || object.kind == .layer
        else {
            throw Fault(
                .type, "\(value.type.nameWithArticle) has no fields that can be set",
                labels: [.init(.argument(0), value.label)])
        }
        var part = isAssignment(step) ? Value.none : try machine.member(name, of: value)
        try apply(to: &part, step: step + 1)
        value = try machine.host.replaceMember(name, of: object, with: part, inPlace: false)
    }

    private mutating func apply(toField name: String, of value: inout Value, _ step: Int) throws {
        makeUniqueRecord(&value)
        guard let record = value.record else { return }
        if let position = record.fields.position(of: name) {
            return try apply(to: &record.fields.values[position], step: step + 1)
        }
        guard isAssignment(step) else {
            throw Fault.unknown("field", name, among: record.fields.keys)
        }
        record.fields[name] = arguments.first ?? Value.none
    }

    private mutating func apply(toElement subscripts: [Subscript], of value: inout Value, _ step: Int) throws {
        if let record = value.record {
            return try apply(toField: try machine.key(of: record, at: subscripts), of: &value, step)
        }
        if value.list != nil { return try apply(toListElement: subscripts, of: &value, step) }
        guard let object = value.object, object.kind == .array || object.kind == .foreign else {
            throw Fault(
                .type, "elements of \(value.type.nameWithArticle) cannot be set",
                labels: [.init(.argument(0), value.label)],
                help: value.tuple == nil ? nil : "use a list, which `list(…)` makes")
        }
        var part = isAssignment(step) ? Value.none : try machine.element(of: value, at: subscripts)
        try apply(to: &part, step: step + 1)
        let isUnique = takeIsUnique(&value)
        value = try machine.host.replaceElement(of: object, at: subscripts, with: part, inPlace: isUnique)
    }

    private mutating func apply(
        toListElement subscripts: [Subscript], of value: inout Value, _ step: Int
    ) throws {
        let count = value.list?.elements.count ?? 0
        switch try machine.sequenceIndex(subscripts, count: count, of: value) {
        case .one(let index):
            makeUniqueList(&value)
            guard let list = value.list else { return }
            try apply(to: &list.elements[index], step: step + 1)
        case .many(let indices):
            guard isAssignment(step), let elements = arguments.first?.sequence,
                elements.count == indices.count
            else {
                throw Fault(
                    .shape, "\(indices.count) elements of a list are set from a list of as many",
                    labels: arguments.first.map { [.init(.named("value"), $0.label)] } ?? [])
            }
            makeUniqueList(&value)
            guard let list = value.list else { return }
            for (index, element) in zip(indices, elements) { list.elements[index] = element }
        }
    }

    /// Whether the part after this step is replaced as a whole.
    private func isAssignment(_ step: Int) -> Bool {
        guard case .assign = action else { return false }
        return step == steps.count - 1
    }

    // MARK: At the end of the way

    private mutating func act(on value: inout Value) throws {
        switch action {
        case .assign: value = arguments.first ?? Value.none
        case .operate(let operation): try operate(operation, on: &value)
        case .push: try push(on: &value)
        case .pop: try pop(from: &value)
        case .insert: try insert(into: &value)
        case .remove: try remove(from: &value)
        }
    }

    private func operate(_ operation: Operator, on value: inout Value) throws {
        let right = arguments.first ?? Value.none
        let (x, y) = (Slot(borrowing: value), Slot(borrowing: right))
        if let number = try Arithmetic.numbers(operation, x, y) {
            value = number.value
        } else if operation == .add, let a = value.stringObject, let b = right.stringObject {
            try machine.host.requireString(bytes: a.text.utf8.count + b.text.utf8.count)
            value = .object(StringObject(joining: a, b))
        } else {
            guard value.isComputedByHost || right.isComputedByHost else {
                throw Arithmetic.cannot(operation, value, right)
            }
            value = try machine.host.binary(operation, value, right, isPart: false)
        }
    }

    private func push(on value: inout Value) throws {
        guard value.list != nil else { return try callCore("push", on: &value) }
        try expect(1, "push")
        makeUniqueList(&value)
        guard let list = value.list else { return }
        if list.isFullAndLarge { try machine.requireGrowth(of: list) }
        list.elements.append(arguments[0])
    }

    private mutating func pop(from value: inout Value) throws {
        guard let count = value.list?.elements.count else {
            throw Fault(
                .type, "`pop` takes the last element of a list, not of \(value.type.nameWithArticle)",
                labels: [.init(.argument(0), value.label)])
        }
        try expect(0, "pop")
        if count == 0 {
            throw Fault(.index, "`pop` from an empty list", labels: [.init(.argument(0), "0 elements")])
        }
        makeUniqueList(&value)
        result = value.list?.elements.removeLast() ?? Value.none
    }

    private func insert(into value: inout Value) throws {
        guard let count = value.list?.elements.count else { return try callCore("insert", on: &value) }
        try expect(2, "insert")
        guard let position = arguments[0].int else {
            throw Fault(
                .type, "`insert` takes a position, an int, and an element",
                labels: [.init(.argument(1), arguments[0].label)])
        }
        let index = position < 0 ? position &+ count : position
        guard index >= 0, index <= count else { throw Slicing.outOfBounds(position, count, value) }
        makeUniqueList(&value)
        value.list?.elements.insert(arguments[1], at: index)
    }

    private func remove(from value: inout Value) throws {
        guard let count = value.list?.elements.count, arguments.count == 1, let position = arguments[0].int
        else {
            return try callCore("remove", on: &value)
        }
        let index = try Slicing.index(position, count: count, of: value)
        makeUniqueList(&value)
        value.list?.elements.remove(at: index)
    }

    /// What is not a list is changed by the function of that name, which gives a changed copy.
    private func callCore(_ name: String, on value: inout Value) throws {
        guard let function = machine.host.coreValue(named: name) else {
            throw Fault.unknown("function", name, among: machine.host.coreNames)
        }
        value = try machine.call(function, CallArguments([value] + arguments))
    }

    private func expect(_ count: Int, _ name: String) throws {
        if arguments.count == count { return }
        throw Fault(
            .argument,
            "`.\(name)` takes \(count) \(count == 1 ? "argument" : "arguments"), not \(arguments.count)")
    }

    // MARK: Owners

    private func makeUniqueList(_ value: inout Value) {
        if !takeIsUnique(&value), let list = value.list { value = .list(list.elements) }
    }

    private func makeUniqueRecord(_ value: inout Value) {
        if !takeIsUnique(&value), let record = value.record { value = .record(record.fields) }
    }

    /// Whether `value` is the only holder of its object.
    private func takeIsUnique(_ value: inout Value) -> Bool {
        guard case .object(var object) = consume value else {
            value = .none
            return false
        }
        value = .none
        let isUnique = isKnownUniquelyReferenced(&object)
        value = .object(object)
        return isUnique
    }
}

extension Value {
    /// What a `FieldChange` with a number makes of this number; nil for all else, and where it overflows.
    @inline(__always)
    fileprivate func changed(_ change: UInt8, by right: Slot) -> Value? {
        switch self {
        case .int(let x) where right.tag == .int: changed(x, change, right.int)
        case .float(let x) where right.tag == .float: .float(changed(x, change, right.float))
        default: nil
        }
    }

    @inline(__always)
    private func changed(_ x: Int, _ change: UInt8, _ y: Int) -> Value? {
        let (value, overflow) =
            switch change {
            case FieldChange.add.rawValue: x.addingReportingOverflow(y)
            case FieldChange.subtract.rawValue: x.subtractingReportingOverflow(y)
            case FieldChange.multiply.rawValue: x.multipliedReportingOverflow(by: y)
            default: (0, true)
            }
        return overflow ? nil : .int(value)
    }

    @inline(__always)
    private func changed(_ x: Double, _ change: UInt8, _ y: Double) -> Double {
        switch change {
        case FieldChange.subtract.rawValue: x - y
        case FieldChange.multiply.rawValue: x * y
        case FieldChange.divide.rawValue: x / y
        default: x + y
        }
    }
}

extension Slot {
    /// For looking at numbers only: an object is not retained.
    fileprivate init(borrowing value: Value) {
        switch value {
        case .bool(let value): self.init(value)
        case .int(let value): self.init(value)
        case .float(let value): self.init(value)
        case .single(let value): self.init(single: value)
        case .none, .object: self = .none
        }
    }
}

extension ArrayHeader {
    /// Stores a number; false if this element is not to be had this way, or does not take such a number.
    @inline(__always)
    func store(_ value: Slot, _ index: Int) -> Bool {
        guard let base, UInt(bitPattern: index) < UInt(bitPattern: size0) else { return false }
        return store(value, base, index &* stride0)
    }

    @inline(__always)
    func store(_ value: Slot, _ row: Int, _ column: Int) -> Bool {
        guard let base, UInt(bitPattern: row) < UInt(bitPattern: size0),
            UInt(bitPattern: column) < UInt(bitPattern: size1)
        else { return false }
        return store(value, base, row &* stride0 &+ column &* stride1)
    }

    @inline(__always)
    private func store(_ value: Slot, _ base: UnsafeMutableRawPointer, _ offset: Int) -> Bool {
        switch dtype {
        case .f32 where value.isNumber:
            base.storeBytes(of: Float(value.number), toByteOffset: offset &* 4, as: Float.self)
        case .f64 where value.isNumber:
            base.storeBytes(of: value.number, toByteOffset: offset &* 8, as: Double.self)
        case .i64 where value.tag == .int:
            base.storeBytes(of: Int64(value.int), toByteOffset: offset &* 8, as: Int64.self)
        case .bool where value.tag == .bool:
            base.storeBytes(of: value.bool ? 1 : 0, toByteOffset: offset, as: UInt8.self)
        default: return false
        }
        return true
    }
}

extension ListObject {
    /// Whether the next element makes the list move, and moving it takes memory worth asking for.
    @inline(__always)
    fileprivate var isFullAndLarge: Bool { elements.count >= 1 << 16 && elements.count == elements.capacity }
}
