package import APIResources
import JSONCodec
import Persistence

/// The resources of the identity API as data: validation, storage, filters and views follow from them.
///
/// What a request gives beyond the attributes is kept in `extra` by the resources that have it, and shown beside the attributes.
package enum IdentityDefinitions {
    package static let all: [ResourceDefinition] = [
        project, domain, user, group, role, region, service, endpoint, credential, applicationCredential, accessRule, policy, trust,
        registeredLimit, limit, consumer, endpointGroup,
    ]

    /// The definitions that have a table; a domain is a row of the projects.
    static var stored: [ResourceDefinition] { all.filter { $0.name != domain.name } }

    static let id = Attribute("id", .string(max: 64), [.visible, .primaryKey])
    /// Where members that no attribute names are kept.
    static let extra = Attribute("extra", .object, [.visible], default: .unspecified)
    static let options = Attribute("options", .identityOptions, [.post, .put, .visible], default: .unspecified)
    static let description = Attribute("description", .identityText, [.post, .put, .visible], default: "")
    static let enabled = Attribute("enabled", .identityFlag, [.post, .put, .visible, .filter], default: true)
    static let tags = Attribute("tags", .identityTags, [.post, .put, .visible, .computedFilter], default: [])

    package static let project = ResourceDefinition(
        "project", collection: "projects", table: "identity_projects",
        indexes: [
            .init("names", on: ["domain_id", "name"], unique: true, where: "is_domain = 0"),
            .init("domain_names", on: ["name"], unique: true, where: "is_domain = 1"), .init("children", on: ["parent_id"]),
        ],
        attributes: [
            id, Attribute("name", .identityName(max: 64), [.post, .put, .visible, .filter]),
            Attribute("domain_id", .identityReference.orNull, [.post, .put, .visible, .filter], default: .unspecified),
            Attribute("parent_id", .identityReference.orNull, [.post, .put, .visible, .filter], default: .unspecified),
            Attribute("is_domain", .identityFlag, [.post, .put, .visible, .filter], default: false),
            description, enabled, tags, options, extra,
        ])

    package static let domain = ResourceDefinition(
        "domain", collection: "domains", table: project.tableName,
        attributes: [
            id, Attribute("name", .identityName(max: 64), [.post, .put, .visible, .filter]), description, enabled, tags, options, extra,
        ])

    package static let user = ResourceDefinition(
        "user", collection: "users", table: "identity_users",
        indexes: [.init("names", on: ["domain_id", "name"], unique: true)],
        attributes: [
            id, Attribute("name", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("domain_id", .identityReference, [.post, .put, .visible, .filter], default: .unspecified),
            Attribute("password", .identityPassword.orNull, [.post, .put], default: .unspecified),
            Attribute("default_project_id", .identityReference.orNull, [.post, .put, .visible, .filter], default: .unspecified),
            enabled, Attribute("password_expires_at", .timestamp, [.visible], default: nil), options, extra,
        ])

    package static let group = ResourceDefinition(
        "group", collection: "groups", table: "identity_groups",
        indexes: [.init("names", on: ["domain_id", "name"], unique: true)],
        attributes: [
            id, Attribute("name", .identityName(max: 64), [.post, .put, .visible, .filter]),
            Attribute("domain_id", .identityReference, [.post, .put, .visible, .filter], default: .unspecified), description, extra,
        ])

    package static let role = ResourceDefinition(
        "role", collection: "roles", table: "identity_roles",
        indexes: [
            .init("names", on: ["name"], unique: true, where: "domain_id IS NULL"),
            .init("domain_names", on: ["domain_id", "name"], unique: true, where: "domain_id IS NOT NULL"),
        ],
        attributes: [
            id, Attribute("name", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("domain_id", .identityReference.orNull, [.post, .visible, .filter], default: nil),
            Attribute("description", .identityText, [.post, .put, .visible], default: nil), options, extra,
        ])

    package static let trust = ResourceDefinition(
        "trust", collection: "trusts", path: "/OS-TRUST/trusts", table: "identity_trusts", operations: [.list, .show, .create, .delete],
        attributes: [
            id, Attribute("trustor_user_id", .identityReference, [.post, .visible, .filter]),
            Attribute("trustee_user_id", .identityReference, [.post, .visible, .filter]),
            Attribute("project_id", .identityReference.orNull, [.post, .visible, .filter], default: nil),
            Attribute("impersonation", .identityFlag, [.post, .visible]),
            Attribute("expires_at", .identityTime.orNull, [.post, .visible], default: nil),
            Attribute("remaining_uses", .identityCount.orNull, [.post, .visible], default: nil),
            Attribute("allow_redelegation", .identityFlag, [.post], default: .unspecified),
            Attribute("redelegation_count", .identityCount.orNull, [.post, .visible], default: .unspecified),
            Attribute("redelegated_trust_id", .identityReference.orNull, [.visible], default: nil),
            Attribute("deleted_at", .timestamp.orNull, [.visible], default: nil),
            Attribute("roles", .list("roles", .anything), [.post, .visible], default: []), extra,
        ])
}
