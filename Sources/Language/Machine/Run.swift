import Signatures

typealias Registers = UnsafeMutablePointer<Slot>

extension Machine {
    /// Runs the frame that was pushed last to its end.
    ///
    /// Numbers are handled here, inline; everything else is in functions of its own that are never inlined, so
    /// that this one stays small enough for its variables to live in the processor's registers.
    func execute() throws {
        let entryDepth = depth - 1
        var ip = frames[entryDepth].ip
        while true {
            do {
                try interpret(&ip, entryDepth)
                return
            } catch {
                ip = try unwind(error, ip: ip, to: entryDepth)
            }
        }
    }

    @inline(__always)
    private func interpret(_ place: inout UnsafeMutablePointer<Instruction>, _ entryDepth: Int) throws {
        var ip = place
        defer { place = ip }
        var frame = frames + (depth - 1)
        var r = frame.pointee.base
        var k = frame.pointee.entry.pointee.constants

        while true {
            let i = ip.pointee
            ip += 1
            switch i.opcode {
            // MARK: Loads
            case .constant: (r + Int(i.a)).copy(k + Int(i.d))
            case .none: (r + Int(i.a)).set(.none)
            case .move: (r + Int(i.a)).copy(r + Int(i.b))
            case .take:
                let slot = (r + Int(i.b)).take()
                (r + Int(i.a)).set(slot)
            case .clear: (r + Int(i.a)).clear(Int(i.b))
            case .global:
                let global = frame.pointee.entry.pointee.globals + Int(i.d)
                if global.pointee.tag != .undefined {
                    (r + Int(i.a)).copy(global)
                } else {
                    (r + Int(i.a)).set(Slot(try coreValue(Int(i.d), frame.pointee)))
                }
            case .capture:
                if !fastCapture(i, r, frame.pointee) { try loadCapture(i, r, frame.pointee) }
            case .selfFunction: loadSelf(i, r, frame.pointee)
            case .method: loadMethod(i, r, frame.pointee)
            case .checkDefined:
                if r[Int(i.a)].tag == .undefined { throw Machine.noValueYet(i, frame.pointee) }

            // MARK: Arithmetic
            case .add:
                let done = arithmetic(
                    r, i, r[Int(i.b)], r[Int(i.c)], { $0.addingReportingOverflow($1) }, { $0 + $1 })
                if !done { try binary(.add, i, r, r + Int(i.c)) }
            case .subtract:
                let done = arithmetic(
                    r, i, r[Int(i.b)], r[Int(i.c)], { $0.subtractingReportingOverflow($1) }, { $0 - $1 })
                if !done { try binary(.subtract, i, r, r + Int(i.c)) }
            case .multiply:
                let done = arithmetic(
                    r, i, r[Int(i.b)], r[Int(i.c)], { $0.multipliedReportingOverflow(by: $1) }, { $0 * $1 })
                if !done { try binary(.multiply, i, r, r + Int(i.c)) }
            case .divide:
                if !quotient(r, i, r[Int(i.b)], r[Int(i.c)]) { try binary(.divide, i, r, r + Int(i.c)) }
            case .floorDivide: try binary(.floorDivide, i, r, r + Int(i.c))
            case .remainder: try binary(.remainder, i, r, r + Int(i.c))
            case .matrixMultiply: try binary(.matrixMultiply, i, r, r + Int(i.c))
            case .power: try binary(.power, i, r, r + Int(i.c))
            case .addConstant:
                let done = arithmetic(
                    r, i, r[Int(i.b)], k[Int(i.d)], { $0.addingReportingOverflow($1) }, { $0 + $1 })
                if !done { try binary(.add, i, r, k + Int(i.d)) }
            case .subtractConstant:
                let done = arithmetic(
                    r, i, r[Int(i.b)], k[Int(i.d)], { $0.subtractingReportingOverflow($1) }, { $0 - $1 })
                if !done { try binary(.subtract, i, r, k + Int(i.d)) }
            case .multiplyConstant:
                let done = arithmetic(
                    r, i, r[Int(i.b)], k[Int(i.d)], { $0.multipliedReportingOverflow(by: $1) }, { $0 * $1 })
                if !done { try binary(.multiply, i, r, k + Int(i.d)) }
            case .divideConstant:
                if !quotient(r, i, r[Int(i.b)], k[Int(i.d)]) { try binary(.divide, i, r, k + Int(i.d)) }
            case .floorDivideConstant: try binary(.floorDivide, i, r, k + Int(i.d))
            case .remainderConstant:
                let x = r[Int(i.b)]
                let y = k[Int(i.d)]
                // A positive divisor cannot overflow.
                if x.tag == .int, y.tag == .int, y.int > 0 {
                    let remainder = x.int % y.int
                    (r + Int(i.a)).set(Slot(remainder < 0 ? remainder &+ y.int : remainder))
                } else {
                    try binary(.remainder, i, r, k + Int(i.d))
                }
            case .powerConstant:
                let x = r[Int(i.b)]
                if x.tag == .float, k[Int(i.d)].tag == .int, k[Int(i.d)].int == 2 {
                    (r + Int(i.a)).set(Slot(x.float * x.float))
                } else {
                    try binary(.power, i, r, k + Int(i.d))
                }
            case .negate:
                if r[Int(i.b)].tag == .float {
                    (r + Int(i.a)).set(Slot(-r[Int(i.b)].float))
                } else {
                    try unary(.negate, i, r)
                }
            case .not:
                if r[Int(i.b)].tag == .bool {
                    (r + Int(i.a)).set(Slot(!r[Int(i.b)].bool))
                } else {
                    try unary(.not, i, r)
                }
            case .conjoin: try logical(.and, i, r)
            case .disjoin: try logical(.or, i, r)
            case .equal: try compare(.equal, i, r)
            case .notEqual: try compare(.notEqual, i, r)
            case .less: try compare(.less, i, r)
            case .lessOrEqual: try compare(.lessOrEqual, i, r)
            case .greater: try compare(.greater, i, r)
            case .greaterOrEqual: try compare(.greaterOrEqual, i, r)
            case .contained: try membership(i, r, isNegated: false)
            case .notContained: try membership(i, r, isNegated: true)
            case .compose:
                let composed = try host.compose(r[Int(i.b)].value, r[Int(i.c)].value)
                (r + Int(i.a)).set(Slot(composed))
            case .range: try makeRange(i, r)

            // MARK: Jumps
            case .jump: try jump(&ip, i)
            case .jumpIf:
                let condition = r[Int(i.a)]
                if condition.tag != .bool { throw Machine.notACondition(condition.value) }
                if condition.bool == (i.flag != 0) { try jump(&ip, i) }
            case .jumpIfDefined:
                if r[Int(i.a)].tag != .undefined { ip += Int(i.d) }
            case .jumpIfDecided:
                let side = r[Int(i.a)]
                if side.tag == .bool {
                    if side.bool == (i.flag != 0) { ip += Int(i.d) }
                } else if side.tag != .object {
                    throw Machine.notBoolean(side.value, i.flag != 0 ? .or : .and, 0)
                }
            case .jumpEqual:
                if try holds(.equal, i, r, r + Int(i.b), { $0 == $1 }, { $0 == $1 }) { try jump(&ip, i) }
            case .jumpNotEqual:
                if try holds(.notEqual, i, r, r + Int(i.b), { $0 != $1 }, { $0 != $1 }) { try jump(&ip, i) }
            case .jumpLess:
                if try holds(.less, i, r, r + Int(i.b), { $0 < $1 }, { $0 < $1 }) { try jump(&ip, i) }
            case .jumpLessOrEqual:
                if try holds(.lessOrEqual, i, r, r + Int(i.b), { $0 <= $1 }, { $0 <= $1 }) {
                    try jump(&ip, i)
                }
            case .jumpGreater:
                if try holds(.greater, i, r, r + Int(i.b), { $0 > $1 }, { $0 > $1 }) { try jump(&ip, i) }
            case .jumpGreaterOrEqual:
                if try holds(.greaterOrEqual, i, r, r + Int(i.b), { $0 >= $1 }, { $0 >= $1 }) {
                    try jump(&ip, i)
                }
            case .jumpEqualConstant:
                if try holds(.equal, i, r, k + Int(i.c), { $0 == $1 }, { $0 == $1 }) { try jump(&ip, i) }
            case .jumpNotEqualConstant:
                if try holds(.notEqual, i, r, k + Int(i.c), { $0 != $1 }, { $0 != $1 }) { try jump(&ip, i) }
            case .jumpLessConstant:
                if try holds(.less, i, r, k + Int(i.c), { $0 < $1 }, { $0 < $1 }) { try jump(&ip, i) }
            case .jumpLessOrEqualConstant:
                if try holds(.lessOrEqual, i, r, k + Int(i.c), { $0 <= $1 }, { $0 <= $1 }) {
                    try jump(&ip, i)
                }
            case .jumpGreaterConstant:
                if try holds(.greater, i, r, k + Int(i.c), { $0 > $1 }, { $0 > $1 }) { try jump(&ip, i) }
            case .jumpGreaterOrEqualConstant:
                if try holds(.greaterOrEqual, i, r, k + Int(i.c), { $0 >= $1 }, { $0 >= $1 }) {
                    try jump(&ip, i)
                }

            // MARK: Loops
            case .rangeStart:
                if try !startRange(i, r) { ip += Int(i.d) }
            case .rangeNext:
                let left = r + Int(i.a) + 1
                let remaining = left.pointee.int &- 1
                if remaining > 0 {
                    left.pointee.bits = UInt64(bitPattern: Int64(remaining))
                    let value = r[Int(i.a)].int &+ 1
                    r[Int(i.a)] = Slot(value)
                    (r + Int(i.b)).set(Slot(value))
                    try jump(&ip, i)
                }
            case .iterate: try startIteration(i, r)
            case .next:
                if try !advance(i, r) { ip += Int(i.d) }

            // MARK: Making values
            case .tuple: makeTuple(i, r)
            case .newList: (r + Int(i.a)).set(Slot(ListObject([])))
            case .extend: extendList(i, r)
            case .bracket: try finishBracket(i, r)
            case .newRecord: (r + Int(i.a)).set(Slot(RecordObject(Fields())))
            case .field: setField(i, r, frame.pointee)
            case .spread: try spread(i, r)
            case .unpack: try unpack(i, r)
            case .format: try format(i, r, k)
            case .join: try join(i, r)
            case .column:
                let expression = try host.columnExpression(frame.pointee.code.tables.names[Int(i.d)])
                (r + Int(i.a)).set(Slot(expression))
            case .function: makeFunction(i, r, frame.pointee)
            case .layer: makeLayerDeclaration(i, r, frame.pointee)
            case .makeLayer: try makeLayer(i, r, frame.pointee)

            // MARK: Parts of values
            case .member:
                if !fastMember(ip - 1, r, frame.pointee.entry.pointee.names) { try member(i, r, frame.pointee) }
            case .index:
                if !fastIndex(i, r) { try index(i, r) }
            case .index2:
                if !fastIndex2(i, r) { try indexPair(i, r) }
            case .indexMany: try indexMany(i, r, frame.pointee)
            case .setIndex:
                if try !fastSetIndex(i, r) { try setIndex(i, r, count: 1) }
            case .setIndex2:
                if try !fastSetIndex2(i, r) { try setIndex(i, r, count: 2) }
            case .updateField:
                if !fastUpdateField(ip - 1, r, frame.pointee.entry.pointee.fields) {
                    try update(i, r, frame.pointee)
                }
            case .update: try update(i, r, frame.pointee)
            case .push:
                if !fastPush(i, r) { try update(i, r, frame.pointee) }

            // MARK: Calls
            case .call:
                frame.pointee.ip = ip
                let callee = r[Int(i.a)]
                if let function = simpleFunction(callee, argumentCount: Int(i.b)) {
                    try enter(function, i, &frame, &r)
                } else if try callSlowly(i, r, frame.pointee, callee) {
                    frame = frames + (depth &- 1)
                    r = frame.pointee.base
                } else {
                    continue
                }
                (ip, k) = (frame.pointee.ip, frame.pointee.entry.pointee.constants)
            case .callGlobal:
                frame.pointee.ip = ip
                let callee = frame.pointee.entry.pointee.globals[Int(i.d)]
                if let function = simpleFunction(callee, argumentCount: Int(i.b)) {
                    if i.flag & Temporaries.first != 0, r[Int(i.a) + 1].tag == .object { try settleArgument(i, r) }
                    try enter(function, i, &frame, &r)
                } else if i.flag != 0, try callAsArithmetic(i, r, callee) {
                    continue
                } else if try callSlowly(i, r, frame.pointee, callee) {
                    frame = frames + (depth &- 1)
                    r = frame.pointee.base
                } else {
                    continue
                }
                (ip, k) = (frame.pointee.ip, frame.pointee.entry.pointee.constants)
            case .callNamed, .callMethod:
                frame.pointee.ip = ip
                if try callWithNames(i, r, frame.pointee) {
                    frame = frames + (depth &- 1)
                    (ip, r) = (frame.pointee.ip, frame.pointee.base)
                    k = frame.pointee.entry.pointee.constants
                }
            case .findMethod:
                if try findMethod(i, r, frame.pointee) { ip += Int(i.d) }
            case .return:
                let result = (r + Int(i.a)).take()
                frame.pointee.clear()
                depth &-= 1
                frame.pointee.result.set(result)
                if depth == entryDepth { return }
                frame -= 1
                (ip, r) = (frame.pointee.ip, frame.pointee.base)
                k = frame.pointee.entry.pointee.constants

            // MARK: Checks and output
            case .checkType: try checkType(i, r, frame.pointee)
            case .checkShape: try checkShape(i, r, frame.pointee)
            case .show: try show(i, r, frame.pointee)
            }
        }
    }

    // MARK: Inline paths

    /// Backward jumps look at the interrupt flag: every loop has one.
    @inline(__always)
    private func jump(_ ip: inout UnsafeMutablePointer<Instruction>, _ i: Instruction) throws {
        if i.d < 0, interrupt.pointee != 0 { throw Machine.interrupted() }
        ip += Int(i.d)
    }

    /// Two numbers; false if it is anything else or overflows.
    @inline(__always)
    private func arithmetic(
        _ r: Registers, _ i: Instruction, _ x: Slot, _ y: Slot,
        _ ints: (Int, Int) -> (partialValue: Int, overflow: Bool), _ floats: (Double, Double) -> Double
    ) -> Bool {
        if x.tag == .int, y.tag == .int {
            let (value, overflow) = ints(x.int, y.int)
            if overflow { return false }
            (r + Int(i.a)).set(Slot(value))
            return true
        }
        if x.tag == .float, y.tag == .float {
            (r + Int(i.a)).set(Slot(floats(x.float, y.float)))
            return true
        }
        guard x.isNumber, y.isNumber, x.tag != y.tag || x.tag == .single else { return false }
        (r + Int(i.a)).set(Slot(mixing: x, y, floats(x.number, y.number)))
        return true
    }

    @inline(__always)
    private func quotient(_ r: Registers, _ i: Instruction, _ x: Slot, _ y: Slot) -> Bool {
        if x.tag == .float, y.tag == .float {
            (r + Int(i.a)).set(Slot(x.float / y.float))
            return true
        }
        guard x.isNumber, y.isNumber, x.tag != .int || y.tag != .int else { return false }
        (r + Int(i.a)).set(Slot(mixing: x, y, x.number / y.number))
        return true
    }

    /// Whether a comparison's outcome is the one that its jump waits for.
    @inline(__always)
    private func holds(
        _ operation: Operator, _ i: Instruction, _ r: Registers, _ right: Registers,
        _ ints: (Int, Int) -> Bool, _ floats: (Double, Double) -> Bool
    ) throws -> Bool {
        let x = r[Int(i.a)]
        let y = right.pointee
        let sense = i.flag != 0
        if x.tag == .int, y.tag == .int { return ints(x.int, y.int) == sense }
        if x.tag == .float, y.tag == .float { return floats(x.float, y.float) == sense }
        return try holdsSlowly(operation, x, y) == sense
    }

    /// Pushes a frame for a function whose arguments are in place.
    @inline(__always)
    private func enter(
        _ function: Unmanaged<FunctionObject>, _ i: Instruction, _ frame: inout UnsafeMutablePointer<Frame>,
        _ r: inout Registers
    ) throws {
        if interrupt.pointee != 0 { throw Machine.interrupted() }
        let entry = function._withUnsafeGuaranteedRef { $0.entry }
        var base = r + Int(i.a) + 1
        if frame.pointee.isMain { base = moveWindow(base, count: Int(i.b), to: frame.pointee.top) }
        let top = base + entry.pointee.registerCount
        if depth >= Machine.depthLimit || top > stackEnd { throw Machine.tooDeep }
        push(entry, function, base: base, top: top, result: r + Int(i.c), isMain: false)
        frame += 1
        r = base
    }

    /// The callee if it is a function of the language that takes just these arguments.
    @inline(__always)
    private func simpleFunction(_ callee: Slot, argumentCount: Int) -> Unmanaged<FunctionObject>? {
        guard callee.tag == .object else { return nil }
        let isSimple = callee.unmanaged._withUnsafeGuaranteedRef { object in
            object.kind == .function
                && unsafeDowncast(object, to: FunctionObject.self).entry.pointee.parameterCount == argumentCount
        }
        // Made from the address and not from the object, which would be held meanwhile.
        return isSimple ? callee.function : nil
    }

    /// A module's own statements keep their temporaries away from the stack; arguments move over to it.
    @inline(never)
    func moveWindow(_ window: Registers, count: Int, to base: Registers) -> Registers {
        for index in 0..<count { (base + index).set((window + index).take()) }
        return base
    }
}
