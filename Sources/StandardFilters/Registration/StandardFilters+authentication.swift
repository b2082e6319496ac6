import Logging
import NIOCore
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
                FactoryOption("service_type", "the type of this service in the catalog, for tokens that are good for single requests"),
                FactoryOption(
                    "auth_url", "another identity service that is asked; without it, or with this program's own, no HTTP is needed"),
                FactoryOption(
                    "token_cache_time",
                    "seconds that what is known of a token is kept; below 0 not at all, 0 as long as it is valid. What this program's own identity "
                        + "service knows is not kept beyond a change of identities", type: .integer, defaultValue: "300"),
                FactoryOption("admin_password", "the former name of password", secret: true),
                FactoryOption("admin_token", "nothing here: the account's password is used", secret: true),
                FactoryOption("password", "the password of the account at another identity service", secret: true),
                FactoryOption("application_credential_secret", "the secret of the account at another identity service", secret: true),
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
                    requiresServiceTokenRole: try settings.bool("service_token_roles_required", default: true),
                    serviceType: HeaderText.value(settings.string("service_type"))),
                validator: try validator(settings, source, source.logger(arguments)), logger: source.logger(arguments))
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

    /// What a 401 names: what the options say of it, then the identity service that is asked.
    static func authenticateURI(_ settings: FilterSettings, _ source: FilterSource) -> String {
        for name in ["www_authenticate_uri", "auth_uri", "auth_url", "identity_uri"] {
            if let uri = HeaderText.value(settings.string(name)) { return uri }
        }
        return source.services.identityURL
    }

    /// The identity service of this program, unless the options name another one and an account there.
    static func validator(_ settings: FilterSettings, _ source: FilterSource, _ logger: Logger) throws(FactoryOptionError)
        -> any TokenValidator
    {
        func option(_ name: String) -> String? { HeaderText.value(settings.string(name)) }
        let name = option("auth_url") == nil ? "identity_uri" : "auth_url"
        let caching = TokenCaching(cacheTime: try settings.int("token_cache_time", default: 300))
        let embedded = source.services.tokenValidator.keeping(caching)
        guard let text = option(name) else { return embedded }
        guard let url = IdentityURL(text) else {
            throw FactoryOptionError(option: name, message: "`\(text)` is no http or https address")
        }
        if let own = IdentityURL(source.services.identityURL), own.reachesSame(as: url) { return embedded }
        guard let login = RemoteIdentitySettings.login(option) else {
            throw FactoryOptionError(
                option: name, message: "`\(text)` is another identity service, but the options name no account there",
                advice: "Give username, password, project_name and their domains, or application_credential_id and _secret.")
        }
        let remote = RemoteIdentitySettings(
            url: url, login: login, interface: option("interface") ?? "internal", region: option("region_name"),
            trust: IdentityClient.Trust(
                authoritiesFile: option("cafile"), certificateFile: option("certfile"), keyFile: option("keyfile"),
                isInsecure: try settings.bool("insecure", default: false)),
            retries: try settings.int("http_request_max_retries", default: 3),
            timeout: .seconds(Int64(max(1, try settings.int("http_connect_timeout", default: 10)))),
            caching: caching,
            includesCatalog: try settings.bool("include_service_catalog", default: true))
        do {
            return try RemoteTokenValidator(settings: remote, logger: logger)
        } catch {
            throw FactoryOptionError(option: "cafile", message: "the certificates cannot be used: \(error)")
        }
    }
}
