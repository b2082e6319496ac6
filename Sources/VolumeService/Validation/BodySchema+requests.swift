import HTTPApplication

/// The bodies that the block storage API takes, by request.
extension BodySchema {
    private static let name: BodySchema = .nullable(.string(max: 255, format: .trimmedName))
    private static let metadataValue: BodySchema = .string(max: 255)
    private static let optionalUUID: BodySchema = .nullable(.string(format: .uuid))
    private static let shortText: BodySchema = .nullable(.string(max: 255))
    private static let volumeSize: BodySchema = .size(min: 1, max: 2_147_483_647)

    private static let volumeNames: [Member] = [
        .optional("name", name), .optional("description", name), .optional("display_name", name), .optional("display_description", name),
    ]

    /// Unknown members are refused from 3.53 on and overlooked before.
    package static func createVolume(_ version: Microversion) -> BodySchema {
        version >= Microversion(3, 53) ? createVolume353 : createVolume30
    }

    private static let createVolume30 = createVolume(additional: true)
    private static let createVolume353 = createVolume(additional: false)

    private static func createVolume(additional: Bool) -> BodySchema {
        .object([
            .required(
                "volume",
                .object(
                    volumeNames + [
                        .optional("volume_type", shortText), .optional("metadata", .nullable(.map(metadataValue))),
                        .optional("snapshot_id", optionalUUID), .optional("source_volid", optionalUUID),
                        .optional("consistencygroup_id", optionalUUID), .optional("size", .nullable(volumeSize)),
                        .optional("availability_zone", .nullable(.string(min: 1, max: 255))),
                        .optional("multiattach", .nullable(.boolean)), .optional("image_id", shortText), .optional("imageRef", shortText),
                        .optional("group_id", shortText), .optional("backup_id", optionalUUID),
                    ], additional: additional)),
            .optional("OS-SCH-HNT:scheduler_hints", .nullable(.object([], additional: true))),
        ])
    }

    package static func updateVolume(_ version: Microversion) -> BodySchema {
        version >= Microversion(3, 53) ? updateVolume353 : updateVolume30
    }

    private static let updateVolume30 = updateVolume(anyOf: [])
    private static let updateVolume353 = updateVolume(anyOf: ["name", "description", "display_name", "display_description", "metadata"])

    private static func updateVolume(anyOf: [String]) -> BodySchema {
        .object([.required("volume", .object(volumeNames + [.optional("metadata", .map(metadataValue))], anyOf: anyOf))])
    }

    package static let metadata: BodySchema = .object([.required("metadata", .map(metadataValue))])
    package static let metadataItem: BodySchema = .object([.required("meta", .map(metadataValue, min: 1, max: 1))])

    package static let extend: BodySchema = .object([.required("os-extend", .object([.required("new_size", volumeSize)]))])
    package static let setBootable: BodySchema = .object([.required("os-set_bootable", .object([.required("bootable", .boolean)]))])
    package static let updateReadonlyFlag: BodySchema = .object([
        .required("os-update_readonly_flag", .object([.required("readonly", .boolean)]))
    ])
    package static let resetStatus: BodySchema = .object([
        .required(
            "os-reset_status",
            .object(
                [
                    .optional("status", .nullable(.word(VolumeStatus.allCases.map(\.rawValue)))),
                    .optional("attach_status", .nullable(.word(AttachStatus.allCases.map(\.rawValue)))),
                    .optional("migration_status", .nullable(.word(MigrationStatus.allCases.map(\.rawValue)))),
                ], anyOf: ["status", "attach_status", "migration_status"]))
    ])
    package static let setImageMetadata: BodySchema = .object([
        .required("os-set_image_metadata", .object([.required("metadata", .map(.string(max: 65535)))]))
    ])
    package static let unsetImageMetadata: BodySchema = .object([
        .required("os-unset_image_metadata", .object([.required("key", .string(min: 1, max: 255))]))
    ])

    /// An action whose argument does not matter.
    package static func bareAction(_ name: String) -> BodySchema { .object([.required(name, .any)]) }

    package static let createType: BodySchema = .object([
        .required(
            "volume_type",
            .object([
                .required("name", .string(min: 1, max: 255, format: .notBlank)),
                .optional("description", .nullable(.string(max: 255, format: .printable))),
                .optional("extra_specs", .map(.nullable(.string(max: 255)))),
                .optional("os-volume-type-access:is_public", .boolean),
            ]))
    ])
    package static let updateType: BodySchema = .object([
        .required(
            "volume_type",
            .object([
                .optional("name", .nullable(.string(min: 1, max: 255))),
                .optional("description", .nullable(.string(max: 255, format: .printable))),
                .optional("is_public", .boolean),
            ]))
    ])
    package static let extraSpecs: BodySchema = .object([
        .required("extra_specs", .map(.nullable(.string(max: 255)), keys: .extraSpec))
    ])
    package static let extraSpec: BodySchema = .map(.nullable(.string(max: 255)), keys: .extraSpec, min: 1, max: 1)

    package static func projectAccess(_ action: String) -> BodySchema {
        .object([.required(action, .object([.required("project", .string(min: 1, max: 255))]))])
    }

    package static let defaultType: BodySchema = .object([
        .required("default_type", .object([.required("volume_type", .string(min: 1, max: 255, format: .notBlank))]))
    ])

    package static let quotaSet: BodySchema = .object([.required("quota_set", .object([], additional: true))])
    package static let quotaClassSet: BodySchema = .object([.required("quota_class_set", .object([], additional: true))])

    private static let serviceMembers: [Member] = [
        .optional("binary", .string(min: 1, max: 255)), .optional("host", .nullable(.string(min: 1, max: 255, format: .host))),
        .optional("cluster", shortText), .optional("service", .string(min: 1, max: 255)),
    ]
    package static let switchService: BodySchema = .object(serviceMembers, anyOf: ["binary", "service"])
    package static let disableServiceWithReason: BodySchema = .object(
        serviceMembers + [.optional("disabled_reason", .string(min: 1, max: 255, format: .notBlank))], anyOf: ["binary", "service"])
}
