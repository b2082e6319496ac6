import APIResources
import JSONCodec
import Persistence

extension ResourceDefinition {
    static let addressScope = ResourceDefinition(
        "address_scope", collection: "address_scopes", path: "/address-scopes",
        attributes: [
            .identifier, .label, .project,
            Attribute(
                "shared", .boolean, [.post, .put, .visible, .filter, .sortKey, .requiredByPolicy, .enforcedByPolicy, .adminWrite],
                default: false),
            Attribute(
                "ip_version", AttributeType("4 | 6", .values([4, 6]), conversion: .integer, column: .integer),
                [.post, .visible, .filter, .sortKey]),
        ])
}
