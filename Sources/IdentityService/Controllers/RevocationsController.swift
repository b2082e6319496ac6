import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `/OS-REVOKE/events`, and what tells clients of the older signed tokens that these are no more.
enum RevocationsController {
    static let operations: [IdentityOperation] = [
        IdentityOperation(.GET, "OS-REVOKE/events", "revocation_event", "index") { try list($0) },
        IdentityOperation(.GET, "auth/tokens/OS-PKI/revoked", "token", "revoked", isOpen: true) { call in
            guard call.settings.config.value("revoke_by_id", group: "token") == .boolean(false) else {
                throw IdentityFault.forbidden("There is no list of revoked tokens.")
            }
            throw gone
        },
        IdentityOperation(.GET, "OS-SIMPLE-CERT/ca", "certificate", "ca", isOpen: true) { _ in throw gone },
        IdentityOperation(.GET, "OS-SIMPLE-CERT/certificates", "certificate", "index", isOpen: true) { _ in throw gone },
    ]

    private static let gone = IdentityFault(.gone, type: "Gone", "There are no tokens any more that are signed with certificates.")

    /// The revocations that can still concern a token.
    private static func list(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_revoke_events")
        let settings = call.service.tokenSettings
        let lifetime = settings.expiration + settings.allowExpiredWindow
        var since = Timestamp(microseconds: Timestamp.now().microseconds - lifetime * 1_000_000)
        if let text = call.query.first("since"), !text.isEmpty {
            guard let time = Timestamp(identityTime: text) else { throw IdentityFault.invalid("since", "'\(text)' is no time") }
            since = max(since, Timestamp(microseconds: time.microseconds + 1))
        }
        let events = try call.service.read { try $0.revocations(since: since) }
        return Response(json: [
            "events": .array(events.map { .object($0.view) }),
            "links": ["next": .null, "self": .string(call.linkBase + "/OS-REVOKE/events"), "previous": .null],
        ])
    }
}

extension RevocationEvent {
    /// The event as the API shows it: what it does not name is left out.
    fileprivate var view: JSONObject {
        var view = JSONObject()
        let members = [
            ("user_id", userID), ("role_id", roleID), ("domain_id", domainID), ("project_id", projectID), ("audit_id", auditID),
            ("audit_chain_id", auditChainID), ("OS-TRUST:trust_id", trustID), ("OS-OAUTH1:consumer_id", consumerID),
        ]
        for (name, value) in members { if let value { view.append(name, .string(value)) } }
        view.append("issued_before", .string(issuedBefore.identityTime))
        view.append("revoked_at", .string(revokedAt.identityTime))
        return view
    }
}
