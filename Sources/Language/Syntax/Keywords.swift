extension Token.Kind {
    /// The keyword that is spelled by these bytes. Told apart by length first: most names are none.
    static func keyword(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Token.Kind? {
        guard (2...8).contains(bytes.count) else { return nil }
        for (spelling, kind) in keywords[bytes.count - 2] where bytes.elementsEqual(spelling.utf8) {
            return kind
        }
        return nil
    }

    /// By length, from 2.
    fileprivate static let keywords: [[(String, Token.Kind)]] = [
        [("fn", .fn), ("if", .if), ("in", .in), ("or", .or)],
        [("for", .for), ("and", .and), ("not", .not), ("try", .try)],
        [("else", .else), ("true", .true), ("none", .none)],
        [("layer", .layer), ("while", .while), ("break", .break), ("false", .false), ("catch", .catch)],
        [("return", .return)],
        [],
        [("continue", .continue)],
    ]
}

/// The words that cannot be names; they may follow `.` and precede `:`.
package let keywords: [String] = Token.Kind.keywords.joined().map { $0.0 }
