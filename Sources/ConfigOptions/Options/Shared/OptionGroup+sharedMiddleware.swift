extension OptionGroup {
    /// Options of every project about filters of the API.
    static let sharedMiddleware: [OptionGroup] = [
        OptionGroup(
            "cors", help: "Cross-origin requests from browsers.",
            [
                .boolean("allow_credentials", true, help: "Allow requests with cookies or authentication."),
                .list("allow_headers", [], help: "Headers that a request may have."),
                .list(
                    "allow_methods", ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PATCH"],
                    help: "Methods that a request may have."),
                .list("allowed_origin", help: "Origins that may send requests, as scheme://host[:port]; `*`: any."),
                .list("expose_headers", [], help: "Headers of the answer that a script may read."),
                .integer("max_age", 3600, help: "Seconds that a browser may keep the answer to a preflight request."),
            ]),
        OptionGroup(
            "healthcheck", help: "The health check filter and application.",
            [
                .list("allowed_source_ranges", [], help: "Networks that may ask; none: all."),
                .list("backends", [], help: "Checks to make, such as `disable_by_file`."),
                .boolean("detailed", false, help: "Tell in the answer what was checked."),
                .string("disable_by_file_path", help: "Report the service as unavailable when this file exists."),
                .list("disable_by_file_paths", [], help: "Report a port as unavailable when its file exists, as PORT:PATH."),
                .list("enable_by_file_paths", [], help: "Report the service as unavailable unless one of these files exists."),
                .boolean("ignore_proxied_requests", false, help: "Do not answer requests that came through a proxy."),
            ]),
        OptionGroup(
            "keystone_authtoken", help: "How tokens of requests are validated.",
            [
                .string("application_credential_id", help: "The application credential that the service itself logs in with."),
                .string("application_credential_name", help: "Its name; the user is needed, too."),
                .string("application_credential_secret", traits: .secret, help: "Its secret."),
                .string("auth_section"),
                .string("auth_type", formerly: ["keystone_authtoken/auth_plugin"], help: "How the service itself authenticates."),
                .string(
                    "auth_url", help: "Another identity service that validates tokens; unset, or this program's own: no HTTP is needed."),
                .string("auth_version"),
                .string("cache"),
                .string("cafile", help: "Certificates of authorities that the identity service is checked with."),
                .string("certfile", help: "The certificate that this service shows to the identity service."),
                .string("default_domain_id", help: "The domain of user and project where nothing else is said."),
                .string("default_domain_name", help: "Its name."),
                .boolean("delay_auth_decision", false, help: "Pass requests without a valid token on, marked as such, in place of a 401."),
                .string("domain_id", help: "The domain that the service's own token is for."),
                .string("domain_name", help: "Its name."),
                .string("enforce_token_bind", "permissive", help: "disabled|permissive|strict|required|method."),
                .integer("http_connect_timeout", help: "Seconds until the identity service has to have answered."),
                .integer("http_request_max_retries", 3, help: "Retries to identity."),
                .boolean("include_service_catalog", true, help: "Set X-Service-Catalog."),
                .boolean("insecure", false, help: "Do not verify the certificate of the identity service."),
                .string("interface", "internal", help: "Endpoint interface for identity."),
                .string("keyfile", help: "The private key of that certificate."),
                .string("memcache_password", traits: .secret),
                .integer("memcache_pool_conn_get_timeout", 10),
                .integer("memcache_pool_dead_retry", 300),
                .integer("memcache_pool_maxsize", 10),
                .integer("memcache_pool_socket_timeout", 3),
                .integer("memcache_pool_unused_timeout", 60),
                .boolean("memcache_sasl_enabled", false),
                .string("memcache_secret_key", traits: .secret),
                .string(
                    "memcache_security_strategy", "None", choices: ["None", "MAC", "ENCRYPT"], ignoringCase: true, help: "None|MAC|ENCRYPT."
                ),
                .string("memcache_tls_allowed_ciphers"),
                .string("memcache_tls_cafile"),
                .string("memcache_tls_certfile"),
                .boolean("memcache_tls_enabled", false),
                .string("memcache_tls_keyfile"),
                .boolean("memcache_use_advanced_pool", true),
                .string("memcache_username"),
                .list("memcached_servers", formerly: ["keystone_authtoken/memcache_servers"], help: "Token cache servers."),
                .string("password", traits: .secret, help: "The password of the service's own account."),
                .string("project_domain_id", help: "The domain of the project."),
                .string("project_domain_name", help: "Its name."),
                .string("project_id", help: "The project that the service's own token is for."),
                .string("project_name", help: "Its name."),
                .string("region_name", help: "Region of the identity service's endpoint."),
                .list("service_token_roles", ["service"], help: "Roles accepted in a service token."),
                .boolean("service_token_roles_required", true, help: "Require such a role for the expiry exemption."),
                .string("service_type", help: "Used with access rules."),
                .string("system_scope", help: "`all` when the service's own token is for the system."),
                .integer(
                    "token_cache_time", 300,
                    help:
                        "Seconds that a validated token is kept; -1: not at all, 0: as long as it is valid. Tokens of the identity service in "
                        + "this process are never kept beyond a change of identities."),
                .string("user_domain_id", help: "The domain of the account."),
                .string("user_domain_name", help: "Its name."),
                .string("user_id", help: "The service's own account, by id."),
                .string("username", help: "The service's own account at another identity service."),
                .string("www_authenticate_uri", help: "URI of the identity service in the WWW-Authenticate header of a 401."),
            ]),
        OptionGroup(
            "oslo_middleware", help: "Filters that come with every service.",
            [
                .boolean("enable_proxy_headers_parsing", false, help: "Believe what Forwarded and X-Forwarded headers say."),
                .string("http_basic_auth_user_file", "/etc/htpasswd", help: "The file of users of the http_basic strategy."),
                .integer("max_request_body_size", 114688, help: "The most bytes of the body of a request."),
            ]),
        OptionGroup(
            "oslo_middleware_tracing",
            [
                .boolean("enabled", false),
                .boolean("insecure", false),
                .uri("otlp_endpoint", "http://localhost:4318"),
                .string("otlp_protocol", "http/protobuf", choices: ["http/protobuf", "grpc"]),
                .number("sampling_rate", 1.0, min: 0.0, max: 1.0),
                .string("service_name", traits: .requiredWhenEnabled),
            ]),
        OptionGroup(
            "oslo_policy", help: "Where the rules of access are read from.",
            [
                .boolean("enforce_new_defaults", true, help: "Leave out deprecated defaults of rules."),
                // Newer releases always do.
                .boolean("enforce_scope", true, traits: .deprecated, help: "Refuse tokens of another scope than a rule is for."),
                .string("policy_default_rule", "default", help: "The rule that stands for one that does not exist."),
                .multi("policy_dirs", ["policy.d"], help: "Directories of more files of rules; one for each line."),
                .string(
                    "policy_file", "policy.yaml", help: "The file of rules; a relative name is looked for beside the configuration files."),
                .string(
                    "remote_content_type", "application/x-www-form-urlencoded",
                    choices: ["application/x-www-form-urlencoded", "application/json"]),
                .string("remote_ssl_ca_crt_file"),
                .string("remote_ssl_client_crt_file"),
                .string("remote_ssl_client_key_file"),
                .boolean("remote_ssl_verify_server_crt", false),
                .number("remote_timeout", 60, min: 0),
            ]),
        OptionGroup(
            "ssl", help: "Certificate and key of an API that is served over TLS.",
            [
                .string(
                    "ca_file", traits: .deprecated, formerly: ["DEFAULT/ssl_ca_file"],
                    help: "Certificates of authorities that client certificates are checked with."),
                .string("cert_file", traits: .deprecated, formerly: ["DEFAULT/ssl_cert_file"], help: "The certificate of the API, in PEM."),
                .string("ciphers", traits: .deprecated, help: "Ciphers that may be used."),
                .string(
                    "key_file", traits: .deprecated, formerly: ["DEFAULT/ssl_key_file"], help: "The private key of the certificate, in PEM."
                ),
                .string("version", traits: .deprecated, help: "Version of TLS."),
            ]),
    ]
}
