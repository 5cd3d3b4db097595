import Signatures
import Tensors
import XCTest

@testable import Graphs

/// Graphs come from files too: whatever is wrong in one is a fault, never a trap.
final class ValidationTests: XCTestCase {
    private func sound() throws -> Graph { try Networks.classifier(features: 4) }

    func testSoundGraph() throws { XCTAssertNoThrow(try sound().validate()) }

    func testEachDamageIsFound() throws {
        let damages: [(String, (inout Graph) -> Void)] = [
            ("an operand beyond the end", { $0.nodes[0].inputs[0] = 100_000 }),
            ("a negative operand", { $0.nodes[0].inputs[0] = -1 }),
            ("an operand that is made later", { $0.nodes[0].inputs[0] = $0.nodes[5].outputs[0] }),
            ("a value made twice", { $0.nodes[1].outputs = $0.nodes[0].outputs }),
            ("a missing operand", { $0.nodes[0].inputs.removeLast() }),
            ("a missing result", { $0.nodes[0].outputs = [] }),
            ("an attribute too many", { $0.nodes[0].attributes.append(.int(1)) }),
            ("a wrong type", { $0.types[$0.nodes[0].outputs[0]] = TensorType(.f32, sizes: [1]) }),
            ("an output that does not exist", { $0.leaves.outputs[0].value = 99_999 }),
            ("a gradient that does not exist", { $0.leaves.gradients[0].value = -7 }),
            ("an input that does not exist", { $0.leaves.inputs[0].value = 99_999 }),
            (
                "a constant of another type",
                { $0.types[$0.leaves.constants[0].value] = TensorType(.bool, []) }
            ),
        ]
        for (name, damage) in damages {
            var graph = try sound()
            damage(&graph)
            XCTAssertThrowsError(try graph.validate(), name) { XCTAssertTrue($0 is Fault, name) }
        }
    }

    func testAttributesOfAnyKind() throws {
        let kinds: [Attribute] = [
            .none, .bool(true), .int(.min), .int(.max), .float(.nan), .ints([.max, .max]), .sizes([.unknown]),
            .string("?"),
            .dtype(.bool), .ints([]), .ints([-1, 0, 0]),
        ]
        let types = [[], [3], [2, 3], [1, 4, 4, 2]].map { TensorType(.f32, sizes: $0) }
        for op in Op.all {
            let settings = op.signature.parameters.count - op.tensorParameters.count
            for kind in kinds {
                for type in types {
                    let inputs = op.tensorParameters.enumerated().map {
                        $0.offset == 1 ? type.with(.i64) : type
                    }
                    _ = try? op.type.infer(inputs, Array(repeating: kind, count: settings))
                }
            }
        }
    }
}
