import Graphs
import Language
import Models
import Signatures
import Tensors

/// The plans of a network that `init` has fixed, for inputs of few shapes: the parameters are inputs like the batch,
/// because each step of a training changes them. All networks that it becomes share them.
final class NetworkPlans: ForeignObject {
    private let network: any Stage
    private var plans: [(type: TensorType, plan: Plan, outside: OutsideValues)] = []
    /// The type of the last input that had no plan.
    private var last: TensorType?
    private var isRefused = false

    private static let mostPlans = 4

    init(_ network: any Stage) {
        self.network = network
        super.init(.layer)
    }

    /// The output by a plan; nil if it is to be computed op by op.
    func output(for x: Var, _ fixed: FixedNetwork, _ leaves: [Var], in session: Session) throws -> Var? {
        guard !isRefused, ([x] + leaves).allSatisfy({ $0.isThere && !$0.isTraced }), !session.isRecording,
            let plan = try plan(for: x, fixed, leaves, in: session)
        else { return nil }
        try plan.run(with: [x.read()] + leaves.map { try $0.read() })
        return session.eager.constant(try plan.output(Self.result).copied())
    }

    private static let result = "output"

    private func plan(for x: Var, _ fixed: FixedNetwork, _ leaves: [Var], in session: Session) throws -> Plan? {
        if let place = plans.firstIndex(where: { $0.type == x.type }) {
            if plans[place].outside.areUnchanged { return plans[place].plan }
            plans.remove(at: place)
        }
        guard last == x.type, plans.count < Self.mostPlans else {
            last = x.type
            return nil
        }
        guard let outside = OutsideReader.values(readBy: network.heldValues, host: session),
            // If it can't be recorded, it says so itself when it runs op by op, or works.
            case .success(let plan) = try session.planned({ try recorded(x.type, fixed, leaves, in: session) })
        else {
            isRefused = true
            return nil
        }
        plans.append((x.type, plan, outside))
        return plan
    }

    private func recorded(
        _ type: TensorType, _ fixed: FixedNetwork, _ leaves: [Var], in session: Session
    ) throws -> Plan {
        try session.recording { recorder in
            let x = recorder.input("x", type)
            let inputs = leaves.enumerated().map { recorder.input("parameter \($0)", $1.type) }
            let y = try fixed.forward(x, inputs, on: recorder)
            return try Plan(recorder.graph(outputs: [(Self.result, y)]))
        }
    }
}
