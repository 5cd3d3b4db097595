import Graphs
import Language
import Signatures

/// Einstein's summation convention: letters name axes, and what the result does not name is summed over.
struct Einsum {
    static let all = [
        Native(
            Signature(
                "einsum", [Parameter("axes", .string), Parameter("tensors", .tensorLike, .variadic)],
                returns: .tensor(),
                """
                Products summed over named axes: letters name the axes of each tensor, and those of the result after `->`.
                `"ij,jk->ik"` is the matrix product, `"bi,bi->b"` a dot product for each row, `"ij->ji"` the transpose.
                """, example: "einsum(\"ij,kj->ik\", ones(2, 3), ones(4, 3)) |> shape",
                related: ["matmul", "dot"])
        ) { arguments in
            let session = try arguments.session
            let operands = try session.variables(arguments.elements(1))
            let summation = try Einsum(arguments.string(0))
            return session.value(of: try summation.result(of: operands, on: session.emitter(for: operands)))
        }
    ]

    private typealias Letters = [Character]

    /// A tensor whose axes have names.
    private struct Term {
        var letters: Letters
        var tensor: Var

        func size(_ letter: Character) -> Size {
            letters.firstIndex(of: letter).map { tensor.shape[$0] } ?? .known(1)
        }

        func count(_ some: Letters) -> Size { TensorType(tensor.dtype, some.map(size)).count }

        /// The axes in another order; a letter that is left out is summed over.
        func ordered(_ order: Letters) throws -> Term {
            let lost = letters.indices.filter { !order.contains(letters[$0]) }
            let kept = letters.filter(order.contains)
            let reduced = lost.isEmpty ? tensor : try tensor.sum(lost)
            let places = order.compactMap { kept.firstIndex(of: $0) }
            return Term(
                letters: order,
                tensor: places == Array(kept.indices) ? reduced : try reduced.transpose(places))
        }
    }

    private let inputs: [Letters]
    private let output: Letters

    /// Without `->` the result has the letters that occur once, in the order of the alphabet.
    init(_ text: String) throws {
        let parts = text.filter { !$0.isWhitespace }.split(separator: "->", omittingEmptySubsequences: false)
        inputs = (parts.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
        let all = inputs.joined()
        output =
            parts.count == 2
            ? Array(parts[1]) : Set(all).filter { letter in all.count { $0 == letter } == 1 }.sorted()
        let isPlain = parts.count <= 2 && (all + output).allSatisfy { $0.isASCII && $0.isLetter }
        guard isPlain, Set(output).count == output.count, output.allSatisfy(all.contains),
            inputs.allSatisfy({ Set($0).count == $0.count })
        else {
            throw Fault(
                .value, "\"\(text)\" does not name axes", labels: [.init(.argument(0), "")],
                notes: [
                    "each tensor has different letters, with commas between tensors, and the result's letters follow `->`"
                ])
        }
    }

    func result(of operands: [Var], on emitter: Emitter) throws -> Var {
        guard operands.count == inputs.count, let first = operands.first else {
            throw Fault(
                .argument, "\(inputs.count) tensors are named, and \(operands.count) are given",
                labels: [.init(.argument(0), "")])
        }
        for position in operands.indices { try requireRank(operands[position], at: position) }
        var product = Term(letters: inputs[0], tensor: first)
        for position in operands.indices.dropFirst() {
            let later = Set(output + inputs[(position + 1)...].joined())
            product = try Self.product(
                product, Term(letters: inputs[position], tensor: operands[position]), keeping: later,
                at: position)
        }
        return try product.ordered(output).tensor
    }

    private func requireRank(_ operand: Var, at position: Int) throws {
        guard operand.rank != inputs[position].count else { return }
        throw Fault(
            .shape,
            "\"\(String(inputs[position]))\" names \(inputs[position].count) axes, and the tensor has \(operand.rank)",
            labels: [.init(.argument(position + 1), operand.type.description)])
    }

    /// Two terms as one batched matrix product: what both have and is needed later is the batch, what both have
    /// and is not needed is summed over.
    private static func product(_ a: Term, _ b: Term, keeping later: Set<Character>, at position: Int) throws
        -> Term
    {
        let shared = a.letters.filter(b.letters.contains)
        if let letter = shared.first(where: { a.size($0).differs(from: b.size($0)) }) {
            throw Fault.shapes("the axes named `\(letter)` differ in size", a.tensor.type, b.tensor.type)
        }
        let batch = shared.filter(later.contains)
        let summed = shared.filter { !later.contains($0) }
        let rows = a.letters.filter { !shared.contains($0) && later.contains($0) }
        let columns = b.letters.filter { !shared.contains($0) && later.contains($0) }
        let sizes = batch.map(a.size)
        let left = try a.ordered(batch + rows + summed).tensor.reshape(
            sizes + [a.count(rows), a.count(summed)])
        let right = try b.ordered(batch + summed + columns).tensor
            .reshape(sizes + [a.count(summed), b.count(columns)])
        let product = try left.matmul(right).reshape(sizes + rows.map(a.size) + columns.map(b.size))
        return Term(letters: batch + rows + columns, tensor: product)
    }
}
