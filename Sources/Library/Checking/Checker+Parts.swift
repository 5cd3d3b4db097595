import Frames
import Language
import Signatures

/// Members and indices.
extension Checker {
    func member(_ name: String, of value: Value, _ site: Site) -> Value {
        if let layer = value.foreign as? CheckedLayer { return layer.member(name) ?? missing(name, of: layer, site) }
        // What a gradient's function says of its plans depends on how often it was called.
        if value.foreign is GradientFunction { return .unknown() }
        guard value.unknown != nil else { return reporting(site) { try machine.member(name, of: value) } }
        guard let witness = value.witness else { return .unknown() }
        let part = reporting(site) { try machine.member(name, of: witness) }
        // What a model has learnt is not known before it has.
        return value.type == .model ? .unknown(part.type) : asKnown(part, of: [value])
    }

    private func missing(_ name: String, of layer: CheckedLayer, _ site: Site) -> Value {
        var fault = Fault.unknown("field", name, among: layer.fieldNames)
        fault.labels = [.init(.argument(0), "layer")]
        return report(fault, site)
    }

    func index(_ base: Expression, _ items: [IndexItem], _ scope: Scope, _ span: Span) -> Value {
        let whole = value(base, scope)
        let subscripts = subscripts(items, scope)
        let site = Site(span: span, operands: [base.span] + items.map(\.span))
        guard let subscripts else { return .unknown(whole.slicedType) }
        guard whole.unknown != nil else {
            return whole.isIndexable ? reporting(site) { try machine.element(of: whole, at: subscripts) } : .unknown()
        }
        return element(ofOutline: whole, subscripts, site)
    }

    /// A column by its name; rows of a frame; of all else too little is known.
    private func element(ofOutline whole: Value, _ subscripts: [Subscript], _ site: Site) -> Value {
        guard let outline = whole.unknown?.outline, subscripts.count == 1, case .value(let key) = subscripts[0] else {
            return whole.unknown?.outline == nil ? .unknown(whole.slicedType) : whole
        }
        if key.string != nil {
            return asKnown(reporting(site) { try machine.element(of: outline, at: subscripts) }, of: [whole])
        }
        guard let frame = outline.frame else { return .unknown() }
        return key.int == nil ? whole : .record(frame.names.map { ($0, .unknown()) })
    }

    /// The places between brackets; nil if one is not known.
    func subscripts(_ items: [IndexItem], _ scope: Scope) -> [Subscript]? {
        var places: [Subscript]? = []
        for (position, item) in items.enumerated() {
            switch item {
            case .at(let key):
                let value = value(key, scope)
                if value.isKnown { places?.append(.value(value)) } else { places = nil }
            case .ellipsis: places?.append(.ellipsis)
            case .slice(let start, let stop, let step, let span):
                let bounds = [start, stop, step].map { bound in bound.map { value($0, scope) } }
                guard bounds.allSatisfy({ $0?.isKnown ?? true }) else {
                    places = nil
                    continue
                }
                do {
                    let ints = try bounds.map { try $0.flatMap { try machine.sliceBound($0, at: position) } }
                    places?.append(.slice(start: ints[0], stop: ints[1], step: ints[2]))
                } catch {
                    _ = report(error, Site(span: span))
                    places = nil
                }
            }
        }
        return places
    }
}

extension Value {
    /// What an element or a slice may be.
    fileprivate var slicedType: ValueType { type == .string ? .string : .any }

    /// Whether looking at an element tells the same as a run would: also of a list with parts that are not known.
    fileprivate var isIndexable: Bool { !(foreign is CheckedLayer) }
}
