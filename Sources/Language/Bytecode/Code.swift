import Signatures

/// What a function of the language is from outside: for help, completion and messages.
package struct FunctionHeader: Sendable {
    package struct Parameter: Sendable {
        package var name: String
        package var hasDefault: Bool
        /// Its annotation as written, or nil.
        package var annotation: String?
    }

    package var name: String
    package var parameters: [Parameter] = []
    package var documentation: String?
}

/// A compiled function: its instructions and all that they refer to by number.
final class Code {
    /// Where a new function takes a captured value from, in the frame that makes it.
    enum Capture {
        case register(Int)
        case capture(Int)
        case global(Int)
        case selfFunction
    }

    let header: FunctionHeader
    unowned let module: Module
    /// A unit's own statements: its first registers are the module's globals.
    let isMain: Bool
    let registerCount: Int
    let tables: CodeTables
    let instructions: UnsafeMutableBufferPointer<Instruction>
    let constants: UnsafeMutableBufferPointer<Slot>
    let parameterCount: Int
    let entry: UnsafeMutablePointer<Entry>

    var captures: [Capture] { tables.captures }

    init(
        header: FunctionHeader, module: Module, isMain: Bool, registerCount: Int, instructions: [Instruction],
        constants: [Value], tables: CodeTables
    ) {
        self.header = header
        self.module = module
        self.isMain = isMain
        self.registerCount = registerCount
        parameterCount = header.parameters.count
        self.tables = tables
        let instructionBase = UnsafeMutablePointer<Instruction>.allocate(capacity: max(1, instructions.count))
        for (index, instruction) in instructions.enumerated() {
            (instructionBase + index).initialize(to: instruction)
        }
        let nameBase = UnsafeMutablePointer<String>.allocate(capacity: max(1, tables.names.count))
        nameBase.initialize(from: tables.names, count: tables.names.count)
        let fieldBase = UnsafeMutablePointer<String>.allocate(capacity: max(1, tables.paths.count))
        fieldBase.initialize(from: tables.paths.map(\.field), count: tables.paths.count)
        let constantBase = UnsafeMutablePointer<Slot>.allocate(capacity: max(1, constants.count))
        for (index, value) in constants.enumerated() { (constantBase + index).initialize(to: Slot(value)) }
        self.instructions = .init(start: instructionBase, count: instructions.count)
        self.constants = .init(start: constantBase, count: constants.count)
        entry = .allocate(capacity: 1)
        entry.initialize(
            to: Entry(
                instructions: instructionBase, constants: constantBase, names: nameBase, fields: fieldBase,
                globals: module.slots,
                code: Unmanaged.passUnretained(self), registerCount: registerCount,
                parameterCount: header.parameters.count))
    }

    deinit {
        instructions.deallocate()
        constants.baseAddress?.clear(constants.count)
        constants.deallocate()
        free(entry.pointee.names, tables.names.count)
        free(entry.pointee.fields, tables.paths.count)
        entry.deallocate()
    }

    private func free(_ strings: UnsafeMutablePointer<String>, _ count: Int) {
        strings.deinitialize(count: count)
        strings.deallocate()
    }
}

/// The cold parts of a compiled function.
struct CodeTables {
    var captures: [Code.Capture] = []
    var children: [Code] = []
    var names: [String] = []
    var subscripts: [[SubscriptShape]] = []
    var paths: [UpdatePath] = []
    var argumentNames: [[String]] = []
    var typeChecks: [TypeCheck] = []
    var shapeChecks: [ShapeCheck] = []
    var shown: [ShownStatement] = []
    var handlers: [Handler] = []
    var sites: [Site] = []
    /// For each instruction the number of its site.
    var siteOfInstruction: [Int32] = []
    /// In a method or a late field: how many methods the layer has.
    var methodCount = 0
    /// In the constructor of a layer: what belongs to it.
    var layer: LayerCode?
}

/// What belongs to a compiled `layer` declaration besides its constructor.
final class LayerCode {
    /// The parameters' names, then the fields'.
    let fieldNames: [String]
    /// The fields, by position in `fieldNames`, that wait for sizes which `forward` names, and what makes them.
    let waiting: [(field: Int, code: Code)]
    /// The sizes that `forward` names, for the fields that wait for them, and what finds them in its arguments.
    let sizeNames: [String]
    let sizes: Code?
    let methods: [Code]

    init(
        fieldNames: [String], waiting: [(field: Int, code: Code)], sizeNames: [String], sizes: Code?,
        methods: [Code]
    ) {
        self.fieldNames = fieldNames
        self.waiting = waiting
        self.sizeNames = sizeNames
        self.sizes = sizes
        self.methods = methods
    }

    func method(_ name: String) -> Code? { methods.first { $0.header.name == name } }
}

/// What the machine needs of a function to run it: trivial, and read through a pointer, so that nothing is counted.
struct Entry {
    let instructions: UnsafeMutablePointer<Instruction>
    let constants: UnsafeMutablePointer<Slot>
    /// Those of the code's tables, and the field that each path names.
    let names: UnsafeMutablePointer<String>
    let fields: UnsafeMutablePointer<String>
    let globals: UnsafeMutablePointer<Slot>
    let code: Unmanaged<Code>
    let registerCount: Int
    let parameterCount: Int
}
