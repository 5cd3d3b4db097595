import Signatures

extension Frame {
    /// The rows of all frames one after another; columns go by name, in the order of the first frame.
    ///
    /// - Parameter fills: whether a column that a frame lacks is missing there, instead of an error.
    package static func concat(_ frames: [Frame], fills: Bool = false) throws -> Frame {
        guard let first = frames.first else { return Frame() }
        var names = first.names
        for frame in frames.dropFirst() { names += frame.names.filter { !names.contains($0) } }
        if !fills { try requireSameColumns(frames, names) }
        return try Frame(
            names.map { name in
                let known = frames.lazy.compactMap { frame in
                    frame.position(of: name).map { frame.columns[$0].type }
                }
                let type = known.first ?? .float
                let pieces = frames.map { frame in
                    frame.position(of: name).map { frame.columns[$0] }
                        ?? .missing(type, count: frame.rowCount)
                }
                return (name, try Column.concatenating(pieces, named: name))
            }, rowCount: frames.reduce(0) { $0 + $1.rowCount })
    }

    private static func requireSameColumns(_ frames: [Frame], _ names: [String]) throws {
        for (number, frame) in frames.enumerated() {
            guard let lacking = names.first(where: { frame.position(of: $0) == nil }) else { continue }
            throw Fault(
                .column, "frame \(number + 1) has no column `\(lacking)`, which another of the frames has",
                help: "write `fill: true` to make its cells missing")
        }
    }
}
