import Graphs

/// Where a parameter lies in the flat buffers that an optimizer goes over.
struct ParameterSlot {
    let path: String
    let range: Range<Int>
    /// Which of its rows have a gradient, where that is known.
    var usedRows: UsedRows?
}
