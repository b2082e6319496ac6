extension OptionGroup {
    /// Options of cinder about other services.
    static let cinderGroup: [OptionGroup] = [
        OptionGroup(
            "barbican", help: "The key manager.",
            [
                .uri("auth_endpoint", "http://localhost/identity/v3", formerly: ["key_manager/auth_url"]),
                .string("barbican_api_version"),
                .uri("barbican_endpoint"),
                .string("barbican_endpoint_type", "public", choices: ["public", "internal", "admin"]),
                .string("barbican_region_name"),
                .string("cafile"),
                .string("certfile"),
                .boolean("collect_timing", false),
                .boolean("insecure", false),
                .string("keyfile"),
                .integer("number_of_retries", 60),
                .integer("retry_delay", 1),
                .boolean("send_service_user_token", false),
                .boolean("split_loggers", false),
                .number("timeout"),
                .string("tls_ciphers"),
                .string("tls_min_version", choices: ["None", "1.2", "1.3"]),
                .boolean("verify_ssl", true),
                .string("verify_ssl_path"),
            ]),
        OptionGroup(
            "coordination", help: "Locks between services.",
            [
                .string("backend_url", "file://$state_path", traits: .secret)
            ]),
        OptionGroup(
            "key_manager", help: "Keys of encrypted volumes.",
            [
                .string("backend", "barbican", formerly: ["key_manager/api_class"]),
                .string("fixed_key"),
            ]),
        OptionGroup(
            "service_user", help: "The user that the service acts as.",
            [
                .string("auth_section"),
                .string("auth_type", formerly: ["service_user/auth_plugin"]),
                .string("cafile"),
                .string("certfile"),
                .boolean("collect_timing", false),
                .boolean("insecure", false),
                .string("keyfile"),
                .boolean("send_service_user_token", false),
                .boolean("split_loggers", false),
                .number("timeout"),
                .string("tls_ciphers"),
                .string("tls_min_version", choices: ["None", "1.2", "1.3"]),
            ]),
    ]
}
