/// Rules for callers whose token stands for a delegation: what was granted for one project must not grow.
extension IdentityCall {
    /// - Throws: ``IdentityFault``, 403, for a token of a trust, an access token or an application credential.
    func refuseDelegation() throws {
        guard try token?.contents.isDelegated != true else {
            throw IdentityFault.forbidden("A token of a delegation does not manage access tokens.")
        }
    }
}

extension TokenContents {
    /// Whether it stands for a trust, an access token or an application credential.
    var isDelegated: Bool { trustID != nil || applicationCredentialID != nil || accessTokenID != nil }
}
