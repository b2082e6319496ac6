import HTTPApplication
import JSONCodec
import Policy

/// What a caller may do: the one place that is asked. The rules are keystone's, with what policy files say instead.
struct IdentityPolicy: Sendable {
    let enforcer: Enforcer

    /// Whether `caller` may do `action`, `get_project` for instance.
    ///
    /// - Parameter target: what the action is about: the path's captures, and under `target` the resources concerned.
    func allows(_ action: String, _ caller: IdentityCaller, _ target: JSONObject) -> Bool {
        enforcer.rules.allows("identity:" + action, caller.credentials, target)
    }

    /// - Throws: ``IdentityFault``, 403.
    func authorize(_ action: String, _ caller: IdentityCaller, _ target: JSONObject) throws {
        guard allows(action, caller, target) else { throw IdentityFault.denied("identity:" + action) }
    }
}

extension IdentityCaller {
    /// The caller as rules see it: keystone's own also look at the token.
    fileprivate var credentials: PolicyCredentials {
        var credentials = PolicyCredentials(context)
        var token: JSONObject = ["user": ["domain": ["id": JSONValue(context.userDomainID)]]]
        if let domainID { token["domain"] = ["id": .string(domainID)] }
        if projectID != nil { token["project"] = ["domain": ["id": JSONValue(projectDomainID)]] }
        credentials.extra = ["token": .object(token)]
        return credentials
    }
}
