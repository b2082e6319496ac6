package import ConfigOptions

/// The options of keystone.conf that the identity service goes by.
package struct IdentitySettings: Sendable {
    /// The configuration itself, for what only one place reads.
    package let config: ConfigSnapshot

    package init(_ config: ConfigSnapshot) { self.config = config }

    /// What links in answers begin with, instead of the host that the client named.
    package var publicEndpoint: String? { text("public_endpoint") }
    /// The domain of requests that name none.
    package var defaultDomainID: String { text("default_domain_id", group: "identity") ?? "default" }
    package var maximumPasswordLength: Int { config.int("max_password_length", group: "identity") ?? 4096 }
    package var maximumTreeDepth: Int { config.int("max_project_tree_depth") ?? 5 }
    package var lockoutAttempts: Int? { config.int("lockout_failure_attempts", group: "security_compliance") }
    package var lockoutSeconds: Int { config.int("lockout_duration", group: "security_compliance") ?? 1800 }
    package var passwordExpiryDays: Int? { config.int("password_expires_days", group: "security_compliance") }
    package var minimumPasswordAgeDays: Int { config.int("minimum_password_age", group: "security_compliance") ?? 0 }
    package var passwordHistory: Int { config.int("unique_last_password_count", group: "security_compliance") ?? 0 }

    /// The value of an option that counts as not given when it is empty.
    private func text(_ name: String, group: String = "DEFAULT") -> String? {
        config.string(name, group: group).flatMap { $0.isEmpty ? nil : $0 }
    }
}
