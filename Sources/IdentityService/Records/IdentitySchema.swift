import APIResources
package import Persistence

/// The tables of the identity service: one for each resource, and those for what belongs to them.
package enum IdentitySchema {
    package static let schema = Schema(
        version: 1,
        tables: IdentityDefinitions.stored.map(\.table) + [
            passwords, loginFailures, memberships, impliedRoles, assignments, revocations, domainSettings, endpointGroupProjects,
            endpointProjects, policyAssociations, decoyFailures, publishedEndpoints, requestTokens, accessTokens,
        ])

    /// The hashes of a user's passwords; the newest one is the one that holds.
    private static let passwords = Schema.Table(
        "identity_passwords",
        columns: [
            .init("seq", .integer, primaryKey: true), .init("user_id", .text, nullable: false), .init("hash", .text, nullable: false),
            .init("created_at", .integer, nullable: false), .init("expires_at", .integer),
            .init("self_service", .integer, nullable: false, default: 0),
        ],
        foreignKeys: [.init(["user_id"], references: "identity_users", onDelete: .cascade)], indexes: [.init(on: ["user_id", "seq"])])

    private static let loginFailures = Schema.Table(
        "identity_login_failures",
        columns: [
            .init("user_id", .text, primaryKey: true), .init("failures", .integer, nullable: false, default: 0),
            .init("last_failure_at", .integer), .init("last_active_at", .integer),
        ],
        foreignKeys: [.init(["user_id"], references: "identity_users", onDelete: .cascade)])

    /// What a failed login of nobody writes, so that it takes as long as one of somebody: a single row.
    private static let decoyFailures = Schema.Table(
        "identity_decoy_failures",
        columns: [
            .init("id", .integer, primaryKey: true), .init("failures", .integer, nullable: false, default: 0),
            .init("last_failure_at", .integer),
        ])

    private static let memberships = Schema.Table(
        "identity_memberships",
        columns: [.init("user_id", .text, nullable: false), .init("group_id", .text, nullable: false)],
        primaryKey: ["user_id", "group_id"],
        foreignKeys: [
            .init(["user_id"], references: "identity_users", onDelete: .cascade),
            .init(["group_id"], references: "identity_groups", onDelete: .cascade),
        ],
        indexes: [.init(on: ["group_id"])])

    private static let impliedRoles = Schema.Table(
        "identity_implied_roles",
        columns: [.init("prior_role_id", .text, nullable: false), .init("implied_role_id", .text, nullable: false)],
        primaryKey: ["prior_role_id", "implied_role_id"],
        foreignKeys: [
            .init(["prior_role_id"], references: "identity_roles", onDelete: .cascade),
            .init(["implied_role_id"], references: "identity_roles", onDelete: .cascade),
        ])

    /// Who has which role where. `actor_kind` is `user` or `group`; `target_kind` is `project`, `domain` or `system`.
    private static let assignments = Schema.Table(
        "identity_assignments",
        columns: [
            .init("actor_kind", .text, nullable: false), .init("actor_id", .text, nullable: false),
            .init("target_kind", .text, nullable: false), .init("target_id", .text, nullable: false),
            .init("role_id", .text, nullable: false), .init("inherited", .integer, nullable: false, default: 0),
        ],
        primaryKey: ["actor_id", "actor_kind", "target_kind", "target_id", "role_id", "inherited"],
        foreignKeys: [.init(["role_id"], references: "identity_roles", onDelete: .cascade)],
        indexes: [.init(on: ["target_id", "target_kind"]), .init(on: ["role_id"])])

    private static let revocations = Schema.Table(
        "identity_revocations",
        columns: [
            .init("seq", .integer, primaryKey: true), .init("audit_id", .text), .init("audit_chain_id", .text), .init("user_id", .text),
            .init("project_id", .text), .init("domain_id", .text), .init("role_id", .text), .init("trust_id", .text),
            .init("consumer_id", .text), .init("issued_before", .integer, nullable: false), .init("revoked_at", .integer, nullable: false),
        ],
        indexes: [.init(on: ["revoked_at"])])

    /// Options of single domains, as `PUT /domains/{id}/config` gives them.
    private static let domainSettings = Schema.Table(
        "identity_domain_settings",
        columns: [
            .init("domain_id", .text, nullable: false), .init("option_group", .text, nullable: false),
            .init("name", .text, nullable: false), .init("value", .text, nullable: false),
        ],
        primaryKey: ["domain_id", "option_group", "name"])

    private static let endpointProjects = Schema.Table(
        "identity_endpoint_projects",
        columns: [.init("endpoint_id", .text, nullable: false), .init("project_id", .text, nullable: false)],
        primaryKey: ["endpoint_id", "project_id"],
        foreignKeys: [.init(["endpoint_id"], references: "identity_endpoints", onDelete: .cascade)])

    /// Which policy is for an endpoint, a service, or a service in a region: what is not meant is null.
    private static let policyAssociations = Schema.Table(
        "identity_policy_associations",
        columns: [
            .init("seq", .integer, primaryKey: true), .init("endpoint_id", .text), .init("service_id", .text), .init("region_id", .text),
            .init("policy_id", .text, nullable: false),
        ],
        foreignKeys: [
            .init(["endpoint_id"], references: "identity_endpoints", onDelete: .cascade),
            .init(["service_id"], references: "identity_services", onDelete: .cascade),
            .init(["region_id"], references: "identity_regions", onDelete: .cascade),
            .init(["policy_id"], references: "identity_policies", onDelete: .cascade),
        ],
        indexes: [.init(on: ["endpoint_id"]), .init(on: ["service_id", "region_id"]), .init(on: ["policy_id"])])

    /// The endpoints that this program itself put into the catalog, for apps that run.
    private static let publishedEndpoints = Schema.Table(
        "identity_published_endpoints",
        columns: [
            .init("app", .text, nullable: false), .init("service_type", .text, nullable: false), .init("interface", .text, nullable: false),
            .init("endpoint_id", .text, nullable: false), .init("any_address", .integer, nullable: false, default: 0),
        ],
        primaryKey: ["app", "service_type", "interface"], indexes: [.init(on: ["endpoint_id"])])

    private static let endpointGroupProjects = Schema.Table(
        "identity_endpoint_group_projects",
        columns: [.init("endpoint_group_id", .text, nullable: false), .init("project_id", .text, nullable: false)],
        primaryKey: ["endpoint_group_id", "project_id"],
        foreignKeys: [.init(["endpoint_group_id"], references: "identity_endpoint_groups", onDelete: .cascade)])
}
