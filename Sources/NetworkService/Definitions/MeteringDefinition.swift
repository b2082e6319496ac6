import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    static let meteringLabel = ResourceDefinition(
        "metering_label", collection: "metering_labels", path: "/metering/metering-labels", operations: [.list, .show, .create, .delete],
        attributes: [
            .identifier, Attribute("name", .name(max: 255), [.post, .visible, .filter, .sortKey], default: ""),
            Attribute("description", .string(max: 1024), [.post, .visible, .filter, .sortKey], default: ""), .project,
            Attribute("shared", .boolean, [.post, .visible, .filter, .sortKey], default: false),
        ])

    static let meteringLabelRule = ResourceDefinition(
        "metering_label_rule", collection: "metering_label_rules", path: "/metering/metering-label-rules",
        operations: [.list, .show, .create, .delete],
        attributes: [
            .identifier,
            Attribute("metering_label_id", .uuid, [.post, .visible, .filter, .sortKey, .requiredByPolicy, .indexed]),
            Attribute("direction", .values(["ingress", "egress"]), [.post, .visible, .filter, .sortKey]),
            Attribute("excluded", .boolean, [.post, .visible, .filter, .sortKey], default: false), .project,
            Attribute(
                "remote_ip_prefix", AttributeType("CIDR or null", .nullOr(.subnet)), [.post, .visible, .filter, .sortKey], default: nil),
        ])
}
