import CKernels
import Signatures
import Tensors

extension KernelRule {
    static let gather = KernelRule.packed { [KernelCall(tk_gather, $0, ints: [try axis($0)])] }
    static let scatterAdd = KernelRule.packed { [KernelCall(tk_scatter_add, $0, ints: [try axis($0)])] }
    static let gatherAlong = KernelRule.packed { [KernelCall(tk_gather_along, $0, ints: [try axis($0)])] }
    static let scatterAddAlong = KernelRule.packed {
        [KernelCall(tk_scatter_add_along, $0, ints: [try axis($0)])]
    }
    static let oneHot = KernelRule.packed { [KernelCall(tk_one_hot, $0)] }

    static let argsort = KernelRule.packed {
        [KernelCall(tk_argsort, $0, ints: [$0.attributes[0].bool == true ? 1 : 0])]
    }

    private static func axis(_ operands: KernelOperands) throws -> Int {
        try resolveAxis(operands.attributes[0].integer("axis"), rank: operands.inputs[0].rank)
    }
}
