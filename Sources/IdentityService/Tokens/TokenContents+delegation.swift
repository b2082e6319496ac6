import ConfigOptions

extension TokenContents {
    /// The methods by which users themselves prove who they are.
    private static let primaryMethods: Set<String> = [
        "external", "kerberos", "mapped", "openid", "password", "saml2", "token", "totp", "x509",
    ]

    /// Whether the token was made with a method that stands for less than its user: an application credential, an access token, an EC2
    /// credential, or one that nobody knows.
    func isOfDelegatedMethod(_ settings: IdentitySettings) -> Bool {
        var primary = Self.primaryMethods.union(settings.config.list("additional_primary_auth_methods", group: "auth"))
        primary.remove(EC2TokensController.method)
        return methods.isEmpty || !methods.allSatisfy(primary.contains)
    }

    /// Whether the token stands for a trust, or was made with such a method.
    func isDelegated(_ settings: IdentitySettings) -> Bool { trustID != nil || isOfDelegatedMethod(settings) }
}
