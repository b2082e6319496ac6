package import JSONCodec

/// An identity service as the shell sees it: whoever holds the control socket may act as anybody, so it asks for no passwords.
package protocol TokenAuthority: Sendable {
    /// A new token of a user.
    ///
    /// - Parameters:
    ///   - user: a name or an id.
    ///   - project: a name or an id; without it the user's default project, the only one, or the system, whichever there is first.
    /// - Throws: ``TokenRefusal``.
    func issueToken(user: String, project: String?) async throws -> IssuedToken

    /// What a token stands for; `nil` when it is not valid.
    func describeToken(_ token: String) async throws -> JSONObject?

    /// Makes a token and all that were made from the same login invalid.
    ///
    /// - Returns: whether it was valid.
    func revokeToken(_ token: String) async throws -> Bool

    /// Makes the staged key the one that signs, and stages a new one.
    ///
    /// - Returns: the numbers of the keys that remain.
    func rotateTokenKeys() async throws -> [Int]
}

/// A token that was issued for the shell.
package struct IssuedToken: Sendable {
    package var text: String
    /// `user`, `project`, `roles`, `expires_at` and so on, without the token itself.
    package var description: JSONObject

    package init(text: String, description: JSONObject) {
        self.text = text
        self.description = description
    }
}

/// Why no token is issued.
package struct TokenRefusal: Error, CustomStringConvertible {
    package var description: String
    package var advice: String?

    package init(_ description: String, advice: String? = nil) {
        self.description = description
        self.advice = advice
    }
}
