@testable import Language

/// A tree as text in prefix form, so that a test can show what binds to what: `(+ 1 (* 2 3))`.
func treeText(_ text: String) -> String {
    let (program, diagnostics) = parse(SourceText(text))
    guard diagnostics.isEmpty else { return "! " + diagnostics.map(\.message).joined(separator: "; ") }
    return program.statements.map { $0.text }.joined(separator: " ; ")
}

extension Statement {
    var text: String {
        switch kind {
        case .expression(let value): value.text
        case .assign(let target, let value): "(= \(target.text) \(value.text))"
        case .update(let target, let update, let value, _):
            "(\(update.rawValue)= \(target.text) \(value.text))"
        case .function(let definition): definition.text
        case .layer(let layer):
            "(layer \(layer.name.name) (\(list(layer.parameters.map(\.text)))) "
                + list(
                    layer.fields.map { "(= \($0.name.name) \($0.value.text))" } + layer.methods.map(\.text))
                + ")"
        case .forLoop(let target, let values, let body): "(for \(target.text) \(values.text) \(body.text))"
        case .whileLoop(let condition, let body): "(while \(condition.text) \(body.text))"
        case .breakLoop: "break"
        case .continueLoop: "continue"
        case .returnValue(let value): "(return\(value.map { " " + $0.text } ?? ""))"
        }
    }
}

extension FunctionDefinition {
    var text: String {
        let header = "\(name.name) (\(list(parameters.map(\.text))))\(result.map { " -> " + $0.text } ?? "")"
        return "(fn \(header) \(body.text))"
    }
}

extension FormalParameter {
    var text: String {
        name.name + (annotation.map { ":" + $0.text } ?? "") + (defaultValue.map { "=" + $0.text } ?? "")
    }
}

extension Annotation {
    var text: String {
        switch kind {
        case .type(let name): name
        case .shape(let sizes): "[" + list(sizes.map { "\($0.kind)" }) + "]"
        }
    }
}

extension Block {
    var text: String { "{" + statements.map(\.text).joined(separator: "; ") + "}" }
}

extension Expression {
    var text: String {
        switch kind {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .float(let value): "\(value)"
        case .string(let value): "'\(value)'"
        case .interpolation(let parts): "(string " + list(parts.map(\.text)) + ")"
        case .name(let name): name
        case .column(let name): "." + name
        case .tuple(let elements): "(tuple" + elements.map { " " + $0.text }.joined() + ")"
        case .bracket(let elements): "[" + list(elements.map(\.text)) + "]"
        case .record(let items): "{" + list(items.map(\.text)) + "}"
        case .unary(let unary, let operand): "(\(unary.rawValue) \(operand.text))"
        case .binary(let binary, let a, let b, _): "(\(binary.rawValue) \(a.text) \(b.text))"
        case .logical(let logical, let a, let b, _): "(\(logical.rawValue) \(a.text) \(b.text))"
        case .comparison(let first, let links):
            "(chain \(first.text) " + list(links.map { "\($0.comparison.rawValue) \($0.operand.text)" }) + ")"
        case .range(let a, let b, let isClosed): "(\(isClosed ? "..." : "..<") \(a.text) \(b.text))"
        case .call(let callee, let arguments, _): "(call " + list([callee.text] + arguments.map(\.text)) + ")"
        case .methodCall(let base, let name, _, let arguments):
            "(.\(name) " + list([base.text] + arguments.map(\.text)) + ")"
        case .index(let base, let items): "(index " + list([base.text] + items.map(\.text)) + ")"
        case .member(let base, let name, _): "(get \(base.text) \(name))"
        case .arrow(let parameters, let body): "(-> (" + list(parameters.map(\.text)) + ") \(body.text))"
        case .conditional(let branches, let otherwise):
            "(if " + list(branches.map { "\($0.condition.text) \($0.body.text)" })
                + (otherwise.map { " else \($0.text)" } ?? "") + ")"
        case .attempt(let body, let name, let handler):
            "(try \(body.text) \(name?.name ?? "_") \(handler.text))"
        case .block(let block): block.text
        }
    }
}

extension StringPart {
    fileprivate var text: String {
        switch self {
        case .text(let text): "'\(text)'"
        case .value(let value, let format): value.text + (format.map { ":" + $0.text } ?? "")
        }
    }
}

extension RecordItem {
    fileprivate var text: String {
        switch self {
        case .field(let name, let value): "\(name.name): \(value.text)"
        case .spread(let value, _): "...\(value.text)"
        }
    }
}

extension Argument {
    fileprivate var text: String { (name.map { $0.name + ": " } ?? "") + value.text }
}

extension IndexItem {
    fileprivate var text: String {
        switch self {
        case .at(let value): value.text
        case .slice(let start, let stop, let step, _):
            "\(start?.text ?? ""):\(stop?.text ?? "")" + (step.map { ":" + $0.text } ?? "")
        case .ellipsis: "..."
        }
    }
}

private func list(_ texts: [String]) -> String { texts.joined(separator: " ") }
