import Glibc

/// The global names of one file, or of one session at the prompt, and their values.
///
/// The slots never move, because running code keeps pointers to them. Their first half holds globals; the second
/// half holds the temporaries of the module's own statements, so that those use globals as registers.
package final class Module {
    static let globalLimit = 1 << 15
    static let slotCount = 1 << 16

    package let name: String
    let slots: UnsafeMutablePointer<Slot>
    private var indices: [String: Int] = [:]
    private(set) var names: [String] = []
    /// Whether its statements are being run: they cannot be, a second time, within themselves.
    var isRunning = false
    /// Names that a statement of the module defines, as opposed to core names that it merely uses.
    private(set) var defined: Set<Int> = []
    /// Names in the order in which they were first defined.
    private(set) var definitionOrder: [Int] = []

    package init(name: String) {
        self.name = name
        slots = .zeroed(Module.slotCount)
    }

    deinit {
        slots.clear(names.count)
        free(slots)
    }

    /// The number of a name, which it gets when it is first used; nil if there are too many.
    func index(of name: String) -> Int? {
        if let index = indices[name] { return index }
        guard names.count < Module.globalLimit else { return nil }
        indices[name] = names.count
        names.append(name)
        return names.count - 1
    }

    func define(_ index: Int) {
        if defined.insert(index).inserted {
            definitionOrder.append(index)
            // A core value that was used under this name so far is not what it stands for from now on.
            (slots + index).set(.undefined)
        }
    }

    func isDefined(_ name: String) -> Bool {
        indices[name].map { defined.contains($0) } ?? false
    }

    var definedIndices: [Int] { definitionOrder }

    func hasValue(_ index: Int) -> Bool { slots[index].tag != .undefined }
}

extension Module {
    /// The value of a name that the module has defined.
    package subscript(name: String) -> Value? {
        get {
            guard isDefined(name), let index = index(of: name), hasValue(index) else { return nil }
            return slots[index].value
        }
        set {
            guard let index = index(of: name) else { return }
            define(index)
            (slots + index).set(newValue.map { Slot($0) } ?? .undefined)
        }
    }

    /// What the module has defined, in order.
    package var definitions: [(name: String, value: Value)] {
        definitionOrder.compactMap { hasValue($0) ? (names[$0], slots[$0].value) : nil }
    }

    /// Forgets every definition, and so frees what only they hold.
    package func removeAll() {
        slots.clear(names.count)
        defined = []
        definitionOrder = []
    }
}
