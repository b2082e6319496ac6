import HTTPApplication
import NIOHTTP1

/// Who asks, as the headers say that `authtoken` sets for a user's token.
final class CallerFacts: Sendable {
    private let userID: String
    private let userName: String?
    private let projectID: String?
    private let projectName: String?
    private let domainID: String?
    private let userDomainID: String?
    private let projectDomainID: String?
    private let systemScope: String?
    private let roles: [String]
    private let serviceCatalog: String?
    /// Whether one of the roles is `admin`.
    let isAdmin: Bool
    /// Whether the token's project is said not to be the one whose administrators are those of everything.
    let isOutsideAdminProject: Bool

    /// - Returns: `nil` when the headers name no user.
    init?(_ headers: HTTPHeaders) {
        func value(_ names: String...) -> String? {
            for name in names {
                if let value = HeaderText.value(headers.first(name: name)) { return value }
            }
            return nil
        }
        guard let userID = value("X-User-Id", "X-User") else { return nil }
        self.userID = userID
        userName = value("X-User-Name")
        projectID = value("X-Project-Id", "X-Tenant-Id", "X-Tenant")
        projectName = value("X-Project-Name", "X-Tenant-Name")
        domainID = value("X-Domain-Id")
        userDomainID = value("X-User-Domain-Id")
        projectDomainID = value("X-Project-Domain-Id")
        systemScope = value(IdentityHeaders.systemScope)
        roles = value("X-Roles", "X-Role").map { HeaderText.items($0) } ?? []
        serviceCatalog = value(IdentityHeaders.serviceCatalog)
        isAdmin = roles.contains { $0.lowercased() == "admin" }
        isOutsideAdminProject = value(IdentityHeaders.isAdminProject).map { HeaderText.equalIgnoringCase($0, "false") } ?? false
    }

    /// Makes the request one of this caller.
    func establish(in context: inout RequestContext) {
        context.userID = userID
        context.userName = userName
        context.projectID = projectID
        context.projectName = projectName
        context.domainID = domainID
        context.userDomainID = userDomainID
        context.projectDomainID = projectDomainID
        context.systemScope = systemScope
        context.roles = roles
        context.serviceCatalog = serviceCatalog
        context.isAuthenticated = true
    }
}
