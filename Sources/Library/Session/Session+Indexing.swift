import Frames
import Language
import Signatures

/// Indexing what the machine does not index itself.
extension Session {
    package func element(of object: Object, at subscripts: [Subscript]) throws -> Value {
        let value = Value.object(object)
        if let tensor = value.tensor { return try element(of: tensor, at: subscripts) }
        if let frame = value.frame { return try FrameIndexing(frame: frame).element(at: subscripts) }
        if let column = value.column { return try ColumnIndexing(column: column).element(at: subscripts) }
        throw Fault(
            .type, "\(value.type.nameWithArticle) can't be indexed", labels: [.init(.argument(0), value.label)])
    }

    package func replaceElement(
        of object: Object, at subscripts: [Subscript], with value: Value, inPlace: Bool
    ) throws -> Value {
        let target = Value.object(object)
        if let tensor = target.tensor {
            return try replaceElement(of: tensor, at: subscripts, with: value, inPlace: inPlace)
        }
        if let frame = target.frame, subscripts.count == 1, case .value(let index) = subscripts[0],
            let name = index.string
        {
            return try FrameIndexing(frame: frame).setting(name, to: value)
        }
        throw Fault(
            .type, "elements of \(target.type.nameWithArticle) can't be replaced one by one",
            labels: [.init(.argument(0), target.label)],
            help: target.frame == nil ? nil : "make a column anew with `derive`")
    }
}
