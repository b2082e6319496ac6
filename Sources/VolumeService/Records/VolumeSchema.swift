package import Persistence

/// The tables of the volume service.
package enum VolumeSchema {
    package static let schema = Schema(
        version: 1,
        tables: [volumeTypes, volumes, typeProjects, defaultTypes, quotas, quotaClasses, quotaUsages, services, messages])

    private static let volumeTypes = Schema.Table(
        "volume_types",
        columns: [
            .init("id", .text, primaryKey: true), .init("name", .text, nullable: false, unique: true), .init("description", .text),
            .init("is_public", .integer, nullable: false, default: 1), .init("extra_specs", .text, nullable: false, default: "{}"),
            .init("created_at", .integer, nullable: false), .init("updated_at", .integer),
        ])

    private static let volumes = Schema.Table(
        "volumes",
        columns: [
            .init("id", .text, primaryKey: true), .init("project_id", .text, nullable: false), .init("user_id", .text, nullable: false),
            .init("name", .text), .init("description", .text), .init("size", .integer, nullable: false),
            .init("status", .text, nullable: false), .init("attach_status", .text, nullable: false), .init("migration_status", .text),
            .init("availability_zone", .text, nullable: false), .init("host", .text), .init("volume_type_id", .text),
            .init("bootable", .integer, nullable: false, default: 0), .init("multiattach", .integer, nullable: false, default: 0),
            .init("encrypted", .integer, nullable: false, default: 0), .init("snapshot_id", .text), .init("source_volid", .text),
            .init("service_uuid", .text), .init("metadata", .text, nullable: false, default: "{}"),
            .init("admin_metadata", .text, nullable: false, default: "{}"), .init("image_metadata", .text, nullable: false, default: "{}"),
            .init("new_size", .integer), .init("reason", .text), .init("created_at", .integer, nullable: false),
            .init("updated_at", .integer), .init("document", .text, nullable: false),
        ],
        foreignKeys: [.init(["volume_type_id"], references: "volume_types")],
        indexes: [
            .init(on: ["project_id", "created_at", "id"]), .init(on: ["created_at", "id"]), .init(on: ["status", "created_at"]),
            .init(on: ["project_id", "name"]), .init(on: ["host"]), .init(on: ["volume_type_id"]),
        ])

    private static let typeProjects = Schema.Table(
        "volume_type_projects",
        columns: [.init("volume_type_id", .text, nullable: false), .init("project_id", .text, nullable: false)],
        primaryKey: ["volume_type_id", "project_id"])

    private static let defaultTypes = Schema.Table(
        "volume_default_types",
        columns: [.init("project_id", .text, primaryKey: true), .init("volume_type_id", .text, nullable: false)])

    private static let quotas = Schema.Table(
        "volume_quotas",
        columns: [
            .init("project_id", .text, nullable: false), .init("resource", .text, nullable: false),
            .init("volume_type_id", .text, nullable: false, default: ""), .init("hard_limit", .integer, nullable: false),
        ], primaryKey: ["project_id", "resource", "volume_type_id"])

    private static let quotaClasses = Schema.Table(
        "volume_quota_classes",
        columns: [
            .init("class_name", .text, nullable: false), .init("resource", .text, nullable: false),
            .init("volume_type_id", .text, nullable: false, default: ""), .init("hard_limit", .integer, nullable: false),
        ], primaryKey: ["class_name", "resource", "volume_type_id"])

    private static let quotaUsages = Schema.Table(
        "volume_quota_usages",
        columns: [
            .init("project_id", .text, nullable: false), .init("resource", .text, nullable: false),
            .init("volume_type_id", .text, nullable: false, default: ""), .init("in_use", .integer, nullable: false, default: 0),
            .init("reserved", .integer, nullable: false, default: 0),
        ], primaryKey: ["project_id", "resource", "volume_type_id"])

    private static let services = Schema.Table(
        "volume_services",
        columns: [
            .init("host", .text, nullable: false), .init("binary_name", .text, nullable: false), .init("uuid", .text, nullable: false),
            .init("topic", .text, nullable: false), .init("availability_zone", .text, nullable: false),
            .init("disabled", .integer, nullable: false, default: 0), .init("disabled_reason", .text),
            .init("capabilities", .text, nullable: false, default: "{}"), .init("created_at", .integer, nullable: false),
            .init("updated_at", .integer, nullable: false), .init("stopped", .integer, nullable: false, default: 0),
        ], primaryKey: ["binary_name", "host"])

    private static let messages = Schema.Table(
        "volume_messages",
        columns: [
            .init("id", .text, primaryKey: true), .init("project_id", .text, nullable: false), .init("request_id", .text),
            .init("event_id", .text, nullable: false), .init("user_message", .text, nullable: false),
            .init("message_level", .text, nullable: false), .init("resource_type", .text, nullable: false), .init("resource_uuid", .text),
            .init("created_at", .integer, nullable: false), .init("guaranteed_until", .integer, nullable: false),
        ], indexes: [.init(on: ["project_id", "created_at"]), .init(on: ["resource_uuid"])])
}
