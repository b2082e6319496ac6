import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    static let securityGroup = ResourceDefinition(
        "security_group", collection: "security_groups", path: "/security-groups", quota: "security_group",
        indexes: [Schema.Index("default", on: ["project_id"], unique: true, where: "name = 'default'")],
        attributes: [
            .identifier, Attribute("name", .string(max: 255), [.post, .put, .visible, .filter, .sortKey, .indexed], default: ""),
            .project,
            Attribute("shared", .boolean, [.visible, .filter, .requiredByPolicy, .enforcedByPolicy]),
            Attribute("security_group_rules", .list("rules", .anything), [.visible]),
        ])

    /// What its values must be is checked by its behaviour: each mistake has an error of its own.
    static let securityGroupRule = ResourceDefinition(
        "security_group_rule", collection: "security_group_rules", path: "/security-group-rules",
        operations: [.list, .show, .create, .delete], quota: "security_group_rule",
        columns: [Schema.Column("meaning", .text)],
        indexes: [
            Schema.Index("meaning", on: ["security_group_id", "meaning"], unique: true),
            Schema.Index("remote", on: ["remote_group_id"], where: "remote_group_id IS NOT NULL"),
        ],
        attributes: [
            .identifier, .project,
            Attribute("security_group_id", .string(max: 36), [.post, .visible, .filter, .sortKey, .requiredByPolicy]),
            Attribute("ethertype", .anything, [.post, .visible, .filter, .sortKey], default: "IPv4"),
            Attribute("direction", .values(["ingress", "egress"]), [.post, .visible, .filter, .sortKey]),
            Attribute("protocol", .anything, [.post, .visible, .filter, .sortKey], default: nil),
            Attribute("port_range_min", portNumber, [.post, .visible, .filter, .sortKey], default: nil),
            Attribute("port_range_max", portNumber, [.post, .visible, .filter, .sortKey], default: nil),
            Attribute("remote_ip_prefix", .anything, [.post, .visible, .filter, .sortKey], default: nil),
            Attribute("remote_group_id", .anything, [.post, .visible, .filter, .sortKey], default: nil),
        ])

    private static let portNumber = AttributeType("port", .anything, column: .integer)
}
