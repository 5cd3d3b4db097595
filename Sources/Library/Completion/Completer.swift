import Frames
import Language
import Signatures

/// Gathers what can stand at one cursor.
struct Completer {
    let session: Session
    let cursor: Cursor
    let inference: Inference
    /// The innermost call that the cursor is in an argument of, if what it calls is known.
    let call: KnownCall?
    var list: CandidateList
    /// Whether even what seldom fits is wanted.
    let wantsAll: Bool
    /// Whether something that could be written was left out because it seldom fits.
    var isPartial = false
    /// Whether the word begins the name of a function that the parameter is made for, such as an optimizer.
    var beginsChoice = false

    init(_ session: Session, _ cursor: Cursor, wantsAll: Bool) {
        self.session = session
        self.wantsAll = wantsAll
        self.cursor = cursor
        inference = Inference(session, cursor.names)
        call = Self.innermostCall(cursor, inference)
        list = CandidateList(cursor.word)
    }

    func completions() -> Completions {
        var completer = self
        var completions = Completions(start: completer.gather())
        completions.candidates = completer.list.inOrder
        completions.isPartial = completer.isPartial
        if let line = call?.line {
            completions.signature = line.text
            completions.currentParameter = line.current
        }
        return completions
    }

    /// Fills the list, and says where the word begins.
    private mutating func gather() -> Int {
        switch cursor.place {
        case .nothing: break
        case .name:
            addParameterValues()
            addParameterNames()
            addKeys()
            addNames()
        case .stage(let receiver): addStages(for: receiver)
        case .member(let receiver): addMembers(of: receiver)
        case .column: addColumns()
        case .string: return gatherText()
        case .annotation:
            for name in ValueType.annotations.keys.sorted() { list.add(name, .value) }
        case .operation:
            for word in ["and", "or", "not", "in", "else", "catch"] { list.add(word, .keyword) }
        }
        return cursor.start
    }

    /// Lists and tuples may stand between the cursor and the call; a block or a record is a place of its own.
    private static func innermostCall(_ cursor: Cursor, _ inference: Inference) -> KnownCall? {
        for surrounding in cursor.surroundings {
            switch surrounding {
            case .elements, .index, .record: continue
            case .call(let call): return KnownCall(call, inference)
            case .block, .parameters: return nil
            }
        }
        return nil
    }

    /// Whether the word begins an argument, or an element of a list in one.
    var beginsArgument: Bool {
        if case .elements? = cursor.surroundings.first { return call != nil }
        if case .call(let written)? = cursor.surroundings.first { return written.beginsValue }
        return false
    }

    /// The parameter whose value is being written.
    var parameter: Parameter? { beginsArgument ? call?.parameter : nil }

    // MARK: Frames at hand

    /// The frames whose columns an expression may mean here: those of the calls and indices around, the innermost
    /// first. Of a call with several, such as `join`, each.
    var framesAtHand: [Frame] {
        for surrounding in cursor.surroundings {
            switch surrounding {
            case .call(let call):
                let values = ([call.receiver].compactMap(\.self) + call.arguments.map(\.value)).compactMap(
                    inference.known)
                let frames = values.compactMap(\.frame)
                if !frames.isEmpty { return frames }
            case .index(let base):
                if let frame = inference.known(base)?.frame { return [frame] }
            default: continue
            }
        }
        return []
    }
}
