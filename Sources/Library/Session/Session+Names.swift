import Frames
import Language
import Signatures

/// Core names: what a script finds without having defined it.
extension Session {
    package func coreValue(named name: String) -> Value? {
        switch name {
        case "pi": .float(.pi)
        case "inf": .float(.infinity)
        case "nan": .float(.nan)
        case "args": .list(arguments.map(Value.string))
        case "core": .object(CoreNames())
        default: catalog.native(named: name).map { .object($0) } ?? standardLibrary.value(named: name, in: self)
        }
    }

    package func help(forUnknown name: String) -> String? { NamesElsewhere.help(for: name) }

    package func help(forUnknownParameter name: String) -> String? { NamesElsewhere.help(forParameter: name) }

    package var coreNames: [String] {
        ["pi", "inf", "nan", "args", "core"] + catalog.names + standardLibrary.names
    }

    package func holder(ofColumn name: String, among variables: [(name: String, value: Value)]) -> String? {
        variables.first { $0.value.frame?.position(of: name) != nil }?.name
    }

    package func columnExpression(_ name: String) throws -> Value { .expression(.column(name)) }
}

/// `core`: the outermost scope, where `core.mean` is found even if `mean` has been redefined.
final class CoreNames: ForeignObject {
    init() { super.init(.record) }
}
