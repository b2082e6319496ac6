/// The rule of an action as the service has it before any file says otherwise.
package struct RuleDefault: Sendable, Hashable {
    package var name: String
    package var check: String
    /// The tokens that it is for; none when it does not say.
    package var scopes: TokenScopes
    /// What was allowed in earlier releases, and still is unless `enforce_new_defaults` is set.
    package var deprecatedCheck: String?
    /// The requests that ask for it: `GET /networks`.
    package var operations: [String]

    package init(_ name: String, _ check: String, scopes: TokenScopes = [], deprecatedCheck: String? = nil, operations: [String] = []) {
        self.name = name
        self.check = check
        self.scopes = scopes
        self.deprecatedCheck = deprecatedCheck
        self.operations = operations
    }
}
