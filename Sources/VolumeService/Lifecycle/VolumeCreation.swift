import HTTPApplication
package import JSONCodec
package import Messaging
package import Persistence

/// A checked request for a new volume.
package struct VolumeCreation: Sendable {
    private let caller: Caller
    private let settings: VolumeSettings
    private let name: String?
    private let description: String?
    private let size: Int?
    private let typeName: String?
    private let source: String?
    private let zone: String
    private let metadata: JSONObject

    /// - Throws: ``VolumeFault`` for what the request's schema does not see: 400, or 404 for sources that do not exist.
    package init(_ body: JSONObject, _ call: VolumeCall) throws {
        let volume = body["volume"]?.objectValue ?? [:]
        caller = call.caller
        settings = call.settings
        name = Self.text(volume, "name", "display_name")
        description = Self.text(volume, "description", "display_description")
        size = volume["size"].flatMap(BodySchema.integer)
        typeName = Self.text(volume, "volume_type")
        metadata = volume["metadata"]?.objectValue ?? [:]
        zone = try Self.zone(volume["availability_zone"]?.stringValue, call.settings)
        if let flag = volume["multiattach"], BodySchema.boolean(flag) == true {
            throw VolumeFault.badRequest("A volume may be attached more than once only when its type says so.")
        }
        let sources = ["snapshot_id", "source_volid", "imageRef", "image_id", "backup_id"].compactMap { key in
            Self.text(volume, key).map { (key: key, id: $0) }
        }
        guard sources.count <= 1 else {
            throw VolumeFault.badRequest("A volume has at most one source, not \(sources.map(\.key).joined(separator: " and ")).")
        }
        if let source = sources.first, ["imageRef", "image_id"].contains(source.key) { try call.authorize(.createFromImage) }
        if let source = sources.first, source.key != "source_volid" { throw Self.refusal(of: source.key, source.id, call) }
        source = sources.first?.id
        if let group = Self.text(volume, "consistencygroup_id") { throw VolumeFault.notFound("Group", group) }
        if call.isAtLeast(13), let group = Self.text(volume, "group_id") { throw VolumeFault.notFound("Group", group) }
        guard size != nil || source != nil else { throw VolumeFault.invalid("volume", "'size' is required") }
    }

    /// Sources of kinds that this service does not have.
    private static func refusal(of key: String, _ id: String, _ call: VolumeCall) -> VolumeFault {
        switch key {
        case "snapshot_id": VolumeFault.notFound("Snapshot", id)
        case "backup_id" where call.isAtLeast(47): VolumeFault.notFound("Backup", id)
        case "imageRef", "image_id":
            UUIDText.isUUIDLike(id)
                ? VolumeFault.badRequest("The image \(id) cannot be read: there is no image service.", type: "ImageUnavailable")
                : VolumeFault.badRequest("'\(id)' is not the identifier of an image.", type: "InvalidImageRef")
        default: VolumeFault.badRequest("A volume cannot be made from '\(key)' in this version.")
        }
    }

    /// The first of these members that has a text which is not blank, without the blanks around it.
    private static func text(_ object: JSONObject, _ keys: String...) -> String? {
        for key in keys {
            if let text = object[key]?.stringValue.map(BodySchema.trimmed), !text.isEmpty { return text }
        }
        return nil
    }

    private static func zone(_ requested: String?, _ settings: VolumeSettings) throws -> String {
        guard let requested, requested != settings.storageZone, requested != settings.defaultZone else {
            return requested ?? settings.defaultZone
        }
        guard settings.allowsZoneFallback else {
            throw VolumeFault.badRequest("There is no availability zone '\(requested)'.", type: "InvalidAvailabilityZone")
        }
        return settings.defaultZone
    }

    /// Takes the quota and writes the row; the message goes out after the commit.
    ///
    /// - Throws: ``VolumeFault``: 404 for an unknown type or source, 400 for a bad size, 413 when a quota is exhausted.
    package func perform(_ messenger: VolumeMessenger, _ context: RPCContext, in transaction: any WriteTransaction) throws -> VolumeRecord {
        let sourceRecord = try source.map { try sourceVolume($0, in: transaction) }
        let size = size ?? sourceRecord?.size ?? 0
        if let sourceRecord, size < sourceRecord.size {
            throw VolumeFault.badRequest(
                "A copy of volume \(sourceRecord.id) needs at least its size, \(sourceRecord.size) GiB, not \(size).")
        }
        let type = try VolumeTypeLookup(caller).type(named: typeName, source: sourceRecord, settings, in: transaction)
        try QuotaLedger(settings).takeVolume(size: size, typeID: type?.id, project: caller.projectID, in: transaction)
        var record = VolumeRecord(
            id: UUIDText.make(), projectID: caller.projectID, userID: caller.userID, name: name, description: description, size: size,
            status: VolumeStatus.creating.rawValue, availabilityZone: zone, createdAt: .now())
        record.volumeTypeID = type?.id
        record.isMultiattach = type?.allowsMultiattach ?? false
        if record.isMultiattach { try caller.require(.createMultiattach, caller.target) }
        record.sourceVolumeID = sourceRecord?.id
        record.isBootable = sourceRecord?.isBootable ?? false
        record.imageMetadata = sourceRecord?.imageMetadata ?? [:]
        record.metadata = metadata
        try VolumeTable.insert(record, in: transaction)
        let created = record
        transaction.afterCommit { messenger.schedule(created, type: type, filterProperties: [:], context: context) }
        return record
    }

    private func sourceVolume(_ id: String, in transaction: any ReadTransaction) throws -> VolumeRecord {
        guard let record = try VolumeTable.find(id, in: transaction), caller.isAdmin || record.projectID == caller.projectID else {
            throw VolumeFault.notFound("Volume", id)
        }
        let transition = VolumeTransition.cloneSource
        guard transition.allows(record) else { throw transition.refusal(of: record) }
        return record
    }
}
