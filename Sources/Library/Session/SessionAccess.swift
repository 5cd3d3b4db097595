import Language
import Signatures

extension Arguments {
    /// The session in which the call takes place.
    package var session: Session {
        get throws {
            if let session = caller.host as? Session { return session }
            throw Fault.internal("`\(signature.name)` can only be called in a session")
        }
    }
}
