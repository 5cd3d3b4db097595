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

    /// Where calls point into some piece of memory, and how far from its start.
    struct Places {
        fileprivate var views: [(index: Int, offset: Int)] = []
        fileprivate var extras: [(index: Int, offset: Int)] = []
    }

    /// The places that point into the bytes from `start` on. It is asked before any of them is pointed elsewhere:
    /// two inputs may then come from the same memory.
    func places(in start: UnsafeMutableRawPointer, bytes: Int) -> Places {
        func offset(_ pointer: UnsafeRawPointer?) -> Int? {
            guard let pointer else { return nil }
            let distance = pointer - UnsafeRawPointer(start)
            return 0..<max(1, bytes) ~= distance ? distance : nil
        }
        var places = Places()
        for index in 0..<viewCount {
            if let distance = offset(UnsafeRawPointer(views[index].data)) { places.views.append((index, distance)) }
        }
        for index in 0..<count {
            if let distance = offset(calls[index].extra) { places.extras.append((index, distance)) }
        }
        return places
    }

    /// Makes the places point to other memory.
    func point(_ places: Places, to start: UnsafeMutableRawPointer) {
        for (index, offset) in places.views { views[index].data = start + offset }
        for (index, offset) in places.extras { calls[index].extra = UnsafeRawPointer(start + offset) }
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
