import Tensors

/// What the machine's own strings and lists may take.
extension Session {
    package func requireMemory(bytes: Int, for what: String) throws {
        try MemoryBudget.require(bytes: bytes, for: what)
    }
}
