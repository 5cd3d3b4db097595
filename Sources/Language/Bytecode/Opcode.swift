/// What an instruction does. `a`, `b`, `c` are registers unless it says otherwise; `k` is the constant at `d`.
enum Opcode: UInt8, CaseIterable {
    // Loads
    case constant  // a = k
    case none  // a = none
    case move  // a = b
    case take  // a = b, which is a temporary and is left empty
    case clear  // empties b registers from a on
    case global  // a = global d, or the core value of that name
    case capture  // a = capture d; if that is empty, the global named b
    case selfFunction  // a = the running function
    case method  // a = method d of the layer whose method or field is running
    case checkDefined  // raises a fault unless a, named d, has a value

    // Arithmetic; `flag` says which operands are temporaries, see `Temporaries`
    case add, subtract, multiply, divide, floorDivide, remainder, matrixMultiply, power  // a = b ∘ c
    case addConstant, subtractConstant, multiplyConstant, divideConstant  // a = b ∘ k
    case floorDivideConstant, remainderConstant, powerConstant
    case negate, not  // a = ∘ b
    case conjoin, disjoin  // a = b and/or c, where b did not decide
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual  // a = b ∘ c
    case contained, notContained  // a = b in c
    case compose  // a = b >> c
    case range  // a = b..<c, closed if flag

    // Jumps, to d instructions from the next one; backward ones look at the interrupt flag
    case jump
    case jumpIf  // if a is flag
    case jumpIfDefined  // if a has a value
    case jumpIfDecided  // if a is the boolean flag; else a must be one, or have element-wise booleans
    case jumpEqual, jumpNotEqual, jumpLess, jumpLessOrEqual, jumpGreater, jumpGreaterOrEqual  // if (a ∘ b) is flag
    case jumpEqualConstant, jumpNotEqualConstant  // if (a ∘ constant c) is flag
    case jumpLessConstant, jumpLessOrEqualConstant, jumpGreaterConstant, jumpGreaterOrEqualConstant

    // Loops
    case rangeStart  // integers from a to a+1, closed if flag: a+1 = how many are left, b = the first; or jump d
    case rangeNext  // b = the next one and jump d, unless none is left
    case iterate  // a = an iterator over b
    case next  // b = the next value of iterator a; or jump d

    // Making values
    case tuple  // a = c registers from b on
    case newList  // a = an empty list under construction
    case extend  // appends c registers from b on to the list a
    case bracket  // turns list a into a tensor if its elements allow; flag: all are brackets themselves
    case newRecord  // a = {}
    case field  // a.(name d) = b
    case spread  // a = {...a, ...b}
    case unpack  // c registers from a on = the elements of b
    case format  // a = the text of b; in the format with constant d, unless negative
    case join  // a = the text of c strings from b on
    case column  // a = column expression named d
    case function  // a = child d with its captures
    case layer  // a = the layer declaration whose constructor is child d
    case makeLayer  // a = a layer with b fields, which are the first registers

    // Parts of values
    case member  // a = b.(name d); c is where the field was last found
    case index  // a = b[c]
    case index2  // a = b[c, c+1]
    case indexMany  // a = b[subscripts d, whose values are registers from c on]
    case setIndex  // a[b] = c
    case setIndex2  // a[b, b+1] = c
    case push  // as update, where the path is a variable and c is to be appended to it
    case updateField  // changes the field of a at path d by c; flag: see `FieldChange`; b is where it was last found
    case update  // changes a at path d, whose keys are registers from b on; c has the value and takes the result

    // Calls: callee in a, arguments from a+1 on; the result goes to c
    case call  // b arguments
    case callGlobal  // the global d with b arguments, from a+1 on; flag: see `Temporaries`
    case callNamed  // b arguments, of which the last have the names of list d
    case callMethod  // as callNamed, but a+1 may be undefined: then it is not an argument
    case findMethod  // if a+1 has a field named c that can be called: moves it to a, empties a+1, jumps d
    case `return`  // a

    // Checks and output
    case checkType  // a against type check d
    case checkShape  // a against shape check d, which may give sizes to registers
    case show  // tells the session of a, the value of statement d
}

/// One instruction: plain and of fixed size, so that the machine reads it without a decoder.
struct Instruction {
    var opcode: Opcode
    var flag: UInt8 = 0
    var a: UInt16 = 0
    var b: UInt16 = 0
    var c: UInt16 = 0
    var d: Int32 = 0
}

/// What `updateField` does with a field and the value, in its flag.
enum FieldChange: UInt8 {
    case assign, add, subtract, multiply, divide
}

/// Bits of an arithmetic instruction's flag, and of a call's that may be arithmetic.
enum Temporaries {
    /// Nobody reads the first operand again, so that it can be freed.
    static let first: UInt8 = 1
    static let second: UInt8 = 2
    /// Only more arithmetic reads the result, so that it may be put off and computed together with that.
    static let part: UInt8 = 4
}
