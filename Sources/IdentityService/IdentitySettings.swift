package import ConfigOptions

/// The options of keystone.conf that the identity service goes by.
package struct IdentitySettings: Sendable {
    /// The configuration itself, for what only one place reads.
    package let config: ConfigSnapshot

    package init(_ config: ConfigSnapshot) { self.config = config }

    /// What links in answers begin with, instead of the host that the client named.
    package var publicEndpoint: String? { text("public_endpoint") }
    /// Where the API will be, as far as the configuration tells.
    package var expectedEndpoint: String {
        if var root = publicEndpoint {
            while root.hasSuffix("/") { root.removeLast() }
            return root.hasSuffix("/v3") ? root : root + "/v3"
        }
        let host = config.isDefault("bind_host") ? "127.0.0.1" : text("bind_host") ?? "127.0.0.1"
        return "http://" + Self.reachable(host) + ":\(config.int("bind_port") ?? 5000)/v3"
    }

    /// An address as clients of this machine write it: one that stands for all addresses leads nowhere.
    static func reachable(_ host: String) -> String {
        if host == "0.0.0.0" || host == "::" || host.isEmpty { return "127.0.0.1" }
        return host.contains(":") ? "[\(host)]" : host
    }

    /// The domain of requests that name none.
    package var defaultDomainID: String { text("default_domain_id", group: "identity") ?? "default" }
    package var maximumPasswordLength: Int { config.int("max_password_length", group: "identity") ?? 4096 }
    package var maximumTreeDepth: Int { config.int("max_project_tree_depth") ?? 5 }
    package var lockoutAttempts: Int? { config.int("lockout_failure_attempts", group: "security_compliance") }
    package var lockoutSeconds: Int { config.int("lockout_duration", group: "security_compliance") ?? 1800 }
    package var passwordExpiryDays: Int? { config.int("password_expires_days", group: "security_compliance") }
    package var minimumPasswordAgeDays: Int { config.int("minimum_password_age", group: "security_compliance") ?? 0 }
    /// Whether a password that an administrator set is good for nothing but to be changed.
    package var changesFirstPassword: Bool { config.bool("change_password_upon_first_use", group: "security_compliance") }
    package var passwordHistory: Int { config.int("unique_last_password_count", group: "security_compliance") ?? 0 }

    package var passwordPattern: String? { text("password_regex", group: "security_compliance") }
    package var passwordPatternDescription: String? { text("password_regex_description", group: "security_compliance") }
    /// Names of roles that no other role may imply.
    package var prohibitedImpliedRoles: [String] { config.list("prohibited_implied_role", group: "assignment") }

    /// The most items that a list has; `nil` for no limit.
    package func listLimit(of collection: String) -> Int? {
        let group =
            switch collection {
            case "users", "groups": "identity"
            case "projects", "domains": "resource"
            case "roles": "role"
            case "services", "endpoints", "regions": "catalog"
            case "policies": "policy"
            case "limits", "registered_limits": "unified_limit"
            default: "DEFAULT"
            }
        return [config.int("list_limit", group: group) ?? config.int("list_limit")].compactMap { $0 }.first { $0 > 0 }
    }

    /// The value of an option that counts as not given when it is empty.
    private func text(_ name: String, group: String = "DEFAULT") -> String? {
        config.string(name, group: group).flatMap { $0.isEmpty ? nil : $0 }
    }
}
