package import JSONCodec

/// What running words and expressions may ask about the session.
package protocol ScriptEnvironment {
    /// The value of a variable, `nil` when it is undefined; `?` is the last exit status, `error` the last error's text.
    func value(ofVariable name: String) -> JSONValue?

    /// The names that a misspelt one is compared with.
    var variableNames: [String] { get }

    /// The answer to the last request, `nil` before the first.
    var lastResponse: ResponseValue? { get }
}
