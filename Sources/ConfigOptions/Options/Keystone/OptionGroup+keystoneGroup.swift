extension OptionGroup {
    /// Options of keystone about identities and what belongs to them.
    static let keystoneGroup: [OptionGroup] = [
        OptionGroup(
            "application_credential", help: "Application credentials.",
            [
                .integer("cache_time"),
                .boolean("caching", true),
                .string("driver", "sql"),
                .integer("user_limit", -1),
            ]),
        OptionGroup(
            "assignment", help: "Role assignments.",
            [
                .string("driver", "sql"),
                .list("prohibited_implied_role", ["admin"], help: "Roles that no other role may imply."),
            ]),
        OptionGroup(
            "catalog", help: "The service catalog.",
            [
                .integer("cache_time"),
                .boolean("caching", true),
                .string("driver", "sql"),
                .integer("list_limit", help: "The most items that a list has."),
            ]),
        OptionGroup(
            "credential", help: "Stored credentials.",
            [
                .integer("auth_ttl", 15, help: "Minutes for which a signed EC2 or S3 request counts, from the time that it names."),
                .integer("cache_time"),
                .boolean("caching", true),
                .string("driver", "sql"),
                .string("key_repository", "/etc/keystone/credential-keys/"),
                .string("provider", "fernet"),
                .integer("user_limit", -1),
            ]),
        OptionGroup(
            "domain_config", help: "Configuration of single domains.",
            [
                .string("additional_sensitive_options"),
                .string("additional_whitelisted_options"),
                .integer("cache_time", 300),
                .boolean("caching", true),
                .string("driver", "sql"),
            ]),
        OptionGroup(
            "endpoint_filter", help: "Endpoints of projects.",
            [
                .string("driver", "sql"),
                .boolean("return_all_endpoints_if_no_filter", true),
            ]),
        OptionGroup(
            "identity", help: "Users and groups.",
            [
                .integer("cache_time", 600),
                .boolean("caching", true),
                .string("default_domain_id", "default", help: "The domain of requests that name none."),
                .string("domain_config_dir", "/etc/keystone/domains"),
                .boolean("domain_configurations_from_database", false),
                .boolean("domain_specific_drivers_enabled", false),
                .string("driver", "sql"),
                .integer("list_limit", help: "The most items that a list has."),
                .integer("max_password_length", 4096, max: 4096, help: "Bytes that a password may have."),
                .string(
                    "password_hash_algorithm", "bcrypt", choices: ["bcrypt", "bcrypt_sha256", "scrypt", "pbkdf2_sha512"],
                    help: "How passwords are hashed."),
                .integer("password_hash_rounds"),
                .integer("salt_bytesize", min: 0, max: 96),
                .integer("scrypt_block_size"),
                .integer("scrypt_parallelism"),
            ]),
        OptionGroup(
            "oauth1", help: "Tokens of OAuth consumers.",
            [
                .integer("access_token_duration", 86_400, min: 0, help: "Seconds that an access token is valid; 0: without end."),
                .string("driver", "sql"),
                .integer(
                    "request_token_duration", 28_800, min: 0, help: "Seconds in which a request token can be authorized; 0: without end."),
            ]),
        OptionGroup(
            "oauth2", help: "Tokens for OAuth 2.0 clients.",
            [
                .list(
                    "oauth2_authn_methods", ["tls_client_auth", "client_secret_basic"],
                    help: "How clients may prove who they are; certificates are not supported."),
                .string("oauth2_cert_dn_mapping_id", "oauth2_mapping"),
            ]),
        OptionGroup(
            "resource", help: "Projects and domains.",
            [
                .string("admin_project_domain_name", help: "The domain of the project whose administrators rule all."),
                .string("admin_project_name", help: "The project whose administrators rule all; none: any project."),
                .integer("cache_time", formerly: ["assignment/cache_time"]),
                .boolean("caching", true, formerly: ["assignment/caching"]),
                .string("domain_name_url_safe", "off", choices: ["off", "new", "strict"]),
                .string("driver", "sql"),
                .integer("list_limit", formerly: ["assignment/list_limit"], help: "The most items that a list has."),
                .string("project_name_url_safe", "off", choices: ["off", "new", "strict"]),
            ]),
        OptionGroup(
            "role", help: "Roles.",
            [
                .integer("cache_time"),
                .boolean("caching", true),
                .string("driver"),
                .integer("list_limit", help: "The most items that a list has."),
            ]),
        OptionGroup(
            "security_compliance", help: "Rules for passwords and accounts.",
            [
                .boolean("allow_insecure_admin_trust_cross_project_credentials_access", false, traits: .deprecated),
                .boolean("allow_insecure_application_credential_trust_escalation", false, traits: .deprecated),
                .boolean("change_password_upon_first_use", false, help: "A password that an administrator set is only good to be changed."),
                .integer("disable_user_account_days_inactive", min: 1, help: "Days without a login after which a user counts as disabled."),
                .string("invalid_password_hash_function", "sha256"),
                .integer("invalid_password_hash_max_chars", 5, min: 1),
                .string("invalid_password_hash_secret_key", traits: .secret),
                .integer("lockout_duration", 1800, min: 1, help: "Seconds for which a user is locked out."),
                .integer("lockout_failure_attempts", min: 1, help: "Failed logins after which a user is locked out."),
                .integer("minimum_password_age", 0, min: 0, help: "Days for which a user keeps a new password."),
                .integer("password_expires_days", min: 1, help: "Days after which a password expires."),
                .string("password_regex", help: "What a password has to match, from its beginning."),
                .string("password_regex_description", help: "What is told of a password that does not match."),
                .list("report_invalid_password_hash", ["event"], choices: ["event"]),
                .integer("unique_last_password_count", 0, min: 0, help: "How many of a user's last passwords are not taken again."),
            ]),
        OptionGroup(
            "unified_limit", help: "Limits of resources.",
            [
                .integer("cache_time"),
                .boolean("caching", true),
                .string("driver", "sql"),
                .string(
                    "enforcement_model", "flat", choices: ["flat", "strict_two_level"],
                    help: "Whether limits have to fit into a tree of projects of two levels."),
                .integer("list_limit", help: "The most items that a list has."),
            ]),
    ]
}
