/// One call under way.
///
/// The function is not retained: a register of the caller, a global or a native's argument holds it meanwhile.
struct Frame {
    let entry: UnsafeMutablePointer<Entry>
    let function: Unmanaged<FunctionObject>?
    /// Where to go on; kept up to date only while another frame is above this one.
    var ip: UnsafeMutablePointer<Instruction>
    let base: UnsafeMutablePointer<Slot>
    /// Above it, the machine's stack is free.
    let top: UnsafeMutablePointer<Slot>
    /// Where the caller wants the result.
    let result: UnsafeMutablePointer<Slot>
    let isMain: Bool

    var code: Code { entry.pointee.code.takeUnretainedValue() }

    /// Frees what the frame's registers hold; a module's globals outlive its frame.
    @inline(__always)
    func clear() {
        if isMain {
            (base + Module.globalLimit).clear(entry.pointee.registerCount - Module.globalLimit)
        } else {
            base.clear(entry.pointee.registerCount)
        }
    }
}
