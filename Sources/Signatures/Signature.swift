/// One parameter of a callable.
package struct Parameter: Hashable, Sendable {
    /// How arguments reach it.
    package enum Passing: Hashable, Sendable {
        /// By position or by name.
        case normal
        /// Takes all positional arguments that are left; the value is a list.
        case variadic
        /// By name alone.
        case named
        /// Takes all named arguments that are left; the value is a record.
        case namedRest
    }

    /// What a parameter stands for when no argument is given.
    package enum Default: Hashable, Sendable {
        case none
        case bool(Bool)
        case int(Int)
        case float(Double)
        case string(String)
        /// The callable decides; the text says how, as help shows it.
        case computed(String)
    }

    /// What an argument is usually chosen from, where its type says too little: completion offers it.
    package enum Offers: Hashable, Sendable {
        /// These functions of the core library, such as losses.
        case functions([String])
        /// A file whose name has one of these endings; any file if there are none.
        case files([String])
        /// The name of any function.
        case names
    }

    package var name: String
    package var type: ValueType
    package var passing: Passing
    package var defaultValue: Default?
    /// The only strings that are allowed, where there are few: completion and errors offer them.
    package var choices: [String]
    package var offers: Offers?

    package init(
        _ name: String, _ type: ValueType = .any, _ passing: Passing = .normal,
        default defaultValue: Default? = nil, choices: [String] = [], offers: Offers? = nil
    ) {
        self.name = name
        self.type = type
        self.passing = passing
        self.defaultValue = defaultValue
        self.choices = choices
        self.offers = offers
    }

    package var isRequired: Bool {
        defaultValue == nil && (passing == .normal || passing == .named)
    }
}

/// What a callable is, apart from what it does: the one home of its name, parameters, text and example.
package struct Signature: Hashable, Sendable {
    package var name: String
    package var parameters: [Parameter]
    package var result: ValueType
    /// Markdown; the first line is a sentence that can stand alone.
    package var documentation: String
    /// A line or more of Tenon that runs by itself; the tests run it.
    package var example: String
    package var related: [String]

    package init(
        _ name: String, _ parameters: [Parameter], returns result: ValueType = .any,
        _ documentation: String, example: String, related: [String] = []
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.documentation = documentation
        self.example = example
        self.related = related
    }
}
