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
    /// The groups that a group depends on, directly or not.
    private var ancestors: [Int: Set<Int>] = [:]

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
            ancestors[position] = dependencies(of: [position])
            guard isFusible[position] else { continue }
            for source in sources[position].compactMap({ producer[$0] }) where isFusible[source] {
                join(group[position], group[source])
            }
        }
    }

    /// The groups that the nodes depend on.
    private func dependencies(of positions: [Int]) -> Set<Int> {
        var found: Set<Int> = []
        for source in positions.flatMap({ sources[$0] }).compactMap({ producer[$0] }) {
            found.insert(group[source])
            found.formUnion(ancestors[group[source]] ?? [])
        }
        return found
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
        rename(gone, to: kept)
        ancestors[kept] = dependencies(of: joint).subtracting([kept])
        spread(from: kept)
    }

    private func shape(_ position: Int) -> [Size] { graph.types[graph.nodes[position].outputs[0]].shape }

    private func isEntangled(_ joint: [Int], _ a: Int, _ b: Int) -> Bool {
        joint.flatMap { sources[$0] }.contains { value in
            guard let source = producer[value], group[source] != a, group[source] != b else { return false }
            let before = ancestors[group[source]] ?? []
            return before.contains(a) || before.contains(b)
        }
    }

    private mutating func rename(_ old: Int, to new: Int) {
        ancestors[old] = nil
        for (group, before) in ancestors where before.contains(old) {
            ancestors[group] = before.subtracting([old]).union([new])
        }
    }

    /// What depends on a group depends on all that the group depends on now.
    private mutating func spread(from changed: Int) {
        guard let new = ancestors[changed] else { return }
        for (group, before) in ancestors where before.contains(changed) {
            ancestors[group] = before.union(new)
        }
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
        var rest = nodes.sorted { ($0.outputs.min() ?? 0) < ($1.outputs.min() ?? 0) }
        var made = Set(graph.types.indices).subtracting(nodes.flatMap(\.outputs))
        var result: [ConcreteGraph.Node] = []
        while let next = rest.firstIndex(where: { $0.inputs.allSatisfy(made.contains) }) {
            let node = rest.remove(at: next)
            made.formUnion(node.outputs)
            result.append(node)
        }
        return result
    }
}
