import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    private static let addressMode = AttributeType.values(["dhcpv6-stateful", "dhcpv6-stateless", "slaac", .null])

    static let subnet = ResourceDefinition(
        "subnet", collection: "subnets", quota: "subnet",
        indexes: [Schema.Index("pool", on: ["subnetpool_id", "project_id"], where: "subnetpool_id IS NOT NULL")],
        attributes: [
            .identifier, .label, .project,
            Attribute("network_id", .uuid, [.post, .visible, .filter, .sortKey, .requiredByPolicy, .indexed]),
            Attribute(
                "ip_version", AttributeType("4 | 6", .values([4, 6]), conversion: .integer, column: .integer),
                [.post, .visible, .filter, .sortKey]),
            Attribute(
                "subnetpool_id", AttributeType("subnet pool", .subnetPool), [.post, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("prefixlen", .nonNegative, [.post], default: .unspecified),
            Attribute(
                "cidr", AttributeType("CIDR or null", .nullOr(.subnet), conversion: .canonicalCIDR), [.post, .visible, .filter, .sortKey],
                default: .unspecified),
            Attribute("gateway_ip", .address.orNull, [.post, .put, .visible, .filter, .sortKey], default: .unspecified),
            Attribute(
                "allocation_pools", .list("allocation pools", .allocationPools, conversion: .canonicalAllocationPools),
                [.post, .put, .visible], default: .unspecified),
            Attribute(
                "dns_nameservers", .list("IP addresses", .nameservers, conversion: .nullToEmptyList), [.post, .put, .visible],
                default: .unspecified),
            Attribute(
                "host_routes", .list("host routes", .hostRoutes, conversion: .nullToEmptyList), [.post, .put, .visible],
                default: .unspecified),
            Attribute("enable_dhcp", .boolean, [.post, .put, .visible, .filter, .sortKey], default: true),
            Attribute("ipv6_ra_mode", addressMode, [.post, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("ipv6_address_mode", addressMode, [.post, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("shared", .boolean, [.filter, .requiredByPolicy, .enforcedByPolicy, .computedFilter]),
        ])
}
