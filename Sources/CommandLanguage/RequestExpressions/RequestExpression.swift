/// A condition on requests, compiled once and judged for many: `path ~ '^/v2.0/ports' && method == 'POST' && status >= 500`.
///
/// Its operators are those of `assert`; in place of variables and answers it has the fields of a request. Patterns are compiled with it, and judging
/// takes time proportional to the texts that it looks at.
package struct RequestExpression: Sendable {
    /// What an expression says of a request.
    package enum Verdict: Sendable, Hashable {
        case holds, fails
        /// It depends on something that is not known yet.
        case open
    }

    indirect enum Node: Sendable {
        case constant(Bool)
        /// The field is there and not empty or zero.
        case present(RequestField)
        case test(RequestField, RequestTest)
        case relation(RequestField, Comparison.Operator, RequestField)
        case not(Node)
        case and(Node, Node)
        case or(Node, Node)
    }

    /// The expression as it was written.
    package let text: String
    let root: Node

    /// Parses and compiles an expression that stands alone.
    ///
    /// - Throws: a diagnostic at the character that does not fit.
    package init(parsing text: String, file: String = "<expression>") throws(Diagnostic) {
        let source = SourceText(text, file: file)
        try self.init(source: source, range: 0..<source.count)
    }

    init(source: SourceText, range: Range<Int>) throws(Diagnostic) {
        var parser = ExpressionParser(source: source, index: range.lowerBound, limit: range.upperBound, vocabulary: .requests)
        let expression = try parser.parseWhole()
        root = try Node(compiling: expression, at: source.range(range))
        text = source.text(range)
    }

    /// The fields that it looks at.
    package var fields: Set<RequestField> {
        var found: Set<RequestField> = []
        root.collect(&found)
        return found
    }
}

extension RequestExpression.Node {
    fileprivate func collect(_ fields: inout Set<RequestField>) {
        switch self {
        case .constant: break
        case .present(let field), .test(let field, _): fields.insert(field)
        case .relation(let left, _, let right): fields.formUnion([left, right])
        case .not(let inner): inner.collect(&fields)
        case .and(let left, let right), .or(let left, let right):
            left.collect(&fields)
            right.collect(&fields)
        }
    }
}
