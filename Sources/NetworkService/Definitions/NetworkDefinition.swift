import APIResources
import Persistence

extension ResourceDefinition {
    static let network = ResourceDefinition(
        "network", collection: "networks", quota: "network",
        attributes: [
            .identifier, .label, .project, .adminState,
            Attribute("subnets", .list("subnet ids", .anything), [.visible]),
            .status,
            Attribute(
                "shared", .boolean, [.post, .put, .visible, .filter, .requiredByPolicy, .enforcedByPolicy, .adminWrite], default: false),
        ])
}
