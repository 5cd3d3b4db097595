import Frames
import Language
import Signatures
import Tensors

extension Arguments {
    /// What a verb makes of the frame that is its first argument.
    ///
    /// A large frame is worked on aside, so that the user can interrupt it; `work` is given all else that it needs.
    func worked<Result>(_ work: @escaping (Frame) throws -> Result) throws -> Result {
        let frame = try frame(0)
        return try frame.aside { try work(frame) }
    }

    /// The same for a verb that makes a frame.
    func verb(_ work: @escaping (Frame) throws -> Frame) throws -> Value { .frame(try worked(work)) }

    /// Work on frames with so many cells altogether.
    func aside<Result>(cells: Int, _ work: @escaping () throws -> Result) throws -> Result {
        try Interruption.aside(isLong: cells >= Frame.manyCells, work)
    }
}
