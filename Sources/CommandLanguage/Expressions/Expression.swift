package import JSONCodec

/// What `assert`, `if` and `expect` judge: comparisons of literals, variables and parts of the last answer, joined by `&&`, `||` and `!`.
package indirect enum Expression: Sendable, Hashable {
    case literal(JSONValue)
    /// A string with variables in it.
    case interpolated(Word)
    case variable(VariableReference)
    /// `$.network.id`: a part of the last answer's body; in a filter, of the filtered document.
    case path(JSONPath)
    /// `@.name`: a part of the element that a filter judges.
    case current(JSONPath)
    /// `status`: the last answer's HTTP status.
    case status(SourceRange)
    /// A field of a request, where expressions are about requests.
    case field(RequestField, SourceRange)
    case comparison(Comparison)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)

    /// Parses an expression that stands alone.
    ///
    /// - Throws: a diagnostic at the character that does not fit.
    package init(parsing text: String, file: String = "<expression>") throws(Diagnostic) {
        let source = SourceText(text, file: file)
        self = try Expression(source: source, range: 0..<source.count)
    }

    init(source: SourceText, range: Range<Int>) throws(Diagnostic) {
        var parser = ExpressionParser(source: source, index: range.lowerBound, limit: range.upperBound)
        self = try parser.parseWhole()
    }
}
