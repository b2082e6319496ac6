import HTTPApplication
import JSONCodec

extension SignedTokens {
    /// What a token says, as claims; times are whole seconds.
    static func claims(_ contents: TokenContents) -> JSONObject {
        var claims: JSONObject = [
            "sub": .string(contents.userID), "iat": .integer(contents.issuedAt.secondsSinceEpoch),
            "exp": .integer(contents.expiresAt.secondsSinceEpoch),
            "openstack_methods": .array(contents.methods.map { .string($0) }),
            "openstack_audit_ids": .array(contents.auditIDs.map { .string($0) }),
        ]
        switch contents.scope {
        case .unscoped: break
        case .project(let id): claims["openstack_project_id"] = .string(id)
        case .domain(let id): claims["openstack_domain_id"] = .string(id)
        case .system: claims["openstack_system"] = "all"
        }
        if let id = contents.trustID { claims["openstack_trust_id"] = .string(id) }
        if let id = contents.applicationCredentialID { claims["openstack_app_cred_id"] = .string(id) }
        if let id = contents.accessTokenID { claims["openstack_access_token_id"] = .string(id) }
        return claims
    }

    /// - Returns: `nil` when a claim is missing or of another kind, or names what this service does not have.
    static func contents(_ claims: JSONObject) -> TokenContents? {
        let foreign = [
            "openstack_group_ids", "openstack_idp_id", "openstack_protocol_id", "openstack_thumbprint",
        ]
        guard !foreign.contains(where: claims.contains), let user = claims["sub"]?.stringValue,
            let issued = claims["iat"]?.integerValue, TokenLimits.seconds.contains(Double(issued)),
            let expiry = claims["exp"]?.integerValue, TokenLimits.seconds.contains(Double(expiry)),
            let methods = texts(claims["openstack_methods"]), let auditIDs = texts(claims["openstack_audit_ids"]), !auditIDs.isEmpty
        else { return nil }
        let scopes: [TokenScope] = [
            claims["openstack_project_id"]?.stringValue.map { .project($0) },
            claims["openstack_domain_id"]?.stringValue.map { .domain($0) },
            claims["openstack_system"].map { _ in .system },
        ].compactMap { $0 }
        guard scopes.count <= 1 else { return nil }
        return TokenContents(
            userID: user, methods: methods, scope: scopes.first ?? .unscoped, issuedAt: Timestamp(secondsSinceEpoch: issued),
            expiresAt: Timestamp(secondsSinceEpoch: expiry), auditIDs: auditIDs, trustID: claims["openstack_trust_id"]?.stringValue,
            applicationCredentialID: claims["openstack_app_cred_id"]?.stringValue,
            accessTokenID: claims["openstack_access_token_id"]?.stringValue)
    }

    private static func texts(_ value: JSONValue?) -> [String]? {
        guard let items = value?.arrayValue else { return nil }
        let texts = items.compactMap(\.stringValue)
        return texts.count == items.count ? texts : nil
    }
}
