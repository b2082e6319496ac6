import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    /// The lengths of prefixes are kept and shown as text, as the imitated service shows them; their columns hold numbers.
    static let subnetPool = ResourceDefinition(
        "subnetpool", collection: "subnetpools", quota: "subnetpool",
        indexes: [
            Schema.Index("default", on: ["ip_version"], unique: true, where: "is_default = 1"),
            Schema.Index("scope", on: ["address_scope_id"], where: "address_scope_id IS NOT NULL"),
        ],
        attributes: [
            .identifier,
            Attribute(
                "name", AttributeType("name", .notEmptyName(max: 255)), [.post, .put, .visible, .filter, .sortKey, .indexed]),
            .project, Attribute("prefixes", .list("CIDRs", .subnetList), [.post, .put, .visible]),
            Attribute("default_quota", .nonNegative, [.post, .put, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("ip_version", .integer, [.visible, .filter, .sortKey]),
            Attribute("default_prefixlen", .nonNegative, [.post, .put, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("min_prefixlen", .nonNegative, [.post, .put, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("max_prefixlen", .nonNegative, [.post, .put, .visible, .filter, .sortKey], default: .unspecified),
            Attribute(
                "is_default", .boolean, [.post, .put, .visible, .filter, .sortKey, .requiredByPolicy, .enforcedByPolicy, .adminWrite],
                default: false),
            Attribute(
                "shared", .boolean, [.post, .visible, .filter, .sortKey, .requiredByPolicy, .enforcedByPolicy, .adminWrite],
                default: false),
        ])
}
