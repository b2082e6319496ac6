import NIOHTTP1

/// Who a token is for, ready to be told to the services: made once, and shared by the requests that come with the token.
package final class TokenIdentity: Sendable {
    package let token: ValidatedToken
    /// Whether the token is good for some requests only.
    let isRestricted: Bool
    /// What `authtoken` adds to a request.
    let headers: TokenHeaders
    /// The same without the catalog.
    let headersWithoutCatalog: TokenHeaders

    package init(_ token: ValidatedToken) {
        self.token = token
        isRestricted = token.accessRules != nil
        let fields = IdentityHeaders.fields(of: token)
        headersWithoutCatalog = TokenHeaders(fields)
        headers = token.serviceCatalog.map { TokenHeaders(fields + [(IdentityHeaders.serviceCatalog, $0)]) } ?? headersWithoutCatalog
    }
}
