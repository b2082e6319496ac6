package import JSONCodec

/// A token that was issued for the shell.
package struct IssuedToken: Sendable {
    package var text: String
    /// `user`, `project`, `roles`, `expires_at` and so on, without the token itself.
    package var description: JSONObject
}

/// Why the shell gets no token.
package struct TokenRefusal: Error, CustomStringConvertible {
    package var description: String
    package var advice: String?

    init(_ description: String, advice: String? = nil) {
        self.description = description
        self.advice = advice
    }
}
