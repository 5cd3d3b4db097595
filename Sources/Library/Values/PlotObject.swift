import Language
import Plots
import Signatures

/// The description of a plot as a value of the language.
package final class PlotObject: ForeignObject {
    package let plot: Plot

    package init(_ plot: Plot) {
        self.plot = plot
        super.init(.plot)
    }
}

extension Value {
    package static func plot(_ plot: Plot) -> Value { .object(PlotObject(plot)) }
    package var plot: Plot? { (foreign as? PlotObject)?.plot }
}

/// `plot.name`: what can be read of a plot.
struct PlotMembers {
    static let names = ["title", "x", "y", "groups", "notes"]
    private let plot: Plot

    init(_ plot: Plot) { self.plot = plot }

    /// nil if a plot has no such member.
    func value(_ name: String) -> Value? {
        switch name {
        case "title": plot.title.map(Value.string) ?? Value.none
        case "x": .string(plot.x.title)
        case "y": .string(plot.y.title)
        case "groups": .list((plot.legend?.labels ?? []).map(Value.string))
        case "notes": .list(plot.notes.map(Value.string))
        default: nil
        }
    }
}
