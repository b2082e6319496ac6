package import JSONCodec

/// What the names in an expression stand for.
package struct ExpressionScope {
    package var environment: (any ScriptEnvironment)?
    /// What `$.` starts from; the last answer's body where it is `nil`.
    package var document: JSONValue?
    /// What `@` starts from; only inside a filter.
    package var current: JSONValue?

    package init(environment: (any ScriptEnvironment)?, document: JSONValue? = nil, current: JSONValue? = nil) {
        self.environment = environment
        self.document = document
        self.current = current
    }
}
