import Frames
import Language
import Models
import Signatures

/// `object.name`.
extension Session {
    package func member(_ name: String, of object: Object) throws -> Value? {
        let value = Value.object(object)
        if object is CoreNames { return coreValue(named: name) }
        if let frame = value.frame { return frame.position(of: name) == nil ? nil : .column(try frame.column(name)) }
        if let model = value.model { return try ModelMembers(model).value(name) }
        if let plot = value.plot { return PlotMembers(plot).value(name) }
        if let gradient = value.foreign as? GradientFunction { return gradientPlans.member(name, of: gradient) }
        if let network = value.foreign as? FixedNetwork {
            return name == "parameters" ? .record(network.parameters) : nil
        }
        if let layer = value.layer { return layer.fieldNames.firstIndex(of: name).map { layer.fields[$0] } }
        return nil
    }

    package func memberNames(of object: Object) -> [String] {
        let value = Value.object(object)
        if object is CoreNames { return coreNames }
        if let frame = value.frame { return frame.names }
        if value.model != nil { return ModelMembers.names }
        if value.plot != nil { return PlotMembers.names }
        if value.foreign is GradientFunction { return GradientPlans.memberNames }
        if value.foreign is FixedNetwork { return ["parameters"] }
        return value.layer?.fieldNames ?? []
    }

    package func replaceMember(_ name: String, of object: Object, with value: Value, inPlace: Bool) throws -> Value {
        if let frame = Value.object(object).frame { return try FrameIndexing(frame: frame).setting(name, to: value) }
        throw Fault(
            .type, "fields of \(object.type.nameWithArticle) can't be set",
            labels: [.init(.argument(0), object.type.name)])
    }
}
