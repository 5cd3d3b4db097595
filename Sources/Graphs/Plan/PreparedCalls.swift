import CKernels
import Signatures
import Tensors

/// The calls of a plan as C reads them: written once, run often.
///
/// Unchecked by the compiler's ownership: the pointers in the views are good for as long as `kept` lives.
final class PreparedCalls {
    private let functions: UnsafeMutablePointer<KernelFunction>
    private let calls: UnsafeMutablePointer<tk_call>
    private let views: UnsafeMutablePointer<tk_view>
    private let programs: UnsafeMutablePointer<tk_program>
    private let count: Int
    private let viewCount: Int
    private let kept: [KernelCall]

    init(_ list: [KernelCall]) {
        count = list.count
        viewCount = list.reduce(0) { $0 + $1.outputs.count + $1.inputs.count }
        kept = list
        functions = .allocate(capacity: max(1, count))
        calls = .allocate(capacity: max(1, count))
        views = .allocate(capacity: max(1, viewCount))
        programs = .allocate(capacity: max(1, list.count { $0.program != nil }))
        write(list)
    }

    deinit {
        functions.deallocate()
        calls.deallocate()
        views.deallocate()
        programs.deallocate()
    }

    private func write(_ list: [KernelCall]) {
        var nextView = views
        var nextProgram = programs
        for (index, call) in list.enumerated() {
            let tensors = call.outputs + call.inputs
            for (place, tensor) in tensors.enumerated() {
                (nextView + place).initialize(to: Kernel.view(tensor))
            }
            (functions + index).initialize(to: call.function)
            (calls + index).initialize(to: call.header(views: nextView))
            if let program = call.program {
                program.write(to: nextProgram)
                calls[index].extra = UnsafeRawPointer(nextProgram)
                nextProgram += 1
            }
            nextView += tensors.count
        }
    }

    /// Makes what pointed into one piece of memory point to the same place of another.
    func rebind(from old: UnsafeMutableRawPointer, bytes: Int, to new: UnsafeMutableRawPointer) {
        func moved(_ pointer: UnsafeRawPointer?) -> UnsafeMutableRawPointer? {
            guard let pointer, pointer >= UnsafeRawPointer(old),
                pointer < UnsafeRawPointer(old + max(1, bytes))
            else { return nil }
            return new + (pointer - UnsafeRawPointer(old))
        }
        for index in 0..<viewCount {
            if let pointer = moved(UnsafeRawPointer(views[index].data)) { views[index].data = pointer }
        }
        for index in 0..<count {
            if let pointer = moved(calls[index].extra) { calls[index].extra = UnsafeRawPointer(pointer) }
        }
    }

    func run() throws {
        for index in 0..<count {
            let status = functions[index](calls + index)
            if status != TK_OK { try Kernel.check(status) }
        }
    }
}

extension KernelCall {
    /// The call with its settings; its views are written elsewhere.
    fileprivate func header(views: UnsafeMutablePointer<tk_view>) -> tk_call {
        var header = tk_call()
        header.views = views
        header.outputs = Int32(outputs.count)
        header.inputs = Int32(inputs.count)
        header.op = op
        header.extra = extra.map { UnsafeRawPointer(inputs[$0].base) }
        withUnsafeMutableBytes(of: &header.ints) { bytes in
            let slots = bytes.bindMemory(to: Int64.self)
            for (slot, value) in zip(slots.indices, ints) { slots[slot] = Int64(value) }
        }
        withUnsafeMutableBytes(of: &header.reals) { bytes in
            let slots = bytes.bindMemory(to: Double.self)
            for (slot, value) in zip(slots.indices, reals) { slots[slot] = value }
        }
        return header
    }
}
