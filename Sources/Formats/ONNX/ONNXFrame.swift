import Frames
import Models
import Signatures

/// A column of a frame as values of an ONNX graph.
enum ONNXColumn {
    /// Numbers and booleans: f64 of shape [batch, 1], NaN where a cell is missing.
    case number(ONNXName)
    /// Text: strings of shape [batch, 1], empty where a cell is missing.
    case text(ONNXName)
    /// One column of a block [batch, width] of numbers, which stays whole for as long as nobody asks for a part.
    case part(of: ONNXName, index: Int, width: Int)
    /// Dates and times, which have no ONNX form: they may be dropped, but nothing else.
    case time(ColumnType)
}

/// A frame on its way through the steps.
struct ONNXFrame {
    private(set) var columns: [(name: String, column: ONNXColumn)] = []

    /// One input for each raw column.
    ///
    /// Numbers and booleans come as f32, which is what callers have at hand, and are computed with as f64, as in
    /// training. NaN and the empty string stand for missing cells, since ONNX has no others.
    init(_ inputs: [InputColumn], in builder: inout ONNXBuilder) {
        for input in inputs {
            let shape = [ONNXBuilder.batchAxis, .known(1)]
            switch input.type {
            case .float, .int, .bool:
                let raw = builder.input(input.name, .float, shape)
                columns.append((input.name, .number(builder.cast(raw, to: .double))))
            case .string, .category:
                columns.append((input.name, .text(builder.input(input.name, .string, shape))))
            case .date, .datetime:
                _ = builder.input(input.name, .string, shape)
                columns.append((input.name, .time(input.type)))
            }
        }
    }

    subscript(name: String) -> ONNXColumn? { columns.first { $0.name == name }?.column }

    func column(_ name: String) throws -> ONNXColumn {
        guard let column = self[name] else {
            throw Fault.unknown("column", name, among: columns.map(\.name), kind: .column)
        }
        return column
    }

    /// In the place of the column of that name, or as the last.
    mutating func set(_ name: String, _ column: ONNXColumn) {
        if let place = columns.firstIndex(where: { $0.name == name }) {
            columns[place].column = column
        } else {
            columns.append((name, column))
        }
    }

    mutating func replace(_ name: String, with made: [(name: String, column: ONNXColumn)]) {
        columns = columns.flatMap { $0.name == name ? made : [$0] }
    }

    mutating func select(_ names: [String]) throws { columns = try names.map { ($0, try column($0)) } }

    mutating func drop(_ names: [String]) { columns.removeAll { names.contains($0.name) } }

    mutating func rename(from: String, to: String) {
        guard let place = columns.firstIndex(where: { $0.name == from }) else { return }
        columns[place].name = to
    }
}

extension ONNXFrame {
    /// The features side by side: f64 of shape [batch, features].
    func matrix(_ features: [String], in builder: inout ONNXBuilder) throws -> ONNXName {
        var pieces: [ONNXName] = []
        var position = 0
        while position < features.count {
            if let block = try wholeBlock(features[position...]) {
                pieces.append(block.value)
                position += block.width
            } else {
                pieces.append(try number(features[position], in: &builder))
                position += 1
            }
        }
        return pieces.count == 1 ? pieces[0] : builder.node("Concat", pieces, ["axis": .int(1)])
    }

    /// The block whose columns, all and in order, come first among `features`.
    private func wholeBlock(_ features: ArraySlice<String>) throws -> (value: ONNXName, width: Int)? {
        guard let first = features.first, case .part(let block, 0, let width) = try column(first),
            features.count >= width
        else { return nil }
        for (index, name) in features.prefix(width).enumerated() {
            guard case .part(block, index, _) = try column(name) else { return nil }
        }
        return (block, width)
    }

    /// The column as f64 of shape [batch, 1].
    func number(_ name: String, in builder: inout ONNXBuilder) throws -> ONNXName {
        try column(name).number(named: name, in: &builder)
    }

    func text(_ name: String) throws -> ONNXName {
        guard case .text(let value) = try column(name) else {
            throw Fault(.type, "column `\(name)` is not text")
        }
        return value
    }
}

extension ONNXColumn {
    func number(named name: String, in builder: inout ONNXBuilder) throws -> ONNXName {
        switch self {
        case .number(let value): return value
        case .part(let block, let index, _):
            return builder.node("Gather", [block, try builder.integers([index])], ["axis": .int(1)])
        case .text: throw Fault(.type, "column `\(name)` is text, and a number is needed to export it")
        case .time(let type):
            throw Fault(
                .type, "column `\(name)` is a \(type.rawValue), which has no form in ONNX",
                help: "take numbers from it before the pipeline, as in `derive(df, month: month(.\(name)))`")
        }
    }
}
