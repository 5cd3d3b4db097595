import Signatures
import Tensors

/// Joins element-wise nodes of one shape into groups that run as one pass over memory.
///
/// Two groups may be joined unless something outside of both lies on a way from one to the other: it would have
/// to run before and after the joint group.
struct Fusion {
    private let graph: ConcreteGraph
    private let results: Set<Int>
    /// The node that makes each value.
    private var producer: [Int: Int] = [:]
    /// The values in memory that a node reads; for one that can be fused, through the truth values it is made of.
    private var sources: [[Int]] = []
    private var isFusible: [Bool] = []
    private var consumers: [Int: [Int]] = [:]
    /// The group of each node, by the number of one of its nodes.
    private var group: [Int]
    private var members: [Int: [Int]] = [:]
    /// When each group was last met on the way back from another, so that no way is gone twice.
    private var met: [Int]
    private var walks = 0

    /// The graph with its chains fused, in an order in which everything is made before it is used.
    /// - Parameter results: values that are read after the run.
    static func apply(to graph: ConcreteGraph, results: Set<Int>) -> ConcreteGraph {
        var fusion = Fusion(graph, results)
        fusion.formGroups()
        return fusion.rebuilt()
    }

    private init(_ graph: ConcreteGraph, _ results: Set<Int>) {
        self.graph = graph
        self.results = results
        group = Array(graph.nodes.indices)
        met = Array(repeating: 0, count: graph.nodes.count)
        for (position, node) in graph.nodes.enumerated() {
            for output in node.outputs { producer[output] = position }
        }
        for position in graph.nodes.indices {
            let alone =
                graph.types[graph.nodes[position].outputs[0]].dtype == .f32 ? program([position], []) : nil
            isFusible.append(alone != nil)
            sources.append(alone?.inputs ?? graph.nodes[position].inputs)
        }
        findConsumers()
    }

    /// Who reads each value, without the nodes that are only written into programs.
    private mutating func findConsumers() {
        var needed = results
        for position in graph.nodes.indices.reversed()
        where graph.nodes[position].outputs.contains(where: needed.contains) {
            needed.formUnion(sources[position])
            for source in sources[position] { consumers[source, default: []].append(position) }
        }
    }

    private mutating func formGroups() {
        for position in graph.nodes.indices {
            members[position] = [position]
            guard isFusible[position] else { continue }
            for source in sources[position].compactMap({ producer[$0] }) where isFusible[source] {
                join(group[position], group[source])
            }
        }
    }

    private mutating func join(_ a: Int, _ b: Int) {
        guard a != b, let first = members[a], let second = members[b], shape(first[0]) == shape(second[0]),
            !isEntangled(first + second, a, b)
        else { return }
        let joint = (first + second).sorted()
        guard program(joint, outputs(joint)) != nil else { return }
        let (kept, gone) = (min(a, b), max(a, b))
        members[kept] = joint
        members[gone] = nil
        for position in joint { group[position] = kept }
    }

    private func shape(_ position: Int) -> [Size] { graph.types[graph.nodes[position].outputs[0]].shape }

    /// Whether a way leads from one of the two groups out and into the other: looked for from what the joint group
    /// reads, backwards through whole groups.
    private mutating func isEntangled(_ joint: [Int], _ a: Int, _ b: Int) -> Bool {
        walks += 1
        var waiting = groups(readBy: joint).filter { $0 != a && $0 != b }
        var steps = 0
        while let next = waiting.popLast() {
            guard met[next] != walks else { continue }
            met[next] = walks
            steps += 1
            // A way that is too long to be followed is taken for one: the groups stay apart.
            guard steps <= Self.longestWalk else { return true }
            for source in groups(readBy: members[next] ?? []) where source != next {
                if source == a || source == b { return true }
                if met[source] != walks { waiting.append(source) }
            }
        }
        return false
    }

    /// It bounds what a plan costs to make: a recurrent network has a chain for each place of its sequence.
    private static let longestWalk = 10_000

    /// The groups whose values the nodes read.
    private func groups(readBy positions: [Int]) -> [Int] {
        var found: [Int] = []
        for position in positions {
            for source in sources[position] {
                if let maker = producer[source] { found.append(group[maker]) }
            }
        }
        return found
    }
}

// MARK: - Programs

extension Fusion {
    /// The values of a group that others read, or that are results.
    private func outputs(_ joint: [Int]) -> [Int] {
        let own = Set(joint)
        return joint.flatMap { graph.nodes[$0].outputs }.filter { value in
            results.contains(value) || (consumers[value] ?? []).contains { !own.contains($0) }
        }
    }

    private func program(_ joint: [Int], _ outputs: [Int]) -> (fused: FusedProgram, inputs: [Int])? {
        var builder = FusedProgramBuilder(graph, producer: producer)
        for position in joint {
            guard builder.add(position) else { return nil }
        }
        return builder.program(outputs: outputs).map { ($0, builder.inputs) }
    }

    /// The graph's nodes again, with a program in place of each group of several, and of each node that reads
    /// truth values: those need not be in memory.
    private func rebuilt() -> ConcreteGraph {
        var fused = graph
        fused.nodes = []
        for joint in members.values {
            let outputs = outputs(joint)
            if isWorthwhile(joint), !outputs.isEmpty, let (program, inputs) = program(joint, outputs) {
                fused.nodes.append(.init(work: .fused(program), inputs: inputs, outputs: outputs))
            } else {
                fused.nodes += joint.map { graph.nodes[$0] }
            }
        }
        fused.nodes = ordered(fused.nodes)
        fused.removeUnused(keeping: results)
        return fused
    }

    private func isWorthwhile(_ joint: [Int]) -> Bool {
        joint.count > 1 || (isFusible[joint[0]] && sources[joint[0]] != graph.nodes[joint[0]].inputs)
    }

    /// Kahn's algorithm; among what is ready, what was recorded first comes first, so that a plan is the same in
    /// every run.
    private func ordered(_ nodes: [ConcreteGraph.Node]) -> [ConcreteGraph.Node] {
        let sorted = nodes.sorted { ($0.outputs.min() ?? 0) < ($1.outputs.min() ?? 0) }
        var maker: [Int: Int] = [:]
        for (place, node) in sorted.enumerated() { for output in node.outputs { maker[output] = place } }
        var readers = [[Int]](repeating: [], count: sorted.count)
        var missing = [Int](repeating: 0, count: sorted.count)
        for (place, node) in sorted.enumerated() {
            for source in Set(node.inputs.compactMap { maker[$0] }) {
                readers[source].append(place)
                missing[place] += 1
            }
        }
        var ready = MinimumHeap(missing.indices.filter { missing[$0] == 0 })
        var result: [ConcreteGraph.Node] = []
        while let place = ready.pop() {
            result.append(sorted[place])
            for reader in readers[place] {
                missing[reader] -= 1
                if missing[reader] == 0 { ready.insert(reader) }
            }
        }
        return result
    }
}
