import PasteDeploy

extension StandardFilters {
    /// `authtoken` and what follows it.
    static func registerAuthentication(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(
            key: "authtoken",
            summary: "lets only requests with a valid token pass, and tells in headers who asks; options of [keystone_authtoken]",
            options: [
                FactoryOption("www_authenticate_uri", "the identity endpoint that a 401 names"),
                FactoryOption("auth_uri", "the former name of www_authenticate_uri"),
                FactoryOption(
                    "delay_auth_decision", "whether requests without a valid token pass, marked as such", type: .boolean,
                    defaultValue: "false"),
                FactoryOption(
                    "include_service_catalog", "whether X-Service-Catalog is set", type: .boolean, defaultValue: "true"),
                FactoryOption("service_token_roles", "roles of which a service token needs one", type: .list, defaultValue: "service"),
                FactoryOption(
                    "service_token_roles_required", "whether a service token without such a role is refused", type: .boolean,
                    defaultValue: "true"),
                FactoryOption("admin_user", "nothing here: tokens are checked without an account"),
                FactoryOption("admin_password", "nothing here: tokens are checked without an account", secret: true),
                FactoryOption("admin_token", "nothing here: tokens are checked without an account", secret: true),
                FactoryOption("password", "nothing here: tokens are checked without an account", secret: true),
                FactoryOption("memcache_secret_key", "nothing here: no token is kept in memcache", secret: true),
            ],
            acceptsAnyOption: true
        ) { arguments in
            let settings = source.settings(arguments, group: "keystone_authtoken")
            return AuthTokenFilter(
                settings: AuthTokenFilter.Settings(
                    authenticateURI: authenticateURI(settings, source),
                    delaysDecision: try settings.bool("delay_auth_decision", default: false),
                    includesCatalog: try settings.bool("include_service_catalog", default: true),
                    serviceTokenRoles: settings.list("service_token_roles", default: ["service"]),
                    requiresServiceTokenRole: try settings.bool("service_token_roles_required", default: true)),
                validator: source.services.tokenValidator, logger: source.logger(arguments))
        }
        registry.registerFilter(
            key: "keystonecontext.neutron", summary: "builds the request's context from the headers that authtoken set",
            options: [projectOption]
        ) { KeystoneContextFilter(.network, logger: source.logger($0)) }
        registry.registerFilter(
            key: "keystonecontext.cinder", summary: "builds the request's context from the headers that authtoken set"
        ) { KeystoneContextFilter(.volume, logger: source.logger($0)) }
        registry.registerFilter(
            key: "fake_project_id", summary: "gives a request without a project the project `fake_project_id`; for noauth",
            options: [projectOption]
        ) { _ in FakeProjectFilter() }
        registry.registerFilter(
            key: "project_id", summary: "adds nothing here: the API itself mirrors tenant_id in project_id", options: [projectOption]
        ) { _ in PassThroughFilter() }
    }

    static func authenticateURI(_ settings: FilterSettings, _ source: FilterSource) -> String {
        HeaderText.value(settings.string("www_authenticate_uri")) ?? HeaderText.value(settings.string("auth_uri"))
            ?? source.services.identityURL
    }
}
