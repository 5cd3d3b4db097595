import Graphs
import Language
import Signatures

extension Session {
    /// Records what `body` emits; it leaves nothing else behind. What can't be recorded is no error that a script may
    /// catch meanwhile.
    ///
    /// - Throws: whatever `body` throws, and a fault of kind `recording` if it draws random numbers.
    func recording<Result>(_ body: (Emitter) throws -> Result) throws -> Result {
        let recorder = Emitter(.record)
        let draws = generator
        self.recorder = recorder
        defer {
            self.recorder = nil
            generator = draws
        }
        let result = try body(recorder)
        guard generator == draws else {
            throw Fault(.recording, "other random numbers are drawn at each call, which a recording can't")
        }
        return result
    }

    /// What `body` makes of a recording, or why it can't be made: any error may come from recording itself, and if
    /// not, the run op by op that follows meets it again. An interrupt is thrown on.
    func planned<Plan>(_ body: () throws -> Plan) throws -> Result<Plan, Fault> {
        do {
            return .success(try body())
        } catch {
            guard let fault = (error as? LocatedFault)?.fault ?? error as? Fault, fault.kind != .interrupt else {
                throw error
            }
            return .failure(fault)
        }
    }
}
