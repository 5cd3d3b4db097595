import Signatures

/// Builds the code of one function: its registers, constants and instructions.
final class FunctionBuilder {
    enum Kind {
        /// The statements of a program: its variables are the module's globals.
        case main
        /// A top-level `fn`, which looks outer names up at each call.
        case function
        /// An arrow, or an `fn` within another function: it keeps outer values from when it is made.
        case closure
        /// A method or a late field of a layer, which finds the fields among its captures.
        case method(LayerScope)
        /// What evaluates the fields of a layer.
        case constructor(LayerScope)
    }

    /// Jumps out of a loop that are yet to be given their targets.
    struct Loop {
        var breaks: [Int] = []
        var continues: [Int] = []
    }

    let kind: Kind
    let header: FunctionHeader
    let module: Module
    let problems: Problems
    let parent: FunctionBuilder?

    var instructions: [Instruction] = []
    private(set) var constants: [Value] = []
    private var constantIndices: [ConstantKey: Int] = [:]
    private var nameIndices: [String: Int] = [:]
    var tables = CodeTables()

    /// The function's own variables and their registers.
    var locals: [String: Int] = [:]
    /// Variables that surely have a value at the point that is being compiled.
    var definite: Set<Int> = []
    /// Variables that are read where they might have none, and so must start out empty.
    var checked: Set<Int> = []
    var captureIndices: [String: Int] = [:]
    var loops: [Loop] = []
    /// The variable that this arrow is about to become the value of.
    var ownName: String?
    var resultAnnotation: Annotation?
    /// The names that the body mentions.
    var readNames: Set<String> = []

    private var nextRegister: Int
    private var highestRegister: Int

    init(
        _ kind: Kind, header: FunctionHeader, module: Module, _ problems: Problems,
        parent: FunctionBuilder? = nil
    ) {
        self.kind = kind
        self.header = header
        self.module = module
        self.problems = problems
        self.parent = parent
        nextRegister = if case .main = kind { Module.globalLimit } else { 0 }
        highestRegister = nextRegister + 1
    }

    var isMain: Bool { if case .main = kind { true } else { false } }

    // MARK: Registers

    /// The first of `count` new registers.
    func newRegisters(_ count: Int, at span: Span) throws(Diagnostic) -> Int {
        let first = nextRegister
        guard count <= Module.slotCount - 2 - first else {
            throw Diagnostic(.limit, "this needs more intermediate values than a function can hold", at: span)
        }
        nextRegister += count
        highestRegister = max(highestRegister, nextRegister)
        return first
    }

    func newRegister(at span: Span) throws(Diagnostic) -> Int { try newRegisters(1, at: span) }

    /// Runs `work`; the registers that it takes are free again afterwards.
    func withTemporaries<Result>(_ work: () throws(Diagnostic) -> Result) throws(Diagnostic) -> Result {
        let mark = nextRegister
        defer { nextRegister = mark }
        return try work()
    }

    /// Gives back the registers from `first` on.
    func release(from first: Int) { nextRegister = first }

    /// Whether a register holds an intermediate value, which only one instruction reads.
    func isTemporary(_ register: Int) -> Bool {
        isMain ? register >= Module.globalLimit : register >= variableCount
    }

    /// Parameters, variables and sizes come before all temporaries.
    private(set) var variableCount = 0

    func declare(_ name: String, at span: Span) throws(Diagnostic) {
        guard locals[name] == nil else { return }
        locals[name] = try newRegister(at: span)
        variableCount = nextRegister
    }

    // MARK: Instructions

    var position: Int { instructions.count }

    @discardableResult
    func emit(
        _ opcode: Opcode, a: Int = 0, b: Int = 0, c: Int = 0, d: Int = 0, flag: UInt8 = 0, site: Site? = nil
    ) -> Int {
        instructions.append(
            Instruction(
                opcode: opcode, flag: flag, a: UInt16(truncatingIfNeeded: a),
                b: UInt16(truncatingIfNeeded: b),
                c: UInt16(truncatingIfNeeded: c), d: Int32(truncatingIfNeeded: d)))
        if let site {
            tables.siteOfInstruction.append(Int32(truncatingIfNeeded: tables.sites.count))
            tables.sites.append(site)
        } else {
            tables.siteOfInstruction.append(-1)
        }
        return instructions.count - 1
    }

    /// Lets the jump at `index` go to the next instruction that is emitted.
    func land(_ index: Int) { land(index, at: instructions.count) }

    func land(_ index: Int, at target: Int) {
        instructions[index].d = Int32(truncatingIfNeeded: target - index - 1)
    }

    func land(_ indices: [Int]) { indices.forEach { land($0) } }

    /// The distance from the next instruction, a jump, back to `target`.
    func distance(to target: Int) -> Int { target - instructions.count - 1 }

    // MARK: Constants

    private enum ConstantKey: Hashable {
        case int(Int)
        case float(UInt64)
        case string(String)
        case bool(Bool)
    }

    func constant(_ value: Value) -> Int {
        let key: ConstantKey? =
            switch value {
            case .int(let int): .int(int)
            case .float(let float): .float(float.bitPattern)
            case .bool(let bool): .bool(bool)
            default: value.string.map { .string($0) }
            }
        if let key, let index = constantIndices[key] { return index }
        constants.append(value)
        if let key { constantIndices[key] = constants.count - 1 }
        return constants.count - 1
    }

    func name(_ text: String) -> Int {
        if let index = nameIndices[text] { return index }
        tables.names.append(text)
        nameIndices[text] = tables.names.count - 1
        return tables.names.count - 1
    }

    // MARK: End

    func finish() -> Code {
        clearCheckedVariables()
        return Code(
            header: header, module: module, isMain: isMain, registerCount: highestRegister,
            instructions: instructions, constants: constants, tables: tables)
    }

    /// A window of registers may hold what an earlier call left there.
    private func clearCheckedVariables() {
        guard !isMain, let first = checked.min(), let last = checked.max() else { return }
        instructions.insert(
            Instruction(opcode: .clear, a: UInt16(clamping: first), b: UInt16(clamping: last - first + 1)),
            at: 0)
        tables.siteOfInstruction.insert(-1, at: 0)
        for index in tables.handlers.indices {
            let handler = tables.handlers[index]
            let range = handler.instructions
            tables.handlers[index].instructions = range.lowerBound + 1..<range.upperBound + 1
            tables.handlers[index].target += 1
        }
    }
}
