/// What sort of object it is: checked in place of a dynamic cast.
public enum ObjectKind: UInt8, Sendable {
    case string, list, tuple, record, range
    case function, native, layerDeclaration, layer
    case error, array, foreign, iterator
}

/// The base of everything that a value refers to.
open class Object {
    public final let kind: ObjectKind

    /// How many objects were made so far, and how many are gone again.
    // Objects belong to one session, and a session to one thread at a time, so that a plain counter will do.
    nonisolated(unsafe) package private(set) static var madeCount = 0
    nonisolated(unsafe) private static var freedCount = 0

    /// How many objects exist; the tests assert that none is left after a script.
    package static var liveCount: Int { madeCount &- freedCount }

    public init(_ kind: ObjectKind) {
        self.kind = kind
        Object.madeCount &+= 1
    }

    deinit {
        Object.freedCount &+= 1
    }

    @inline(__always)
    final func downcast<Subclass: Object>(_ kind: ObjectKind, to type: Subclass.Type) -> Subclass? {
        self.kind == kind ? unsafeDowncast(self, to: type) : nil
    }
}

/// Frees nested containers one after the other instead of each within the one that held it: a list nested a
/// million deep must not need a million stack frames to go away.
///
/// It rests while an interrupt is on its way: freeing a list of a hundred million takes longer than a user waits.
package enum Graveyard {
    // One thread at a time owns all objects; see `Object.liveCount`.
    nonisolated(unsafe) private static var waiting: [[Value]] = []
    nonisolated(unsafe) private static var isDraining = false
    nonisolated(unsafe) private static var isResting = false

    /// Takes over the elements of a container that is being freed.
    package static func bury(_ elements: inout [Value]) {
        if elements.isEmpty { return }
        waiting.append(elements)
        elements = []
        if !isResting { drain() }
    }

    /// Only keeps what is buried from here on, until `goOn`.
    static func rest() { isResting = true }

    /// Frees what has come in meanwhile.
    static func goOn() {
        isResting = false
        drain()
    }

    private static func drain() {
        if isDraining { return }
        isDraining = true
        while let next = waiting.popLast() { _ = consume next }
        isDraining = false
    }
}
