package import APIResources
import JSONCodec

/// The resources of the block storage API as data: what `resource show`, completion and documents tell of them.
///
/// Cinder checks bodies by schemas that change with the microversion (``BodySchema``) and keeps rows of its own shape; so these describe, and the
/// service's own tables and checks stand behind them.
package enum VolumeDefinitions {
    package static let all: [ResourceDefinition] = [volume, volumeType, extraSpec, typeAccess, quotaSet, service, message, limits]

    package static let volume = ResourceDefinition(
        "volume", collection: "volumes", quota: "volumes",
        attributes: [
            Attribute("id", .uuid, [.visible, .primaryKey, .filter, .sortKey]),
            Attribute("name", .string(max: 255).orNull, [.post, .put, .visible, .filter, .sortKey], default: nil),
            Attribute("description", .string(max: 255).orNull, [.post, .put, .visible], default: nil),
            Attribute("size", .range(1, 2_147_483_647), [.post, .visible, .filter, .sortKey]),
            Attribute("volume_type", .string(max: 255), [.post, .visible], default: .unspecified),
            Attribute("availability_zone", .string(max: 255), [.post, .visible, .filter, .sortKey], default: .unspecified),
            Attribute("source_volid", .uuid.orNull, [.post, .visible], default: nil),
            Attribute("snapshot_id", .uuid.orNull, [.post, .visible], default: nil),
            Attribute("imageRef", .string(max: 255).orNull, [.post], default: nil),
            Attribute("metadata", .object, [.post, .put, .visible, .filter, .computedFilter], default: .unspecified),
            Attribute("status", .values(VolumeStatus.allCases.map { .string($0.rawValue) }), [.visible, .filter, .sortKey]),
            Attribute("migration_status", .string(max: nil).orNull, [.visible, .filter, .adminRead]),
            Attribute("bootable", .boolean, [.visible, .filter, .sortKey]),
            Attribute("encrypted", .boolean, [.visible]),
            Attribute("multiattach", .boolean, [.visible]),
            Attribute("attachments", .list("attachments", .anything), [.visible]),
            Attribute("user_id", .string(max: 255), [.visible, .sortKey]),
            Attribute("created_at", .timestamp, [.visible, .filter, .sortKey]),
            Attribute("updated_at", .timestamp, [.visible, .filter, .sortKey]),
            Attribute("os-vol-tenant-attr:tenant_id", .string(max: 255), [.visible], extension: "os-vol-tenant-attr"),
            Attribute("os-vol-host-attr:host", .string(max: 255).orNull, [.visible, .adminRead], extension: "os-vol-host-attr"),
            Attribute(
                "os-vol-mig-status-attr:migstat", .string(max: 255).orNull, [.visible, .adminRead], extension: "os-vol-mig-status-attr"),
        ])

    package static let volumeType = ResourceDefinition(
        "volume_type", collection: "volume_types", path: "/types",
        attributes: [
            Attribute("id", .uuid, [.visible, .primaryKey, .sortKey]),
            Attribute("name", .name(max: 255), [.post, .put, .visible, .sortKey, .adminWrite]),
            Attribute("description", .string(max: 255).orNull, [.post, .put, .visible, .adminWrite], default: nil),
            Attribute("is_public", .boolean, [.put, .visible, .filter, .adminWrite]),
            Attribute(
                "os-volume-type-access:is_public", .boolean, [.post, .visible, .adminWrite], default: true,
                extension: "os-volume-type-access"),
            Attribute("extra_specs", .object, [.post, .visible, .filter, .computedFilter, .adminWrite], default: .unspecified),
            Attribute("qos_specs_id", .uuid.orNull, [.visible, .adminRead]),
        ])

    package static let extraSpec = ResourceDefinition(
        "extra_spec", collection: "extra_specs", path: "/types/{id}/extra_specs", extension: "os-types-extra-specs",
        attributes: [
            Attribute("key", .string(max: 255), [.post, .visible, .primaryKey, .adminWrite]),
            Attribute("value", .string(max: 255).orNull, [.post, .put, .visible, .adminWrite]),
        ])

    package static let typeAccess = ResourceDefinition(
        "volume_type_access", collection: "volume_type_access", path: "/types/{id}/os-volume-type-access", operations: [.list],
        extension: "os-volume-type-access",
        attributes: [
            Attribute("volume_type_id", .uuid, [.visible, .primaryKey]),
            Attribute("project_id", .string(max: 255), [.visible, .adminWrite]),
        ])

    package static let quotaSet = ResourceDefinition(
        "quota_set", collection: "quota_sets", path: "/os-quota-sets", operations: [.show, .update, .delete], extension: "os-quota-sets",
        attributes: [Attribute("id", .string(max: 255), [.visible, .primaryKey])]
            + QuotaResource.allCases.map { resource in
                Attribute(resource.rawValue, .range(-1, 2_147_483_647), [.put, .visible, .adminWrite], default: .unspecified)
            })

    package static let service = ResourceDefinition(
        "service", collection: "services", path: "/os-services", operations: [.list, .update], extension: "os-services",
        attributes: [
            Attribute("binary", .string(max: 255), [.visible, .filter]), Attribute("host", .string(max: 255), [.visible, .filter]),
            Attribute("zone", .string(max: 255), [.visible]), Attribute("status", .values(["enabled", "disabled"]), [.visible]),
            Attribute("state", .values(["up", "down"]), [.visible]), Attribute("updated_at", .timestamp, [.visible]),
            Attribute("disabled_reason", .string(max: 255).orNull, [.put, .visible, .adminWrite], default: nil),
        ])

    package static let message = ResourceDefinition(
        "message", collection: "messages", operations: [.list, .show, .delete],
        attributes: [
            Attribute("id", .uuid, [.visible, .primaryKey, .sortKey]),
            Attribute("event_id", .string(max: 255), [.visible, .filter, .sortKey]),
            Attribute("user_message", .string(max: nil), [.visible]), Attribute("message_level", .string(max: 255), [.visible, .filter]),
            Attribute("resource_type", .string(max: 255), [.visible, .filter]), Attribute("resource_uuid", .uuid, [.visible, .filter]),
            Attribute("request_id", .string(max: 255), [.visible, .filter]), Attribute("created_at", .timestamp, [.visible, .sortKey]),
            Attribute("guaranteed_until", .timestamp, [.visible, .sortKey]),
        ])

    package static let limits = ResourceDefinition(
        "limits", collection: "limits", operations: [.list],
        attributes: [
            Attribute("maxTotalVolumes", .integer, [.visible]), Attribute("maxTotalVolumeGigabytes", .integer, [.visible]),
            Attribute("maxTotalSnapshots", .integer, [.visible]), Attribute("totalVolumesUsed", .integer, [.visible]),
            Attribute("totalGigabytesUsed", .integer, [.visible]), Attribute("totalSnapshotsUsed", .integer, [.visible]),
        ])
}
