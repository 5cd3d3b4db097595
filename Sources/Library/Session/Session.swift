import Graphs
import Language
import Signatures
import Tensors

/// One run of the language: its definitions, its random numbers, and where its words go.
///
/// Prompt, script, notebook and tests all use one: it takes source text and gives values, output and diagnostics.
/// A session belongs to one thread at a time.
package final class Session: Host {
    package internal(set) var output: any Output
    /// What a script finds in `args`.
    package let arguments: [String]
    /// The source of keys for everything random.
    package var generator = Generator(seed: 0)
    /// What has been read so far, for showing diagnostics.
    package internal(set) var sources = SourceMap()
    /// The definitions of what has been run.
    let main = Module(name: "main")
    let standardLibrary = StandardLibrary()
    let catalog = Catalog()
    /// Computes; used wherever no gradient is being taken.
    let eager = Emitter(.eager)
    /// Where operations on plain tensors are emitted.
    var emitter: Emitter
    /// Whether the function that runs is being recorded: what it draws would be drawn once and for all.
    package var isRecording: Bool { recordsNetwork || recorder != nil }
    var recordsNetwork = false
    /// Where a function is recorded whose gradient becomes a plan.
    var recorder: Emitter?
    /// What `grad` and `value_and_grad` have recorded.
    let gradientPlans = GradientPlans()
    /// Files that have been imported, by path; nil for one whose import is under way.
    var modules: [String: Module?] = [:]
    /// Whether functions that read or write files may be called.
    package var reachesFiles = true
    /// Whether a program is only looked at: nothing that has an effect may be called.
    var isChecking = false
    /// The cells of the prompt.
    package internal(set) var cells: [CellRecord] = []
    var shownValues = ShownValues()
    /// What verbs say of what they did.
    var narrator = Narrator()
    /// Set to ask the running code to stop.
    package let interrupt: UnsafeMutablePointer<Int32>
    private(set) lazy var machine = Machine(host: self, interrupt: interrupt)

    package init(output: any Output, arguments: [String] = [], interrupt: UnsafeMutablePointer<Int32>) {
        self.output = output
        self.arguments = arguments
        self.interrupt = interrupt
        emitter = eager
    }

    /// Throws if the user asked for the work to stop.
    func checkInterrupt() throws { try machine.checkInterrupt() }
}
