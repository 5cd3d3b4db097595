/// From this many elements of the largest matrix on, a call may last longer than a user wants to wait.
private let leastElements = 1 << 15

/// A call into LAPACK, which can't be stopped. `work` must own the matrices that it touches.
func callLapack<Answer>(elements: Int, _ work: @escaping () -> Answer) throws -> Answer {
    try Interruption.aside(isLong: elements >= leastElements, work)
}

/// Calls a routine with the scratch memory that it asks for.
@discardableResult
func callLapack(
    elements: Int, _ routine: @escaping (_ work: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32
) throws -> Int32 {
    let work = try Workspace(asking: routine)
    return try callLapack(elements: elements) { routine(work.doubles, work.size) }
}
