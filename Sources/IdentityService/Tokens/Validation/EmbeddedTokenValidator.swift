import ConfigOptions
import HTTPApplication
import JSONCodec
package import StandardFilters

/// Answers filters of this process directly: no HTTP, no JSON, and after the first time nothing but a look-up.
///
/// What it keeps is dropped with every change of identities and every revocation: a token of a user who was disabled fails at the next request.
package struct EmbeddedTokenValidator: TokenValidator {
    private let service: IdentityService
    private let caching: TokenCaching
    private let known = GenerationCache<TokenDigest, TokenIdentity>()

    /// - Parameter caching: with ``TokenCaching/off`` each request reads its token, asks for revocations, and looks up what the token stands for.
    package init(service: IdentityService, caching: TokenCaching = .unlimited) {
        self.service = service
        self.caching = caching
    }

    package func keeping(_ caching: TokenCaching) -> any TokenValidator { EmbeddedTokenValidator(service: service, caching: caching) }

    package func identify(_ token: String, allowingExpired: Bool) async throws -> TokenIdentity? {
        let tokens = service.tokens
        let isKept = caching != .off
        func resolve() throws -> ResolvedToken? {
            try tokens.validate(token, window: allowingExpired ? tokens.settings.allowExpiredWindow : 0, isKept: isKept)
        }
        guard isKept else { return try resolve().map(identity) }
        let now = Timestamp.now()
        let generation = service.generation
        let digest = TokenDigest(token)
        if let identity = known.value(digest, generation: generation, now: now) { return identity }
        guard let resolved = try resolve() else { return nil }
        let identity = identity(of: resolved)
        known.keep(identity, for: digest, generation: generation, validUntil: caching.end(from: now, expiry: resolved.validUntil))
        return identity
    }

    private func identity(of token: ResolvedToken) -> TokenIdentity {
        token.standing.identity { TokenIdentity(ValidatedToken(token.standing, adminProject: service.settings.adminProject)) }
    }
}

extension ValidatedToken {
    /// - Parameter adminProject: the names of the only project, and its domain, whose administrators are those of everything.
    init(_ standing: TokenStanding, adminProject: (domain: String, project: String)?) {
        let catalog = standing.catalogView().arrayValue ?? []
        self.init(
            userID: standing.user.id, userName: standing.user.name, userDomainID: standing.userDomain.id,
            userDomainName: standing.userDomain.name, projectID: standing.project?.id, projectName: standing.project?.name,
            projectDomainID: standing.projectDomain?.id, projectDomainName: standing.projectDomain?.name, domainID: standing.domain?.id,
            domainName: standing.domain?.name, systemScope: standing.scope == .system ? "all" : nil, roles: standing.roles.map(\.name),
            isAdminProject: adminProject.map { $0.project == standing.project?.name && $0.domain == standing.projectDomain?.name } ?? true,
            serviceCatalog: standing.scope == .unscoped ? nil : ServiceCatalog.olderForm(catalog))
        serviceTypes = ServiceCatalog.types(catalog)
        accessRules = standing.applicationCredential?.accessRules?.map { rule in
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
