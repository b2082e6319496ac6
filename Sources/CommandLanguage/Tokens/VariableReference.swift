package import JSONCodec

/// A `$NAME`, `${NAME}`, `${NAME:-default}`, `$?` or `$error` in a word or in an expression.
package struct VariableReference: Sendable, Hashable {
    /// The name without `$`; `?` for the last exit status.
    package var name: String
    /// The steps into a JSON value in `${NAME.member[0]}`; `nil` where there are none.
    package var path: JSONPath?
    /// The segments after `:-`, used when the variable is undefined or empty; `nil` where none are given.
    package var fallback: [Word.Segment]?
    package var range: SourceRange

    package init(name: String, path: JSONPath? = nil, fallback: [Word.Segment]? = nil, range: SourceRange) {
        self.name = name
        self.path = path
        self.fallback = fallback
        self.range = range
    }

    /// Looks the variable up.
    ///
    /// - Throws: a diagnostic at the reference when it is undefined, or its path leads nowhere, and no default is given.
    package func value(in environment: any ScriptEnvironment) throws(Diagnostic) -> JSONValue {
        var found = environment.value(ofVariable: name)
        let isDefined = found != nil
        if let path, let value = found { found = try path.value(in: value.decodingText, environment: environment) }
        if let fallback {
            if let found, found != .string(""), !found.isNull { return found }
            return .string(try Word.text(of: fallback, in: environment))
        }
        if let found { return found }
        if isDefined, let path { throw Diagnostic("'\(path.text)' leads nowhere in '$\(name)'", at: range) }
        throw Diagnostic(
            "undefined variable '\(name)'", at: range, advice: "write ${\(name):-default} for a variable that may be missing",
            suggestions: Spelling.suggestions(for: name, among: environment.variableNames))
    }
}
