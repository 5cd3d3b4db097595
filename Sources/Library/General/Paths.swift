import Glibc
import Language

extension Arguments {
    /// The path of a file, in which `~/` at the beginning is the user's own folder, as in a shell.
    func path(_ index: Int) throws -> String { try string(index).expandingHome }
}

extension String {
    /// With the user's folder in place of a `~` before the first `/`.
    package var expandingHome: String {
        guard hasPrefix("~/"), let home = getenv("HOME") else { return self }
        return String(cString: home) + dropFirst()
    }
}
