import Signatures

/// The deepest tree that is built. Every node knows its depth, and making a deeper one throws: a walk over a
/// tree, and freeing it, can then recurse without a check of its own.
package let treeDepthLimit = 1_000

/// One expression, with its place in the source.
package final class Expression: Sendable {
    package let kind: Kind
    package let span: Span
    /// 1 for a leaf, else one more than the deepest child.
    package let depth: Int

    package init(_ kind: Kind, _ span: Span) throws(Diagnostic) {
        self.kind = kind
        self.span = span
        depth = kind.childDepth + 1
        if depth > treeDepthLimit { throw .tooDeep(span) }
    }

    package enum Kind: Sendable {
        case none
        case bool(Bool)
        case int(Int64)
        case float(Double)
        case string(String)
        /// `"loss {loss:.3f}"`
        case interpolation([StringPart])
        case name(String)
        /// `.age` where an expression begins, or in a pattern of columns.
        case column(String)
        /// `(a, b)`, `(a,)` and `()`.
        case tuple([Expression])
        /// `[a, b]`: a tensor or a list, as its values decide.
        case bracket([Expression])
        /// `{lr: 0.1, ...other}`
        case record([RecordItem])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
        case logical(LogicalOperator, Expression, Expression, operatorSpan: Span)
        /// `a < b <= c`: the `and` of the pairs, each operand evaluated at most once. Two or more links.
        case comparison(Expression, [ComparisonLink])
        /// `low..<high`, or `low...high` if closed.
        case range(Expression, Expression, closed: Bool)
        /// `f(a, b: c)`; also `a |> f(b: c)`, with `a` as the first argument.
        case call(Expression, [Argument], isPiped: Bool)
        /// `x.f(a)`: x's own field `f` if that can be called, else `f(x, a)`.
        case methodCall(Expression, name: String, nameSpan: Span, [Argument])
        /// `x[i, a:b, ...]`
        case index(Expression, [IndexItem])
        /// `x.name`
        case member(Expression, name: String, nameSpan: Span)
        /// `x -> e`, `(x, y) -> e`
        case arrow([FormalParameter], body: Expression)
        /// `if a { } else if b { } else { }`
        case conditional([Branch], otherwise: Block?)
        /// `try { } catch name { }`
        case attempt(Block, name: Identifier?, handler: Block)
        case block(Block)
    }
}

/// A name and where it stands.
package struct Identifier: Sendable {
    package var name: String
    package var span: Span

    package init(name: String, span: Span) { (self.name, self.span) = (name, span) }
}

/// One part of a string with `{}` in it.
package enum StringPart: Sendable {
    case text(String)
    /// `{value:format}`; the format is what stands after the first `:`, unread.
    case value(Expression, format: Format?)

    package struct Format: Sendable {
        package var text: String
        package var span: Span
    }
}

/// One item of a record.
package enum RecordItem: Sendable {
    case field(Identifier, Expression)
    /// `...other`
    case spread(Expression, Span)
}

/// One comparison of a chain: the operator and its right operand.
package struct ComparisonLink: Sendable {
    package var comparison: BinaryOperator
    package var operatorSpan: Span
    package var operand: Expression
}

/// One argument of a call.
package struct Argument: Sendable {
    /// Set if it is passed by name.
    package var name: Identifier?
    package var value: Expression

    package var span: Span { name.map { $0.span.joined(with: value.span) } ?? value.span }
}

/// One place of an index.
package enum IndexItem: Sendable {
    case at(Expression)
    /// `start:stop:step`, each of which may be missing.
    case slice(start: Expression?, stop: Expression?, step: Expression?, Span)
    /// `...`: all axes in between.
    case ellipsis(Span)

    package var span: Span {
        switch self {
        case .at(let value): value.span
        case .slice(_, _, _, let span), .ellipsis(let span): span
        }
    }
}

/// A condition and what is done if it holds.
package struct Branch: Sendable {
    package var condition: Expression
    package var body: Block
}

/// `{ … }` with statements; its value is that of the last one, if that is an expression.
package struct Block: Sendable {
    package var statements: [Statement]
    package var span: Span

    package var depth: Int { statements.reduce(0) { max($0, $1.depth) } }
}

extension Diagnostic {
    static func tooDeep(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit, "this is nested more than \(treeDepthLimit) levels deep", at: span,
            help: "give parts of it names of their own, in statements before it")
    }
}
