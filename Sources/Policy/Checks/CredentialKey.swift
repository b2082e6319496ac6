/// A property of the caller that a check can ask for.
package enum CredentialKey: Sendable, Hashable {
    case known(Known)
    /// One that only some services tell, by its path: `token.project.domain.id`.
    case other(String)

    package enum Known: String, Sendable, CaseIterable {
        case userID = "user_id"
        case userName = "user_name"
        case projectID = "project_id"
        case projectName = "project_name"
        case domainID = "domain_id"
        case userDomainID = "user_domain_id"
        case projectDomainID = "project_domain_id"
        case systemScope = "system_scope"
        case isAdmin = "is_admin"
        case isAdminProject = "is_admin_project"
        case roles
        case serviceRoles = "service_roles"
        case serviceUserID = "service_user_id"
        case serviceProjectID = "service_project_id"
    }

    /// Names that rules may use for the same.
    private static let aliases: [String: Known] = [
        "tenant_id": .projectID, "tenant": .projectID, "user": .userID, "tenant_name": .projectName, "system": .systemScope,
    ]

    package init(_ name: String) {
        self = (Known(rawValue: name) ?? Self.aliases[name]).map { .known($0) } ?? .other(name)
    }

    package var name: String {
        switch self {
        case .known(let known): known.rawValue
        case .other(let name): name
        }
    }
}
