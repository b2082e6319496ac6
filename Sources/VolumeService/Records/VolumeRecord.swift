package import HTTPApplication
package import JSONCodec
package import Persistence

/// One volume: a row of `volumes`.
package struct VolumeRecord: Sendable {
    package var id: String
    package var projectID: String
    package var userID: String
    package var name: String?
    package var description: String?
    /// In GiB.
    package var size: Int
    package var status: String
    package var attachStatus = AttachStatus.detached.rawValue
    package var migrationStatus: String?
    package var availabilityZone: String
    /// `HOST@BACKEND#POOL` once the scheduler has found a place.
    package var host: String?
    package var volumeTypeID: String?
    package var isBootable = false
    package var isMultiattach = false
    package var isEncrypted = false
    package var snapshotID: String?
    package var sourceVolumeID: String?
    package var serviceUUID: String?
    package var metadata = JSONObject()
    /// Metadata that only administrators see: `readonly`.
    package var adminMetadata = JSONObject()
    package var imageMetadata = JSONObject()
    /// The size that an extension in progress leads to.
    package var newSize: Int?
    /// Why the volume is in an error state.
    package var reason: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp?

    package var hostName: String? { host.map { String($0.prefix { $0 != "#" }) } }

    /// Whether nothing holds the volume: no attachment, no migration.
    package var isAtRest: Bool {
        let settled = [nil, MigrationStatus.none.rawValue, MigrationStatus.error.rawValue, MigrationStatus.success.rawValue]
        return attachStatus != AttachStatus.attached.rawValue && settled.contains(migrationStatus)
    }
}

extension VolumeRecord {
    /// The columns of ``init(_:)``, with the table's alias.
    package static let columns = """
        v.id, v.project_id, v.user_id, v.name, v.description, v.size, v.status, v.attach_status, v.migration_status, v.availability_zone, \
        v.host, v.volume_type_id, v.bootable, v.multiattach, v.encrypted, v.snapshot_id, v.source_volid, v.service_uuid, v.metadata, \
        v.admin_metadata, v.image_metadata, v.new_size, v.reason, v.created_at, v.updated_at
        """

    package init(_ row: borrowing Row) throws {
        id = row.text(0)
        projectID = row.text(1)
        userID = row.text(2)
        name = row.optionalText(3)
        description = row.optionalText(4)
        size = row.int(5)
        status = row.text(6)
        attachStatus = row.text(7)
        migrationStatus = row.optionalText(8)
        availabilityZone = row.text(9)
        host = row.optionalText(10)
        volumeTypeID = row.optionalText(11)
        isBootable = row.bool(12)
        isMultiattach = row.bool(13)
        isEncrypted = row.bool(14)
        snapshotID = row.optionalText(15)
        sourceVolumeID = row.optionalText(16)
        serviceUUID = row.optionalText(17)
        metadata = try row.json(18).objectValue ?? [:]
        adminMetadata = try row.json(19).objectValue ?? [:]
        imageMetadata = try row.json(20).objectValue ?? [:]
        newSize = row.optionalInt(21)
        reason = row.optionalText(22)
        createdAt = Timestamp(microseconds: row.int(23))
        updatedAt = row.optionalInt(24).map(Timestamp.init(microseconds:))
    }

    /// The values of the columns that ``VolumeTable`` writes, in the order of its statements.
    var values: [SQLValue] {
        [
            .text(id), .text(projectID), .text(userID), SQLValue(name), SQLValue(description), .integer(size), .text(status),
            .text(attachStatus), SQLValue(migrationStatus), .text(availabilityZone), SQLValue(host), SQLValue(volumeTypeID),
            SQLValue(isBootable), SQLValue(isMultiattach), SQLValue(isEncrypted), SQLValue(snapshotID), SQLValue(sourceVolumeID),
            SQLValue(serviceUUID), .text(JSONValue.object(metadata).description), .text(JSONValue.object(adminMetadata).description),
            .text(JSONValue.object(imageMetadata).description), SQLValue(newSize), SQLValue(reason), .integer(createdAt.microseconds),
            SQLValue(updatedAt?.microseconds), .text(String(decoding: document, as: UTF8.self)),
        ]
    }

    /// The part of the volume's JSON view that depends on nothing but its row: rendered once, when the row is written.
    ///
    /// The type's name (it can change), links, metadata and what depends on the microversion or the caller are added when it is read.
    var document: [UInt8] {
        var object = JSONObject(reservingCapacity: 16)
        object.append("id", .string(id))
        object.append("status", .string(status))
        object.append("size", .integer(size))
        object.append("availability_zone", .string(availabilityZone))
        object.append("created_at", .string(createdAt.fractional))
        object.append("updated_at", updatedAt.map { .string($0.fractional) } ?? .null)
        object.append("name", JSONValue(name))
        object.append("description", JSONValue(description))
        object.append("snapshot_id", JSONValue(snapshotID))
        object.append("source_volid", JSONValue(sourceVolumeID))
        object.append("user_id", .string(userID))
        object.append("bootable", .string(isBootable ? "true" : "false"))
        object.append("encrypted", .bool(isEncrypted))
        object.append("replication_status", .null)
        object.append("consistencygroup_id", .null)
        object.append("multiattach", .bool(isMultiattach))
        object.append("attachments", .array([]))
        return JSONValue.object(object).serialized()
    }
}
