import Signatures

extension Machine {
    /// Leaves frames until one catches the error; gives the place to go on at, or throws if none down to `entry`
    /// does.
    @inline(never)
    func unwind(
        _ error: any Error, ip: UnsafeMutablePointer<Instruction>, to entry: Int
    ) throws -> UnsafeMutablePointer<Instruction> {
        var ip = ip
        var located = LocatedFault(error, at: site(of: ip))
        while true {
            let frame = frames[depth - 1]
            let code = frame.code
            if isCatchable(located.fault),
                let handler = code.handler(of: ip - frame.entry.pointee.instructions - 1)
            {
                let caught = Slot(.object(ErrorObject(located.fault)))
                (frame.base + handler.errorRegister).set(caught)
                return frame.entry.pointee.instructions + handler.target
            }
            frame.clear()
            depth -= 1
            guard depth > entry else {
                addCall(of: code, &located)
                throw located
            }
            ip = frames[depth - 1].ip
            addCall(of: code, &located)
        }
    }

    private func isCatchable(_ fault: Fault) -> Bool {
        fault.kind != .interrupt && !(fault.kind == .recording && host.isRecording)
    }

    /// Notes the call of `code` by the frame that is now the top one.
    private func addCall(of code: Code, _ located: inout LocatedFault) {
        guard depth > 0, !code.isMain, let site = site(of: frames[depth - 1].ip) else { return }
        located.add(call: code.header.name, at: site.span)
    }

    /// The site of the instruction before `ip`, which is the one that ran last in the top frame.
    func site(of ip: UnsafeMutablePointer<Instruction>) -> Site? {
        let frame = frames[depth - 1]
        return frame.code.site(of: ip - frame.entry.pointee.instructions - 1)
    }
}

extension Code {
    func site(of instruction: Int) -> Site? {
        guard tables.siteOfInstruction.indices.contains(instruction) else { return nil }
        let number = Int(tables.siteOfInstruction[instruction])
        return number < 0 ? nil : tables.sites[number]
    }

    /// The innermost handler: those of inner blocks come first.
    func handler(of instruction: Int) -> Handler? {
        tables.handlers.first { $0.instructions.contains(instruction) }
    }
}
