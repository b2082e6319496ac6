extension OptionGroup {
    /// Options of keystone about tokens and authentication.
    static let keystoneToken: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .string("admin_token", traits: .secret, help: "A token that may do everything; for setting up only."),
                .string("bind_host", "0.0.0.0", help: "Address that the identity API listens on."),
                .port("bind_port", 5000, help: "Port that the identity API listens on."),
                .string("default_publisher_id"),
                .boolean("insecure_debug", false, help: "Tell clients more about errors than is safe."),
                .integer("list_limit", help: "The most items that one page of a list has; unset: no limit."),
                .integer("max_db_limit", 1000, min: 0, help: "The most items that one page of a list can be asked to have."),
                .integer("max_param_size", 64, traits: .deprecated),
                .integer("max_project_tree_depth", 5),
                .integer("max_token_size", 255),
                .string("notification_format", "cadf", choices: ["basic", "cadf"]),
                .multi("notification_opt_out", ["identity.authenticate.success", "identity.authenticate.pending"]),
                .uri("public_endpoint", help: "URL that replaces scheme, host and port in links of answers."),
                .integer("public_workers", min: 1, help: "Workers of the identity API; unset: one for each processor."),
                .boolean("strict_password_check", false),
                .boolean("use_ssl", false, help: "Serve HTTPS, with the files of [ssl]."),
            ]),
        OptionGroup(
            "paste_deploy", help: "The deployment of the identity API.",
            [
                .string(
                    "config_file", "keystone-paste.ini",
                    help: "The deployment file (Paste Deploy); a relative name is looked for beside the configuration files.")
            ]),
        OptionGroup(
            "auth", help: "Authentication methods.",
            [
                .list("additional_primary_auth_methods", []),
                .string("application_credential"),
                .string("ec2credential"),
                .string("external"),
                .string("mapped"),
                .list(
                    "methods", ["external", "password", "token", "oauth1", "mapped", "application_credential", "ec2credential"],
                    help: "Methods of authentication that are allowed."),
                .string("oauth1"),
                .string("password"),
                .string("token"),
            ]),
        OptionGroup(
            "fernet_receipts", help: "Keys of Fernet receipts.",
            [
                .string("key_repository", "/etc/keystone/fernet-keys/"),
                .integer("max_active_keys", 3, min: 1),
            ]),
        OptionGroup(
            "fernet_tokens", help: "Keys of Fernet tokens.",
            [
                .string("key_repository", "/etc/keystone/fernet-keys/", help: "Directory of key files."),
                .integer("max_active_keys", 3, min: 1, help: "Keys kept by rotate."),
            ]),
        OptionGroup(
            "jwt_tokens", help: "JSON web tokens.",
            [
                .list("jws_accepted_algorithms", ["ES256"]),
                .string("jws_algorithm", "ES256", choices: ["ES256", "ES384", "ES512", "EdDSA"]),
                .string("jws_private_key_repository", "/etc/keystone/jws-keys/private"),
                .string("jws_public_key_repository", "/etc/keystone/jws-keys/public"),
            ]),
        OptionGroup(
            "policy", help: "Stored policies.",
            [
                .string("driver", "sql"),
                .integer("list_limit"),
            ]),
        OptionGroup(
            "revoke", help: "Revoked tokens.",
            [
                .integer("cache_time", 3600, formerly: ["token/revocation_cache_time"]),
                .boolean("caching", true),
                .string("driver", "sql"),
                .integer("expiration_buffer", 1800, min: 0),
            ]),
        OptionGroup(
            "token", help: "Tokens.",
            [
                .integer("allow_expired_window", 172800, help: "Extra seconds a service token may validate an expired token."),
                .boolean("allow_rescope_scoped_token", true),
                .boolean("cache_on_issue", true, traits: .deprecated),
                .integer("cache_time", min: 0),
                .boolean("caching", true),
                .integer("expiration", 3600, min: 0, help: "Seconds that a token is valid."),
                .string("provider", "fernet", help: "The kind of tokens: `fernet` or `jws`."),
                .boolean("revoke_by_id", true),
            ]),
        OptionGroup(
            "totp", help: "Time-based one-time passwords.",
            [
                .integer("included_previous_windows", 1, min: 0, max: 10)
            ]),
        OptionGroup(
            "trust", help: "Trusts.",
            [
                .boolean("allow_redelegation", false),
                .string("driver", "sql"),
                .integer("max_redelegation_count", 3),
            ]),
    ]
}
