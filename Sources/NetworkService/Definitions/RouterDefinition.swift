import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    static let router = ResourceDefinition(
        "router", collection: "routers", quota: "router",
        attributes: [
            .identifier, .label, .project, .adminState, .status,
            Attribute(
                "external_gateway_info", AttributeType("gateway", .objectOrNothing(gateway)), [.post, .put, .visible, .enforcedByPolicy],
                default: nil),
        ])

    private static let gateway = ValidationRule.ObjectRule([
        .init("network_id", .uuid, required: true), .init("external_fixed_ips", .fixedIPs),
        .init("enable_snat", .boolean, conversion: .boolean),
    ])

    static let floatingIP = ResourceDefinition(
        "floatingip", collection: "floatingips", quota: "floatingip",
        attributes: [
            .identifier, .project,
            Attribute(
                "floating_ip_address", .address.orNull, [.post, .visible, .filter, .sortKey, .enforcedByPolicy, .adminWrite], default: nil),
            Attribute("subnet_id", .uuid.orNull, [.post], default: nil),
            Attribute("floating_network_id", .uuid, [.post, .visible, .filter, .sortKey, .indexed]),
            Attribute("router_id", .uuid.orNull, [.visible, .filter, .sortKey, .indexed]),
            Attribute("port_id", .uuid.orNull, [.post, .put, .visible, .filter, .requiredByPolicy, .indexed], default: nil),
            Attribute("fixed_ip_address", .address.orNull, [.post, .put, .visible, .filter, .sortKey], default: nil), .status,
        ])
}
