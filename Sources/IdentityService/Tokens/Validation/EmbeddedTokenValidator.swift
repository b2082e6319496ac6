import ConfigOptions
import HTTPApplication
import JSONCodec
package import StandardFilters

/// Answers filters of this process directly: no HTTP, no JSON, and after the first time nothing but a look-up.
///
/// What it keeps is dropped with every change of identities and every revocation: a token of a user who was disabled fails at the next request.
package struct EmbeddedTokenValidator: TokenValidator {
    private let service: IdentityService

    package init(service: IdentityService) { self.service = service }

    package func validate(_ token: String, allowingExpired: Bool) async throws -> ValidatedToken? {
        let state = service.tokenState
        let generation = service.generation
        let key = TokenCache<ValidatedToken>.Key(token)
        if let known = state.views.value(key, generation: generation, now: .now()) { return known }
        let tokens = service.tokens
        guard let resolved = try tokens.validate(token, window: allowingExpired ? tokens.settings.allowExpiredWindow : 0) else {
            return nil
        }
        let view = ValidatedToken(resolved, adminProject: service.settings.adminProject)
        state.views.keep(view, for: key, generation: generation, validUntil: resolved.validUntil)
        return view
    }
}

extension ValidatedToken {
    /// - Parameter adminProject: the names of the only project, and its domain, whose administrators are those of everything.
    init(_ token: ResolvedToken, adminProject: (domain: String, project: String)?) {
        let catalog = token.catalogView().arrayValue ?? []
        self.init(
            userID: token.user.id, userName: token.user.name, userDomainID: token.userDomain.id, userDomainName: token.userDomain.name,
            projectID: token.project?.id, projectName: token.project?.name, projectDomainID: token.projectDomain?.id,
            projectDomainName: token.projectDomain?.name, domainID: token.domain?.id, domainName: token.domain?.name,
            systemScope: token.contents.scope == .system ? "all" : nil, roles: token.roles.map(\.name),
            isAdminProject: adminProject.map { $0.project == token.project?.name && $0.domain == token.projectDomain?.name } ?? true,
            serviceCatalog: token.isScoped ? ServiceCatalog.olderForm(catalog) : nil)
        serviceTypes = ServiceCatalog.types(catalog)
        accessRules = token.applicationCredential?.accessRules?.map { rule in
            AccessRule(
                service: rule["service"]?.stringValue ?? "", method: rule["method"]?.stringValue ?? "",
                path: rule["path"]?.stringValue ?? "")
        }
    }
}

extension IdentitySettings {
    /// `[resource] admin_project_domain_name` and `admin_project_name`, when both are given.
    var adminProject: (domain: String, project: String)? {
        guard let domain = config.string("admin_project_domain_name", group: "resource"), !domain.isEmpty,
            let project = config.string("admin_project_name", group: "resource"), !project.isEmpty
        else { return nil }
        return (domain, project)
    }
}
