import Frames
import Language

/// A call of a verb that has run.
struct NarratedCall {
    let arguments: Arguments
    let result: Value

    var before: Frame { get throws { try arguments.frame(0) } }
    var after: Frame { result.frame ?? Frame() }
}

extension FrameFunctions {
    /// What each verb says of what it did; a verb that is not listed does no more than its name says.
    static let narrations: [String: @Sendable (NarratedCall) throws -> String?] = [
        "read_csv": { Narration.read($0.after) },
        "filter": { try Narration.filtered($0.before, $0.after, condition: $0.condition) },
        "sample": { try Narration.rowsChosen($0.before, $0.after) },
        "outliers": { try Narration.rowsChosen($0.before, $0.after) },
        "unique": { try Narration.combinations($0.before, $0.after) },
        "count": { try Narration.combinations($0.before, $0.after) },
        "drop_duplicates": { try Narration.rowsLeft($0.before, $0.after) },
        "drop_missing": { try Narration.missingDropped($0.before, $0.after) },
        "fill_missing": { try Narration.filled($0.before, $0.after) },
        "select": { try Narration.columnsLeft($0.before, $0.after) },
        "drop": { try Narration.columnsLeft($0.before, $0.after) },
        "rename": { try Narration.renamed($0.before, $0.after) },
        "derive": { try Narration.derived($0.before, $0.after, $0.arguments.fields(1).map(\.name)) },
        "group_by": { try Narration.grouped($0.after) },
        "summarize": { try Narration.summarized($0.before, $0.after) },
        "join": {
            try Narration.joined(
                $0.before, $0.arguments.frame(1), on: $0.arguments.joinKeys(2), $0.after)
        },
        "concat": { try Narration.concatenated($0.arguments.concatenatedFrames, $0.after) },
        "split": {
            try Narration.divided(
                $0.result.sequence?.compactMap(\.frame) ?? [], stratify: $0.arguments.optionalColumnName(2))
        },
    ]

    /// The verb, which says what it did where that is wanted.
    static func narrated(_ verb: Native) -> Native {
        let name = verb.signature.name
        guard let sentence = narrations[name] else { return verb }
        return verb.with { arguments in
            let result = try verb.body(&arguments)
            let session = try arguments.session
            if session.narrator.listens(to: name),
                let text = try sentence(NarratedCall(arguments: arguments, result: result))
            {
                session.narrate(name, text)
            }
            return result
        }
    }
}

extension NarratedCall {
    /// The condition of `filter` for each row.
    fileprivate var condition: Column? { arguments[1].column }
}
