/// `expect STATUS [JSONPATH OP VALUE]...`: what the answer to a request must be.
package struct Expectation: Sendable, Hashable {
    /// `200`, `2xx`, `200,204`; may hold variables.
    package var status: Word
    package var checks: [Comparison]
    package var range: SourceRange

    /// What of it `response` does not meet, a line or more for each; empty when all is met.
    ///
    /// - Throws: a diagnostic for an undefined variable or a status that is none.
    package func failures(of response: ResponseValue, in environment: any ScriptEnvironment) throws(Diagnostic) -> [String] {
        let text = try status.expanded(in: environment)
        guard let patterns = StatusPattern.list(parsing: text) else { throw StatusPattern.diagnostic(for: text, at: status.range) }
        var failures: [String] = []
        if !patterns.contains(where: { $0.matches(response.status) }) {
            failures.append("expected status \(text), got \(response.statusLine)")
        }
        let scope = ExpressionScope(environment: environment, document: response.body)
        for check in checks {
            let evaluation = try Expression.comparison(check).evaluate(in: scope)
            guard !evaluation.holds else { continue }
            failures.append("expected \(check.text)\n\(evaluation.decisive?.description ?? "")")
        }
        return failures
    }
}
