import Graphs
import Language
import Signatures

/// Works out what a program does as far as that can be told before it runs, and what surely goes wrong in it.
///
/// It walks the syntax tree with values, as an interpreter does. What it can't know is `Unknown`, and tensors are
/// known by their types: they belong to a recording, in which every row of the op table, every layer and every
/// function of the library takes part by the type rules it has anyway. So nothing that the checker knows of
/// operations, layers and verbs is written down a second time. What has an effect is never called.
/// (Cousot and Cousot 1977 on abstract interpretation; Jones, Gomard and Sestoft 1993 on partial evaluation.)
final class Checker {
    let session: Session
    /// Where tensors are outlined.
    let recorder = Emitter(.record)
    let globals: Scope
    /// The names that the program itself gives a value somewhere.
    let programNames: Set<String>
    private(set) var diagnostics: [Diagnostic] = []
    private var seen: Set<Finding> = []
    /// Whether what is looked at is surely reached: only then is a mistake an error, and else a warning.
    var isCertain = true
    /// The calls of the program's own functions that are under way, outermost first.
    var calls: [Diagnostic.Call] = []
    /// The call of a function of the library that is under way, which may call back.
    var callSite: Span?
    /// Whether that call is given values that stand for others.
    var usesExamples = false
    /// The functions whose bodies have not been looked at for any call.
    var uncalled: [CheckedFunction] = []
    /// The files that the program may have written so far; nil once it may have written any.
    var written: Set<String>? = []
    /// How many expressions may still be looked at, in the present statement and in all.
    private var stepsOfStatement = 0
    private var steps: Int

    private struct Finding: Hashable {
        let message: String
        let span: Span?
    }

    /// - Parameter lines: of the program: its length decides how much work is put into it.
    init(_ session: Session, lines: Int, programNames: Set<String>) {
        self.session = session
        self.programNames = programNames
        globals = Scope(isMain: true)
        steps = Self.leastSteps + lines * Self.stepsPerLine
        for (name, value) in session.main.definitions { globals.set(name, value) }
    }

    private static let leastSteps = 4_000
    private static let stepsPerLine = 40
    private static let stepsPerStatement = 1_000

    var machine: Machine { session.machine }

    func check(_ program: Program) {
        for statement in program.statements { withinShare { _ = execute(statement, globals) } }
        checkUncalled()
    }

    /// Looks at the functions that nothing has called, for any arguments.
    private func checkUncalled() {
        isCertain = false
        while let function = uncalled.popLast() {
            if !function.wasCalled { withinShare { function.checkForAnyArguments() } }
        }
    }

    // MARK: - Work

    /// Gives `body` its share of the steps that are left.
    private func withinShare(_ body: () -> Void) {
        let share = min(Self.stepsPerStatement, steps)
        stepsOfStatement = share
        body()
        steps -= share - stepsOfStatement
    }

    /// False once a statement has taken its share: all that follows in it is not known.
    func takeStep() -> Bool {
        guard stepsOfStatement > 0 else { return false }
        stepsOfStatement -= 1
        return true
    }

    /// A call of the library is more work than looking at an expression.
    func takeCall(costing count: Int) { stepsOfStatement -= count }

    var isExhausted: Bool { stepsOfStatement <= 0 }

    // MARK: - Findings

    /// How many mistakes were found so far: it tells whether something just went wrong.
    var findings: Int { diagnostics.count }

    /// Forgets what was found since there were so many: it is caught, or was only a try.
    func forget(beyond count: Int) {
        for diagnostic in diagnostics[count...] {
            seen.remove(Finding(message: diagnostic.message, span: diagnostic.span))
        }
        diagnostics.removeSubrange(count...)
    }

    func add(_ diagnostic: Diagnostic) {
        guard seen.insert(Finding(message: diagnostic.message, span: diagnostic.span)).inserted else { return }
        var diagnostic = diagnostic
        diagnostic.severity = isCertain ? .error : .warning
        diagnostics.append(diagnostic)
    }

    /// What went wrong in a place that the program surely comes to, or may come to. The value there is not known.
    func report(_ error: any Error, _ site: Site) -> Value {
        var located = LocatedFault(error, at: site)
        guard located.fault.kind.isKnownBeforehand else { return .unknown() }
        for call in calls.reversed() { located.add(call: call.name, at: call.span) }
        add(located.diagnostic)
        return .unknown()
    }

    /// The value of `body`; what goes wrong in it is reported.
    func reporting(_ site: @autoclosure () -> Site, _ body: () throws -> Value) -> Value {
        do { return settled(try body()) } catch { return report(error, site()) }
    }

    /// A value as the checker keeps it: large ones by their types.
    func settled(_ value: Value) -> Value {
        guard let object = value.object else { return value }
        if let tensor = value.tensor {
            let variable = tensor.variable
            let isSmall = variable.tensor.map { $0.count <= Value.longestKnown } ?? (variable.rank > 0)
            return isSmall ? value : recorder.outline(of: variable.type)
        }
        if object.kind == .list, let count = value.list?.elements.count, count > Value.longestKnown {
            return .unknown(.list)
        }
        if let frame = value.frame, frame.rowCount > Value.longestKnown {
            return .outlined(.frame(frame.take(Array(0..<Value.longestKnown))))
        }
        return value
    }
}

extension Fault.Kind {
    /// Whether what was found out without a run also goes wrong in one: not where only a run can go on, and not where
    /// the program says itself that it ends.
    fileprivate var isKnownBeforehand: Bool {
        switch self {
        case .recording, .memory, .interrupt, .internal, .user, .file, .format, .limit: false
        default: true
        }
    }
}

/// Thrown where the checker runs out of knowledge within a function of the library that calls back.
extension Fault {
    static let notKnownBeforehand = Fault(.recording, "this is known only when it runs")
}
