/// What the identity service says about a token that is valid.
package struct ValidatedToken: Sendable, Hashable {
    package var userID: String
    package var userName: String?
    package var userDomainID: String?
    package var userDomainName: String?
    /// Set when the token is scoped to a project.
    package var projectID: String?
    package var projectName: String?
    package var projectDomainID: String?
    package var projectDomainName: String?
    /// Set when the token is scoped to a domain.
    package var domainID: String?
    package var domainName: String?
    /// `all` when the token is scoped to the system.
    package var systemScope: String?
    package var roles: [String]
    package var isAdminProject: Bool?
    /// The catalog as JSON text in the form of Identity v2, as `X-Service-Catalog` carries it.
    package var serviceCatalog: String?
    /// The types of the services in the catalog.
    package var serviceTypes: [String] = []
    /// The requests that the token may make; `nil` when it may make all that its roles allow.
    package var accessRules: [AccessRule]?

    package init(
        userID: String, userName: String? = nil, userDomainID: String? = nil, userDomainName: String? = nil, projectID: String? = nil,
        projectName: String? = nil, projectDomainID: String? = nil, projectDomainName: String? = nil, domainID: String? = nil,
        domainName: String? = nil, systemScope: String? = nil, roles: [String] = [], isAdminProject: Bool? = nil,
        serviceCatalog: String? = nil
    ) {
        self.userID = userID
        self.userName = userName
        self.userDomainID = userDomainID
        self.userDomainName = userDomainName
        self.projectID = projectID
        self.projectName = projectName
        self.projectDomainID = projectDomainID
        self.projectDomainName = projectDomainName
        self.domainID = domainID
        self.domainName = domainName
        self.systemScope = systemScope
        self.roles = roles
        self.isAdminProject = isAdminProject
        self.serviceCatalog = serviceCatalog
    }
}
