import Language
import Signatures
import Tensors

/// Makes a list, which may become long: asks all the while whether the work is to stop.
final class ListBuilder {
    private let session: Session
    private(set) var elements: [Value] = []
    /// Elements between two questions.
    private static let stride = 1 << 12

    /// - Throws: a fault if that many elements don't fit into memory.
    init(_ session: Session, capacity: Int = 0) throws {
        self.session = session
        let (bytes, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
        try MemoryBudget.require(bytes: overflow ? .max : bytes, for: "a list of \(capacity) elements")
        elements.reserveCapacity(capacity)
    }

    /// Where the work was stopped, what is there can be freed later.
    deinit { Graveyard.bury(&elements) }

    func append(_ element: Value) throws {
        if elements.count % Self.stride == 0 { try session.checkInterrupt() }
        elements.append(element)
    }

    func append(_ more: some RandomAccessCollection<Value>) throws {
        var rest = more[...]
        while !rest.isEmpty {
            try session.checkInterrupt()
            elements.append(contentsOf: rest.prefix(Self.stride))
            rest = rest.dropFirst(Self.stride)
        }
    }

    /// The finished list.
    func list() -> Value {
        defer { elements = [] }
        return .list(elements)
    }
}
