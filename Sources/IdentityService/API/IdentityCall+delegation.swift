import ConfigOptions

/// Rules for callers whose token stands for a delegation: what was granted must not grow.
///
/// Upstream: keystone, `keystone/api/_shared/delegation.py`.
extension IdentityCall {
    /// - Throws: ``IdentityFault``, 403, for a token of a trust, or of any other delegation.
    func refuseDelegation() throws {
        guard try token?.contents.isDelegated(settings) != true else { throw Self.delegated }
    }

    /// Refuses all delegations but trusts, which may be managed with a token of a trust.
    ///
    /// - Throws: ``IdentityFault``, 403.
    func refuseDelegatedTrustee() throws {
        guard let contents = try token?.contents, contents.isOfDelegatedMethod(settings) else { return }
        let option = settings.config.value("allow_insecure_application_credential_trust_escalation", group: "security_compliance")
        guard option == .boolean(true), contents.methods.contains("application_credential") else { throw Self.delegated }
    }

    /// Tokens of EC2 credentials are for the services that asked for them, which have them validated; here they count for nothing.
    ///
    /// - Throws: ``IdentityFault``, 403.
    func refuseEC2Token() throws {
        guard try token?.contents.methods.contains(EC2TokensController.method) != true else {
            throw IdentityFault.forbidden("A token of an EC2 credential is not taken here.")
        }
    }

    private static let delegated = IdentityFault.forbidden("A token that stands for a delegation may not do that.")
}
