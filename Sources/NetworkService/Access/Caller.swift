import APIResources
import HTTPApplication
import Policy

/// Who asks, as far as this service cares, and the rules under which the request is answered from its beginning to its end.
struct Caller: Sendable {
    let projectID: String
    private(set) var credentials: PolicyCredentials
    let rules: RuleSet
    let isAdmin: Bool
    /// Nobody established who asks: a pipeline without authentication trusts the caller with everything.
    let isUnrestricted: Bool

    init(_ context: RequestContext, rules: RuleSet) {
        self.rules = rules
        projectID = context.projectID ?? ""
        isUnrestricted = !context.isAuthenticated
        guard !isUnrestricted else {
            credentials = PolicyCredentials(isAdmin: true)
            isAdmin = true
            return
        }
        credentials = PolicyCredentials(context)
        // Who has a token is what the rules say; who has none was made an administrator by the pipeline.
        isAdmin =
            context.authToken == nil && context.isAdmin || rules.allows("context_is_admin", credentials, credentials)
        credentials.isAdmin = isAdmin
    }

    /// Acts for another service, or for all projects in another way.
    var isService: Bool {
        isUnrestricted || rules.allows("service_api", credentials, credentials)
            || rules.allows("context_is_advsvc", credentials, credentials)
    }

    /// Whether the caller may read what its own project has, where no rule is about that.
    var canRead: Bool { isAdmin || isService || ["reader", "member", "manager"].contains { credentials.has(role: $0) } }

    func may(_ rule: String, _ target: PolicyTarget) -> Bool { isUnrestricted || rules.allows(rule, credentials, target) }

    /// Whether the caller may give an attribute that no rule is about.
    func mayGive(_ attribute: Attribute) -> Bool {
        if attribute.flags.contains(.serviceWrite) { return isService }
        return !attribute.flags.contains(.adminWrite) || isAdmin
    }

    var bodyCaller: BodyRules.Caller { BodyRules.Caller(projectID: projectID, isPrivileged: isAdmin || isService) }
}
