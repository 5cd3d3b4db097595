import Signatures
import Tensors

@testable import Graphs

/// Recorded training steps.
enum Networks {
    private static let batch = Size.named("batch")

    /// Dense layers with relu between them.
    static func dense(_ x: Var, _ widths: [Int], _ parameters: inout [(path: String, value: Var)]) throws
        -> Var
    {
        var y = x
        for (layer, width) in widths.enumerated() {
            let inner = y.shape[y.rank - 1]
            let w = x.emitter.parameter("\(layer).weight", TensorType(.f32, [inner, .known(width)]))
            let b = x.emitter.parameter("\(layer).bias", TensorType(.f32, [.known(width)]))
            parameters += [("\(layer).weight", w), ("\(layer).bias", b)]
            y = try y.matmul(w) + b
            if layer + 1 < widths.count { y = try y.relu() }
        }
        return y
    }

    static func step(
        _ loss: Var, _ parameters: [(path: String, value: Var)], _ outputs: [(name: String, value: Var)] = []
    ) throws -> Graph {
        let slopes = try loss.emitter.gradient(of: loss, wrt: parameters.map(\.value))
        return try loss.emitter.graph(
            outputs: [("loss", loss)] + outputs,
            gradients: zip(parameters, slopes).map { ($0.path, $1) })
    }

    /// Cross-entropy with class numbers.
    static func classifier(features: Int) throws -> Graph {
        let emitter = Emitter(.record)
        var parameters: [(path: String, value: Var)] = []
        let x = emitter.input("x", TensorType(.f32, [batch, .known(features)]))
        let target = emitter.input("y", TensorType(.i64, [batch]))
        let logits = try dense(x, [8, 6, 3], &parameters)
        let loss = try -(logits.logSoftmax() * target.oneHot(3)).sum([-1]).mean()
        return try step(loss, parameters, [("p", logits.softmax())])
    }

    /// Binary cross-entropy on one logit.
    static func binary(features: Int, widths: [Int] = [16, 8, 1]) throws -> Graph {
        let emitter = Emitter(.record)
        var parameters: [(path: String, value: Var)] = []
        let x = emitter.input("x", TensorType(.f32, [batch, .known(features)]))
        let target = emitter.input("y", TensorType(.f32, [batch, 1]))
        let logits = try dense(x, widths, &parameters)
        let loss = try (logits.softplus() - logits * target).mean()
        return try step(loss, parameters)
    }

    /// Running statistics, dropout from a key, an embedding.
    static func normalizing(features: Int) throws -> Graph {
        let emitter = Emitter(.record)
        let x = emitter.input("x", TensorType(.f32, [batch, .known(features)]))
        let chosen = emitter.input("i", TensorType(.i64, [batch]))
        let key = emitter.input("key", TensorType(.i64, [2]))
        let table = emitter.parameter("table", TensorType(.f32, [3, .known(features)]))
        let scale = emitter.parameter("scale", TensorType(.f32, [.known(features)]))
        let running = emitter.state("running", TensorType(.f32, [.known(features)]))
        let y = try (x + table.gather(chosen)).normalized([0]) * scale
        try emitter.setState("running", to: running * 0.9 + x.mean([0]) * 0.1)
        let loss = try y.dropout(rate: 0.25, key: key).square().mean() + running.sum()
        return try step(loss, [("table", table), ("scale", scale)], [("y", y)])
    }

    /// Rows chosen at random, each applied to what earlier ones gave.
    static func random(seed: Int) throws -> Graph {
        var numbers = Numbers("graph \(seed)")
        let emitter = Emitter(.record)
        let x = emitter.input("x", TensorType(.f32, [batch, 4]))
        let w = emitter.parameter("w", TensorType(.f32, [4, 4]))
        let b = emitter.parameter("b", TensorType(.f32, [4]))
        var values = [x, w, b, try x.matmul(w)]
        for _ in 0..<20 {
            let a = values[Int(numbers.next(0, Double(values.count)))]
            let other = values[Int(numbers.next(0, Double(values.count)))]
            values.append(try combine(a, other, b, Int(numbers.next(0, 12))))
        }
        let loss = try values.suffix(6).reduce(emitter.scalar(0, .f32)) { try $0 + $1.tanh().mean() }
        return try step(loss, [("w", w), ("b", b)], [("last", values[values.count - 1])])
    }

    private static func combine(_ a: Var, _ other: Var, _ row: Var, _ choice: Int) throws -> Var {
        let fits = a.shape == other.shape
        switch choice {
        case 0: return try fits ? a + other : a + row
        case 1: return try fits ? a * other : a * row
        case 2: return try fits ? a.maximum(other) : a.maximum(row)
        case 3: return try a.relu()
        case 4: return try a.tanh()
        case 5: return try a.isGreater(0.1).and(a.isLess(0.9)).not().select(a, a * 0.5)
        case 6: return try a - a.mean([-1], keep: true)
        case 7: return try a.clip(-0.5, 0.5) * 2
        case 8: return try a.rank == 2 ? a.transpose().transpose().sigmoid() : a.sigmoid()
        case 9: return try a.softmax()
        case 10: return try a.flip(-1).square()
        default: return try a / (a.abs() + 1)
        }
    }
}
