import APIResources
import HTTPApplication

/// Who asks, as far as this service cares.
struct Caller: Sendable, Hashable {
    let projectID: String
    let roles: [String]
    let isAdmin: Bool
    /// Nobody established who asks: a pipeline without authentication trusts the caller with everything.
    let isUnrestricted: Bool

    init(_ context: RequestContext) {
        projectID = context.projectID ?? ""
        roles = context.roles.map { $0.lowercased() }
        isUnrestricted = !context.isAuthenticated
        isAdmin = isUnrestricted || context.isAdmin || roles.contains("admin")
    }

    var isService: Bool { isUnrestricted || roles.contains("service") }

    /// Whether the caller may read what its project has.
    var canRead: Bool { isAdmin || isService || roles.contains("reader") || roles.contains("member") || roles.contains("manager") }

    /// Whether the caller may change what its project has.
    var canWrite: Bool { isAdmin || isService || roles.contains("member") || roles.contains("manager") }

    var bodyCaller: BodyRules.Caller { BodyRules.Caller(projectID: projectID, isPrivileged: isAdmin || isService) }
}
