import HTTPApplication
import JSONCodec

extension ResolvedToken {
    /// The token as the API shows it.
    ///
    /// - Parameter host: the host that whoever asks has reached this machine by.
    func view(includingCatalog: Bool, host: String? = nil) -> JSONValue {
        var view = JSONObject(reservingCapacity: 12)
        func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        view.append("methods", texts(contents.methods))
        view.append(
            "user",
            [
                "domain": Self.reference(userDomain), "id": .string(user.id), "name": .string(user.name),
                "password_expires_at": passwordExpiresAt.map { .string($0.identityTime) } ?? .null,
            ])
        view.append("audit_ids", texts(contents.auditIDs))
        view.append("expires_at", .string(contents.expiresAt.identityTime))
        view.append("issued_at", .string(contents.issuedAt.identityTime))
        if let project {
            let domain: JSONValue = projectDomain.map(Self.reference) ?? ["id": .null, "name": .null]
            view.append("project", ["domain": domain, "id": .string(project.id), "name": .string(project.name)])
            view.append("is_domain", .bool(project.isDomain))
        }
        if let domain { view.append("domain", Self.reference(domain)) }
        if isScoped { view.append("roles", .array(roles.map { ["id": .string($0.id), "name": .string($0.name)] })) }
        if contents.scope == .system { view.append("system", ["all": true]) }
        if let trust {
            view.append(
                "OS-TRUST:trust",
                [
                    "id": .string(trust.id), "trustor_user": ["id": .string(trust.trustorID)],
                    "trustee_user": ["id": .string(trust.trusteeID)], "impersonation": .bool(trust.isImpersonation),
                ])
        }
        if isScoped, includingCatalog { view.append("catalog", standing.catalogView(host: host)) }
        if let accessToken {
            view.append("OS-OAUTH1", ["access_token_id": .string(accessToken.id), "consumer_id": .string(accessToken.consumerID)])
        }
        if let credential = applicationCredential {
            var shown: JSONObject = [
                "id": .string(credential.id), "name": .string(credential.name), "restricted": .bool(!credential.isUnrestricted),
            ]
            if let rules = credential.accessRules { shown["access_rules"] = .array(rules.map { .object($0) }) }
            view.append("application_credential", .object(shown))
        }
        return ["token": .object(view)]
    }

    private static func reference(_ domain: ProjectRecord) -> JSONValue { ["id": .string(domain.id), "name": .string(domain.name)] }
}

extension TokenStanding {
    /// The catalog with the addresses for the tokens' project and user.
    func catalogView(host: String? = nil) -> JSONValue {
        .array(catalog.map { $0.view(projectID: scope.projectID, userID: user.id, host: host) })
    }
}
