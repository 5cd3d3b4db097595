import Tensors

extension Frame {
    /// From so many cells on, work on a frame may keep a user waiting.
    package static let manyCells = 1 << 18

    package var cellCount: Int { rowCount.multipliedReportingOverflow(by: columnCount).partialValue }

    /// Work on this frame, aside if it is large, so that the user can interrupt it: see `Interruption.aside` for what
    /// it may touch.
    package func aside<Result>(_ work: @escaping () throws -> Result) throws -> Result {
        try Interruption.aside(isLong: cellCount >= Self.manyCells, work)
    }
}
