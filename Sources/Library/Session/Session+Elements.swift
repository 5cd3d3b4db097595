import Frames
import Language
import Signatures
import Tensors

/// Going through the elements of a value.
extension Session {
    package func iterator(over object: Object) throws -> IteratorObject {
        let value = Value.object(object)
        if let frame = value.frame { return CountedIterator(frame.rowCount) { frame.record(at: $0) } }
        if let column = value.column { return CountedIterator(column.count) { Value(column.cell(at: $0)) } }
        if value.tensor != nil, let count = try length(of: value) {
            return CountedIterator(count) { [unowned self] index in
                try self.element(of: object, at: [.value(.int(index))])
            }
        }
        throw Fault(
            .type, "a loop can't go over \(value.type.nameWithArticle)", labels: [.init(.argument(0), value.label)])
    }

    /// The elements one after the other, as a loop would see them: each is made when its turn comes.
    func forEachElement(of value: Value, _ body: (Value) throws -> Void) throws {
        guard isIterable(value) else { throw notIterable(value) }
        let iterator = try machine.iterator(over: value)
        while let element = try iterator.next() { try body(element) }
    }

    /// All elements at once.
    func elements(of value: Value) throws -> [Value] {
        if let elements = value.sequence { return elements }
        return try list(of: value) { $0 }.elements
    }

    /// What `body` makes of each element.
    func list(of value: Value, _ body: (Value) throws -> Value) throws -> ListBuilder {
        guard isIterable(value) else { throw notIterable(value) }
        let list = try ListBuilder(self, capacity: length(of: value) ?? 0)
        try forEachElement(of: value) { try list.append(body($0)) }
        return list
    }

    func isIterable(_ value: Value) -> Bool {
        value.sequence != nil || value.range != nil || value.string != nil || value.tensor != nil
            || value.frame != nil || value.column != nil
    }

    /// What `len` says; nil where a value has no elements.
    func length(of value: Value) throws -> Int? {
        if let text = value.stringObject { return text.count }
        if let elements = value.sequence { return elements.count }
        if let record = value.record { return record.fields.count }
        if let range = value.range { return range.count }
        if let frame = value.frame { return frame.rowCount }
        if let column = value.column { return column.count }
        guard let tensor = value.tensor else { return nil }
        guard let first = tensor.variable.shape.first else {
            throw Fault(.shape, "a single number has no length", labels: [.init(.argument(0), value.label)])
        }
        guard let size = first.known else {
            throw Fault(.recording, "the size of the batch is read while the computation is being recorded")
        }
        return size
    }

    private func notIterable(_ value: Value) -> Fault {
        Fault(
            .type, "\(value.type.nameWithArticle) has no elements to go through",
            labels: [.init(.argument(0), value.label)])
    }
}

/// Elements that are made one at a time, by their number.
private final class CountedIterator: IteratorObject {
    private let count: Int
    private let element: (Int) throws -> Value
    private var index = 0

    init(_ count: Int, _ element: @escaping (Int) throws -> Value) {
        self.count = count
        self.element = element
    }

    override func next() throws -> Value? {
        guard index < count else { return nil }
        defer { index += 1 }
        return try element(index)
    }
}
