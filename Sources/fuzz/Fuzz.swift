import CFuzzer
import Glibc
import Language
import Library
import Signatures
import Tensors

/// What is tried on each text: `FUZZ` in the environment names it.
enum FuzzTarget: String {
    /// Words, syntax tree, and the formatter, which must keep the tree readable and what it wrote as it is.
    case syntax
    /// Bytecode and its verifier.
    case compiler
    /// All that can be told before a run.
    case checker
    /// A run, with little time and memory, and without files.
    case program

    static let chosen = getenv("FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) } ?? .syntax

    func run(_ bytes: [UInt8]) {
        switch self {
        case .syntax: trySyntax(bytes)
        case .compiler: tryCompiler(bytes)
        case .checker: withSession { _ = try? $0.check(bytes, named: "fuzz") }
        case .program: withSession { try? $0.run(bytes, named: "fuzz", checks: true) }
        }
    }

    private func trySyntax(_ bytes: [UInt8]) {
        var sources = SourceMap()
        guard let source = try? sources.add(bytes: bytes, name: "fuzz"), let written = try? formatted(source) else {
            return
        }
        let again = try? formatted(SourceText(written))
        // libFuzzer keeps the input of a process that ends so.
        if again != written { abort() }
    }

    private func tryCompiler(_ bytes: [UInt8]) {
        var sources = SourceMap()
        guard let source = try? sources.add(bytes: bytes, name: "fuzz") else { return }
        let (program, mistakes) = parse(source)
        if mistakes.isEmpty { _ = try? Compiler.compile(program, into: Module(name: "fuzz")) }
    }

    private func withSession(_ body: (Session) -> Void) {
        // What is shown is written as text, for that may crash too.
        let session = Session(output: CapturedOutput(showingAs: SilentOutput()), interrupt: Watchdog.flag)
        session.reachesFiles = false
        Watchdog.start()
        body(session)
        Watchdog.stop()
        session.end()
    }
}

@main
enum Fuzz {
    static func main() {
        MemoryBudget.setTotal(256 << 20)
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, LLVMFuzzerTestOneInput))
    }
}

/// Also what libFuzzer's own main function calls, which some linkers take in place of ours.
@_cdecl("LLVMFuzzerTestOneInput")
func tryText(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    try? Machine.onLargeStack { FuzzTarget.chosen.run(bytes) }
    return 0
}
