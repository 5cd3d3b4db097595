import Frames
import Signatures

/// Commands that run, change and keep cells.
extension Prompt {
    /// `:time`
    func time(_ code: String) throws {
        let last = session.cells.last { !$0.failed }?.text
        guard let text = code.isEmpty ? last : code else { throw Fault(.argument, "there is no cell to time yet") }
        let start = monotonicSeconds()
        try runCell(text)
        presenter.note(Self.duration(monotonicSeconds() - start))
    }

    /// With three digits, in a unit that suits it.
    static func duration(_ seconds: Double) -> String {
        let units = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs")]
        let (size, unit) = units.first { seconds >= $0.0 } ?? (1e-6, "µs")
        let amount = seconds / size
        let decimals = amount >= 100 ? 0 : amount >= 10 ? 1 : 2
        let scale = [1.0, 10, 100][decimals]
        let scaled = Int(exactly: (amount * scale).rounded()) ?? 0
        guard decimals > 0 else { return "\(scaled) \(unit)" }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale)).\(String(repeating: "0", count: decimals - fraction.count))\(fraction) \(unit)"
    }

    /// `:edit`
    func edit(_ number: String) throws {
        let cell = number.isEmpty ? session.cells.last : session.cells.first { String($0.number) == number }
        if cell == nil, !number.isEmpty { throw Fault(.argument, "there is no cell \(number)") }
        draft = try ExternalEditor.edit(cell?.text ?? "")
    }

    /// `:fix`
    func fix() throws {
        guard let corrected else { throw Fault(.argument, "the last error has no certain correction") }
        draft = corrected
    }

    /// `:load`
    func load(_ path: String) throws {
        guard !path.isEmpty else {
            throw Fault(.argument, "the name of a script is missing", help: "write `:load FILE`")
        }
        let bytes = try Files.read(path.expandingHome)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(.format, "`\(path)` is not a script: it is not text in UTF-8")
        }
        try runCell(text, named: path)
    }

    /// `:save`
    func save(_ path: String) throws {
        guard !path.isEmpty else { throw Fault(.argument, "the name of a file is missing", help: "write `:save FILE`") }
        let script = SavedScript(session.cells)
        try Files.write([Array(script.text.utf8)], to: path.expandingHome)
        presenter.note(script.sentence + " in \(path)")
    }
}
