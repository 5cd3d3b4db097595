import Signatures

/// What a function of the language is from outside.
package struct FunctionHeader {
    package struct Parameter {
        package var name: String
        package var hasDefault = false
        /// Its annotation as written, or nil.
        package var annotation: String?
    }

    package var name: String
    package var parameters: [Parameter] = []
    package var documentation: String?
}

/// A compiled function.
final class Code {
    var header: FunctionHeader

    init(header: FunctionHeader) {
        self.header = header
    }
}

/// A compiled `layer` declaration.
final class LayerCode {
    var header: FunctionHeader
    /// The parameters' names, then the fields'.
    var fieldNames: [String] = []
    var waitingFields: [Int] = []

    init(header: FunctionHeader) {
        self.header = header
    }
}
