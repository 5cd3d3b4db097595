import Frames
import Language
import Library
import Signatures

/// Brings scripts into the one style, as `tenon fmt` does.
package struct ScriptFormatter {
    private let inputs: [ScriptInput]
    /// Whether it is only said which are not in the style.
    private let checks: Bool

    package init(_ inputs: [ScriptInput], checks: Bool) { (self.inputs, self.checks) = (inputs, checks) }

    /// Gives the exit status: 1 if a script could not be read, or was not in the style and should have been.
    package func run() -> Int32 {
        let failed = (try? Machine.onLargeStack { inputs.count { !succeeds($0) } }) ?? 1
        return failed == 0 ? 0 : 1
    }

    private func succeeds(_ input: ScriptInput) -> Bool {
        var sources = SourceMap()
        do {
            let given = try input.read()
            let source = try sources.add(bytes: given.bytes, name: given.name)
            return try finish(input, given.bytes, Array(formatted(source).utf8))
        } catch {
            writeErrors(Failure(error, sources: sources).text)
            return false
        }
    }

    private func finish(_ input: ScriptInput, _ old: [UInt8], _ new: [UInt8]) throws -> Bool {
        switch input {
        case .file(let path) where checks:
            if old != new { writeErrors("\(path) is not in the style: `tenon fmt \(path)` brings it there\n") }
            return old == new
        case .file(let path):
            if old != new { try Files.write([new], to: path) }
            return true
        case .code, .standardInput:
            if checks { return old == new }
            Stream(.output).write(String(decoding: new, as: UTF8.self))
            return true
        }
    }
}
