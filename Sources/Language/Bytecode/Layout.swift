/// How an opcode uses the fields of its instruction: what the verifier checks and the disassembler prints.
struct Layout {
    enum Use {
        case unused
        case register
        /// That register and the next.
        case pair
        /// A register and as many after it as the field `count` says, plus `extra`.
        case window(count: KeyPath<Instruction, UInt16>, extra: Int)
        case count
        case constant
        /// A constant, or none if negative.
        case optionalConstant
        case name
        case jump
        case global, capture, method
        case child
        case subscripts, path, names
        case typeCheck, shapeCheck
        case statement
    }

    var a = Use.unused
    var b = Use.unused
    var c = Use.unused
    var d = Use.unused
}

extension Opcode {
    var layout: Layout {
        switch self {
        case .constant: Layout(a: .register, d: .constant)
        case .none, .selfFunction, .return: Layout(a: .register)
        case .move, .take, .negate, .not, .iterate, .spread: Layout(a: .register, b: .register)
        case .clear: Layout(a: .window(count: \.b, extra: 0), b: .count)
        case .global: Layout(a: .register, d: .global)
        case .capture: Layout(a: .register, b: .name, d: .capture)
        case .method: Layout(a: .register, d: .method)
        case .checkDefined, .column: Layout(a: .register, d: .name)
        case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .matrixMultiply, .power,
            .conjoin, .disjoin, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
            .contained, .notContained, .compose, .range, .index, .setIndex:
            Layout(a: .register, b: .register, c: .register)
        case .addConstant, .subtractConstant, .multiplyConstant, .divideConstant, .floorDivideConstant,
            .remainderConstant, .powerConstant:
            Layout(a: .register, b: .register, d: .constant)
        case .jump: Layout(d: .jump)
        case .jumpIf, .jumpIfDefined, .jumpIfDecided: Layout(a: .register, d: .jump)
        case .jumpEqual, .jumpNotEqual, .jumpLess, .jumpLessOrEqual, .jumpGreater, .jumpGreaterOrEqual:
            Layout(a: .register, b: .register, d: .jump)
        case .jumpEqualConstant, .jumpNotEqualConstant, .jumpLessConstant, .jumpLessOrEqualConstant,
            .jumpGreaterConstant, .jumpGreaterOrEqualConstant:
            Layout(a: .register, c: .constant, d: .jump)
        case .rangeStart, .rangeNext: Layout(a: .pair, b: .register, d: .jump)
        case .next: Layout(a: .register, b: .register, d: .jump)
        case .tuple, .extend, .join: Layout(a: .register, b: .window(count: \.c, extra: 0), c: .count)
        case .newList, .newRecord, .bracket: Layout(a: .register)
        case .field: Layout(a: .register, b: .register, d: .name)
        case .unpack: Layout(a: .window(count: \.c, extra: 0), b: .register, c: .count)
        case .format: Layout(a: .register, b: .register, d: .optionalConstant)
        case .function: Layout(a: .register, d: .child)
        case .layer: Layout(a: .register, d: .child)
        case .makeLayer: Layout(a: .register, b: .count)
        case .member: Layout(a: .register, b: .register, d: .name)
        case .index2: Layout(a: .register, b: .register, c: .pair)
        case .indexMany: Layout(a: .register, b: .register, c: .register, d: .subscripts)
        case .setIndex2: Layout(a: .register, b: .pair, c: .register)
        case .updateField: Layout(a: .register, b: .count, c: .register, d: .path)
        case .update, .push: Layout(a: .register, b: .register, c: .register, d: .path)
        case .call: Layout(a: .window(count: \.b, extra: 1), b: .count, c: .register)
        case .callGlobal: Layout(a: .window(count: \.b, extra: 1), b: .count, c: .register, d: .global)
        case .callNamed, .callMethod:
            Layout(a: .window(count: \.b, extra: 1), b: .count, c: .register, d: .names)
        case .findMethod: Layout(a: .pair, c: .name, d: .jump)
        case .checkType: Layout(a: .register, d: .typeCheck)
        case .checkShape: Layout(a: .register, d: .shapeCheck)
        case .show: Layout(a: .register, d: .statement)
        }
    }
}
