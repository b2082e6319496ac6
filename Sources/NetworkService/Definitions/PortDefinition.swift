import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    static let port = ResourceDefinition(
        "port", collection: "ports", quota: "port", indexes: [Schema.Index("mac", on: ["network_id", "mac_address"], unique: true)],
        attributes: [
            .identifier, .label,
            Attribute("network_id", .uuid, [.post, .visible, .filter, .sortKey, .requiredByPolicy, .indexed]),
            .project,
            Attribute(
                "mac_address", .macAddress, [.post, .put, .visible, .filter, .sortKey, .enforcedByPolicy], default: .unspecified),
            .adminState, .status,
            Attribute(
                "device_id", .string(max: 255), [.post, .put, .visible, .filter, .sortKey, .enforcedByPolicy, .indexed], default: ""),
            Attribute("device_owner", .string(max: 255), [.post, .put, .visible, .filter, .sortKey, .enforcedByPolicy], default: ""),
            Attribute(
                "fixed_ips", AttributeType("list of fixed IPs", .fixedIPs, listConversion: .pairsToObject),
                [.post, .put, .visible, .filter, .enforcedByPolicy, .computedFilter], default: .unspecified),
            Attribute(
                "security_groups", .list("security group ids", .uuidList, conversion: .nullToEmptyList),
                [.post, .put, .visible, .filter, .computedFilter], default: .unspecified),
        ])
}
