import APIResources
import Persistence

extension ResourceDefinition {
    static let network = ResourceDefinition(
        "network", collection: "networks", quota: "network",
        indexes: [Schema.Index("default", on: ["is_default"], unique: true, where: "is_default = 1")],
        attributes: [
            .identifier, .label, .project, .adminState,
            Attribute("subnets", .list("subnet ids", .anything), [.visible]),
            .status,
            Attribute(
                "shared", .boolean, [.post, .put, .visible, .filter, .requiredByPolicy, .enforcedByPolicy, .adminWrite], default: false),
        ])
}
