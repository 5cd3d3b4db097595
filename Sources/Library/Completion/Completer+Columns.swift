import Frames
import Language
import Signatures

/// Columns of the frames at hand, as expressions and within strings.
extension Completer {
    /// Where no frame is at hand, as in an expression that is kept for later, those of all frames of the session.
    mutating func addColumns() {
        let atHand = framesAtHand
        if !atHand.isEmpty { return addColumns(of: atHand) }
        for (name, value) in session.main.definitions.reversed() {
            if let frame = value.frame { addColumns(of: [frame], named: " of \(name)") }
        }
    }

    mutating func addColumns(of frames: [Frame], named owner: String = "") {
        for frame in frames {
            for (name, column) in zip(frame.names, frame.columns) {
                list.add(
                    name, .column, text: name.isName ? "." + name : "col(\(name.quoted))",
                    detail: column.type.rawValue + owner)
            }
        }
    }

    /// Within quotes.
    mutating func addColumnNames(of frames: [Frame]) {
        for frame in frames {
            for (name, column) in zip(frame.names, frame.columns) {
                list.add(name, .column, text: name.escapedForString, detail: column.type.rawValue)
            }
        }
    }
}
