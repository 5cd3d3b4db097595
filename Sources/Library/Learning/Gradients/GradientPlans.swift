import Language
import Signatures

/// The plans of functions whose gradients have been asked for, so that the second call with arguments of one shape is
/// recorded, and those after it are runs of a plan.
///
/// They are kept by the source of the function: `grad(w -> …)` in a loop makes a new function each time.
final class GradientPlans {
    private var functions: [ObjectIdentifier: PlannedFunction] = [:]

    /// So that a session that makes functions for ever does not keep the plans of all.
    private static let mostFunctions = 256

    func removeAll() { functions = [:] }

    /// The value or gradient by a plan; nil if this call is to be run op by op.
    func call(
        _ gradient: GradientFunction, _ arguments: CallArguments, in session: Session
    ) throws -> Value? {
        guard session.emitter === session.eager, !session.isRecording, let function = gradient.function.function,
            let point = arguments.positional.first
        else { return nil }
        let shape = CallShape(of: function, arguments)
        guard !shape.isUnsuited, !shape.inputs.isEmpty else { return nil }
        guard let plan = try planned(function).plan(for: shape, function, arguments, in: session) else {
            return nil
        }
        let (value, gradients) = try plan.run(shape.inputs, in: session)
        let slopes = try session.gathered(gradients, like: point)
        return gradient.givesValue ? .tuple([value, slopes]) : slopes
    }

    private func planned(_ function: FunctionObject) -> PlannedFunction {
        let key = ObjectIdentifier(function.source)
        if let known = functions[key] { return known }
        if functions.count >= Self.mostFunctions { functions = [:] }
        let new = PlannedFunction(function.source)
        functions[key] = new
        return new
    }
}

// MARK: - Members

extension GradientPlans {
    static let memberNames = ["planned", "unplanned_because"]

    /// `step.planned`: whether calls of it have become runs of a plan; `step.unplanned_because`: why they have not.
    func member(_ name: String, of gradient: GradientFunction) -> Value? {
        let known = gradient.function.function.flatMap { functions[ObjectIdentifier($0.source)] }
        return switch name {
        case "planned": .bool(known?.isPlanned ?? false)
        case "unplanned_because": known?.refusal.map { Value.string($0.message) } ?? Value.none
        default: nil
        }
    }
}

/// The plans of one function.
private final class PlannedFunction {
    /// Held, so that nothing else comes to stand at its address.
    private let source: AnyObject
    private var plans: [GradientPlan] = []
    /// The shape of the last call that had no plan.
    private var last: CallShape?
    private var recordings = 0
    private(set) var refusal: Fault?

    /// A function that is called with more shapes, or reads what changes more often, is run op by op.
    private static let mostPlans = 8
    private static let mostRecordings = 32

    init(_ source: AnyObject) { self.source = source }

    var isPlanned: Bool { !plans.isEmpty }

    func plan(
        for shape: CallShape, _ function: FunctionObject, _ arguments: CallArguments, in session: Session
    ) throws -> GradientPlan? {
        if let place = plans.firstIndex(where: { $0.shape.agrees(with: shape) }) {
            if plans[place].isCurrent { return plans[place] }
            plans.remove(at: place)
        }
        guard refusal == nil else { return nil }
        guard let last, last.agrees(with: shape) else {
            last = shape
            return nil
        }
        return try record(shape, function, arguments, in: session)
    }

    private func record(
        _ shape: CallShape, _ function: FunctionObject, _ arguments: CallArguments, in session: Session
    ) throws -> GradientPlan? {
        recordings += 1
        guard recordings <= Self.mostRecordings else { return refuse(because: .changesTooOften) }
        switch try session.planned({ try GradientPlan(function, arguments, shape, in: session) }) {
        case .failure(let fault): return refuse(because: fault)
        case .success(let plan):
            if plans.count == Self.mostPlans { plans.removeFirst() }
            plans.append(plan)
            return plan
        }
    }

    private func refuse(because fault: Fault) -> GradientPlan? {
        refusal = fault
        plans = []
        last = nil
        return nil
    }
}

extension Fault {
    fileprivate static let changesTooOften = Fault(
        .recording, "the shapes of its arguments, or variables that it reads, change too often")
}
