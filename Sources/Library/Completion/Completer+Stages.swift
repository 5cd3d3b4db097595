import Language
import Signatures

/// Functions that take what stands before a `|>` or a dot.
extension Completer {
    /// What can follow a `|>`: functions that take what stands before it. All other names wait for a letter.
    mutating func addStages(for receiver: WrittenExpression) {
        guard let known = inference.known(receiver) else { return addNames() }
        for signature in ownSignatures(takingFirst: known.type) {
            list.add(signature.name, .function, detail: signature.description)
        }
        for signature in session.signatures(takingFirst: known.type, orAny: isAnyWanted) {
            list.add(signature.name, .function, detail: signature.summary)
        }
        if isAnyWanted || list.isEmpty { addNames() } else { isPartial = true }
    }

    /// Functions of any value are many, and seldom meant: they wait for a first letter.
    var isAnyWanted: Bool { !cursor.word.isEmpty || wantsAll }

    /// The functions and layers that the text and the session define, the newest first, ordered as the library's.
    func ownSignatures(takingFirst type: ValueType?) -> [Signature] {
        let written = cursor.names.reversed().compactMap { name in
            if case .function(let header) = name.origin { header } else { nil }
        }
        let defined = session.main.definitions.reversed().compactMap(\.value.functionHeader)
        return (written + defined).map { Signature($0) }.ordered(takingFirst: type)
    }
}

extension Session {
    /// The library's implementations whose first argument may be of a type, family by family in their order. If the
    /// type is not known, those that ask for one.
    ///
    /// - Parameter orAny: whether functions of any value are wanted.
    func signatures(takingFirst type: ValueType?, orAny: Bool) -> [Signature] {
        catalog.names.compactMap { name in
            catalog.overloads(of: name).lazy.map(\.signature).first { signature in
                signature.width(takingFirst: type).map { orAny || $0 < .max } ?? false
            }
        }.ordered(takingFirst: type)
    }
}

extension [Signature] {
    /// Those whose first argument may be of a type, what is made for it before what takes several types; else as they
    /// were.
    fileprivate func ordered(takingFirst type: ValueType?) -> [Signature] {
        let found = compactMap { signature in
            signature.width(takingFirst: type).map { (signature: signature, width: Swift.min($0, Signature.broad)) }
        }
        return (1...Signature.broad).flatMap { width in found.filter { $0.width == width }.map(\.signature) }
    }
}

extension Signature {
    /// Of so many types, or more, is hardly made for one of them.
    fileprivate static let broad = 4

    /// Of how many types the first argument may be, if it may be of this one; `Int.max` if of any, and many if it only
    /// serves as another, as a model does as a function.
    fileprivate func width(takingFirst type: ValueType?) -> Int? {
        guard let first = firstPositional?.type, type.map(first.accepts) ?? true else { return nil }
        if first == .any { return .max }
        guard type.map(first.names) ?? true else { return Self.broad }
        if case .oneOf(let types) = first { return types.count }
        return 1
    }
}

extension ValueType {
    /// Whether a type is this one or one of its several, whatever the sizes of a tensor.
    fileprivate func names(_ type: ValueType) -> Bool {
        switch (self, type) {
        case (.oneOf(let types), _): types.contains { $0.names(type) }
        case (.tensor, .tensor): true
        default: self == type
        }
    }
}
