import Signatures

/// One statement, with its place in the source.
package struct Statement: Sendable {
    package let kind: Kind
    package let span: Span
    /// Whether `;` ends it: its value is then not shown.
    package let isSilent: Bool
    package let depth: Int

    package init(_ kind: Kind, _ span: Span, isSilent: Bool = false) throws(Diagnostic) {
        self.kind = kind
        self.span = span
        self.isSilent = isSilent
        depth = kind.childDepth + 1
        if depth > treeDepthLimit { throw .tooDeep(span) }
    }

    package enum Kind: Sendable {
        case expression(Expression)
        /// `target = value`. The target is a name, an index or a member, or a tuple of such.
        case assign(target: Expression, value: Expression)
        /// `target += value`. The target is a name, an index or a member.
        case update(target: Expression, BinaryOperator, value: Expression, operatorSpan: Span)
        case function(FunctionDefinition)
        case layer(LayerDefinition)
        /// `for i, x in values { }`. The target is a name or a tuple of such.
        case forLoop(target: Expression, values: Expression, body: Block)
        case whileLoop(condition: Expression, body: Block)
        case breakLoop
        case continueLoop
        case returnValue(Expression?)
    }
}

/// A parameter of a function, an arrow or a layer.
package struct FormalParameter: Sendable {
    package var name: Identifier
    package var annotation: Annotation?
    package var defaultValue: Expression?
}

/// What is said of a parameter or a result after `:` or `->`.
package struct Annotation: Sendable {
    package enum Kind: Sendable {
        /// `int`, `frame`
        case type(String)
        /// `[b, 4, _, ...]`
        case shape([SizePattern])
    }

    package var kind: Kind
    package var span: Span
}

/// One place of a shape annotation.
package struct SizePattern: Sendable {
    package enum Kind: Hashable, Sendable {
        case number(Int)
        /// A size that the body can read by this name, the same wherever it stands in the header.
        case name(String)
        /// `_`: any size.
        case any
        /// `...`: any number of axes.
        case rest
    }

    package var kind: Kind
    package var span: Span
}

/// `fn name(parameters) -> result = body`, or a method of a layer.
///
/// A class, because whoever makes functions from it at run time keeps it beyond the tree.
package final class FunctionDefinition: Sendable {
    package let name: Identifier
    package let parameters: [FormalParameter]
    package let result: Annotation?
    package let body: Expression
    /// The `##` lines directly above it, as Markdown.
    package let documentation: String?
    package let span: Span

    package init(
        name: Identifier, parameters: [FormalParameter], result: Annotation?, body: Expression,
        documentation: String?, span: Span
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        self.body = body
        self.documentation = documentation
        self.span = span
    }

    package var depth: Int { max(body.depth, parameters.depth) }
}

/// `layer name(parameters) { field = e; method(x) = e }`
package final class LayerDefinition: Sendable {
    /// `name = value`, made once when the layer is made.
    package struct Field: Sendable {
        package var name: Identifier
        package var value: Expression
    }

    package let name: Identifier
    package let parameters: [FormalParameter]
    /// In the order in which they are made.
    package let fields: [Field]
    package let methods: [FunctionDefinition]
    package let documentation: String?
    package let span: Span

    package init(
        name: Identifier, parameters: [FormalParameter], fields: [Field], methods: [FunctionDefinition],
        documentation: String?, span: Span
    ) {
        self.name = name
        self.parameters = parameters
        self.fields = fields
        self.methods = methods
        self.documentation = documentation
        self.span = span
    }

    package var depth: Int {
        max(parameters.depth, fields.map(\.value.depth).max() ?? 0, methods.map(\.depth).max() ?? 0)
    }
}
