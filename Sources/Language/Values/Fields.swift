/// An ordered map from names to values.
///
/// Records are small as a rule, so that names are searched one after the other; from nine on there is an index.
package struct Fields {
    package private(set) var keys: [String] = []
    package var values: [Value] = []
    private var positions: [String: Int]?

    private static let searchedPlainly = 8

    package init() {}

    /// A name that occurs twice keeps its place and takes the later value.
    package init(_ pairs: some Sequence<(String, Value)>) {
        for (key, value) in pairs { self[key] = value }
    }

    package var count: Int { keys.count }

    /// The same, looked for first where it was before: code that reads a field mostly reads it of records of one kind.
    @inline(__always)
    func position(of key: String, guess: Int) -> Int? {
        if guess < keys.count, keys[guess] == key { return guess }
        return position(of: key)
    }

    package func position(of key: String) -> Int? {
        if let positions { return positions[key] }
        for index in 0..<keys.count where keys[index] == key { return index }
        return nil
    }

    package subscript(key: String) -> Value? {
        get { position(of: key).map { values[$0] } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): values[position] = value
            case (nil, let value?): append(key, value)
            case (let position?, nil): remove(at: position)
            case (nil, nil): break
            }
        }
    }

    private mutating func append(_ key: String, _ value: Value) {
        keys.append(key)
        values.append(value)
        if positions != nil {
            positions?[key] = keys.count - 1
        } else if keys.count > Fields.searchedPlainly {
            reindex()
        }
    }

    private mutating func remove(at position: Int) {
        keys.remove(at: position)
        values.remove(at: position)
        positions = nil
        if keys.count > Fields.searchedPlainly { reindex() }
    }

    private mutating func reindex() {
        var index: [String: Int] = [:]
        for (position, key) in keys.enumerated() { index[key] = position }
        positions = index
    }
}
