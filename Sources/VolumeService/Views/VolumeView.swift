package import JSONCodec
package import Persistence

/// Writes volumes as one request may see them: its microversion, its rights, its links.
package struct VolumeView: Sendable {
    /// What the queries that feed the view select and join.
    package static let columns = """
        v.id, v.document, v.metadata, v.admin_metadata, t.name, v.volume_type_id, v.host, v.project_id, v.migration_status, \
        v.service_uuid, v.name, v.image_metadata
        """
    package static let tables = "volumes v LEFT JOIN volume_types t ON t.id = v.volume_type_id"
    private static let byID = "SELECT \(columns) FROM \(tables) WHERE v.id = ?"

    private let version: Microversion
    private let dialect: APIDialect
    private let isAdmin: Bool
    private let seesHost: Bool
    private let seesMigration: Bool
    private let seesTenant: Bool
    private let seesImageMetadata: Bool
    private let seesAdminMetadata: Bool
    private let linkBase: String
    private let bookmarkBase: String

    package init(_ call: VolumeCall) {
        version = call.version
        dialect = call.dialect
        isAdmin = call.caller.isAdmin
        seesHost = call.allows(.seeHost)
        seesMigration = call.allows(.seeMigration)
        seesTenant = call.allows(.seeTenant)
        seesImageMetadata = call.allows(.seeImageMetadata)
        seesAdminMetadata = call.allows(.seeAdminMetadata)
        linkBase = call.linkBase + "/volumes/"
        bookmarkBase = call.bookmarkBase + "/volumes/"
    }

    /// `{"volume": ...}` of one volume; `nil` when there is none.
    ///
    /// - Parameter isExtended: whether the attributes that extensions add are shown: everywhere but in the answer to a creation.
    package func document(of id: String, isExtended: Bool = true, in transaction: any ReadTransaction) throws -> [UInt8]? {
        try transaction.first(Self.byID, [.text(id)]) { try document(of: $0, isExtended: isExtended) }
    }

    /// As ``document(of:isExtended:in:)``, for a reader who may see only volumes of `project`.
    package func document(of id: String, project: String?, in store: any Store) throws -> [UInt8]? {
        try store.first(Self.byID, [.text(id)]) { row in
            if let project, row.text(7) != project { return nil }
            return try document(of: row, isExtended: true)
        } ?? nil
    }

    private func document(of row: borrowing Row, isExtended: Bool) throws -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1536)
        writer.write(raw: "{\"volume\":")
        try write(row, isExtended: isExtended, into: &writer)
        writer.write(raw: "}")
        return writer.bytes
    }

    /// The short form in lists: id, name, links.
    package func writeSummary(_ row: borrowing Row, into writer: inout JSONWriter) throws {
        // The first version has no short form.
        if dialect == .v1 { return try write(row, isExtended: true, into: &writer) }
        writer.write(raw: "{\"id\":")
        writer.write(string: row.text(0))
        writer.write(raw: ",\"name\":")
        Self.write(row.optionalText(10), into: &writer)
        writeLinks(row.text(0), into: &writer)
        writer.write(raw: "}")
    }

    /// The whole volume. What its row rendered already is copied; the rest depends on the request.
    package func write(_ row: borrowing Row, isExtended: Bool, into writer: inout JSONWriter) throws {
        if dialect == .v1 { return try writeFirstVersion(row, isExtended: isExtended, into: &writer) }
        row.bytes(1) { document in writer.write(raw: UnsafeRawBufferPointer(rebasing: document.dropLast())) }
        writer.write(raw: ",\"volume_type\":")
        Self.write(row.optionalText(4), into: &writer)
        writer.write(raw: ",\"metadata\":")
        try writeMetadata(row, into: &writer)
        writeLinks(row.text(0), into: &writer)
        writeVersioned(row, into: &writer)
        if isExtended { try writeExtensions(row, into: &writer) }
        writer.write(raw: "}")
    }

    private func writeVersioned(_ row: borrowing Row, into writer: inout JSONWriter) {
        if isAdmin {
            writer.write(raw: ",\"migration_status\":")
            Self.write(row.optionalText(8), into: &writer)
        }
        if version >= Microversion(3, 13) { writer.write(raw: ",\"group_id\":null") }
        if version >= Microversion(3, 21), isAdmin { writer.write(raw: ",\"provider_id\":null") }
        if version >= Microversion(3, 48) {
            writer.write(raw: ",\"shared_targets\":true,\"service_uuid\":")
            Self.write(row.optionalText(9), into: &writer)
        }
        if version >= Microversion(3, 61), isAdmin { writer.write(raw: ",\"cluster_name\":null") }
        if version >= Microversion(3, 63) {
            writer.write(raw: ",\"volume_type_id\":")
            Self.write(row.optionalText(5), into: &writer)
        }
        if version >= Microversion(3, 65) { writer.write(raw: ",\"consumes_quota\":true") }
    }

    private func writeExtensions(_ row: borrowing Row, into writer: inout JSONWriter) throws {
        if seesTenant {
            writer.write(raw: ",\"os-vol-tenant-attr:tenant_id\":")
            writer.write(string: row.text(7))
        }
        if seesMigration {
            writer.write(raw: ",\"os-vol-mig-status-attr:migstat\":")
            Self.write(row.optionalText(8), into: &writer)
            writer.write(raw: ",\"os-vol-mig-status-attr:name_id\":null")
        }
        if seesHost {
            writer.write(raw: ",\"os-vol-host-attr:host\":")
            Self.write(row.optionalText(6), into: &writer)
        }
        let hasImage = seesImageMetadata && row.bytes(11) { $0.count > 2 }
        if hasImage {
            writer.write(raw: ",\"volume_image_metadata\":")
            row.bytes(11) { writer.write(raw: $0) }
        }
    }

    private func writeMetadata(_ row: borrowing Row, into writer: inout JSONWriter) throws {
        let hasAdminMetadata = seesAdminMetadata && row.bytes(3) { $0.count > 2 }
        guard hasAdminMetadata else { return row.bytes(2) { writer.write(raw: $0) } }
        var metadata = try row.json(2).objectValue ?? [:]
        for member in try row.json(3).objectValue ?? [:] { metadata[member.key] = member.value }
        writer.write(metadata)
    }

    private func writeLinks(_ id: String, into writer: inout JSONWriter) {
        writer.write(raw: ",\"links\":[{\"rel\":\"self\",\"href\":")
        writer.write(string: linkBase + id)
        writer.write(raw: "},{\"rel\":\"bookmark\",\"href\":")
        writer.write(string: bookmarkBase + id)
        writer.write(raw: "}]")
    }

    /// The first version spells names differently and knows fewer attributes.
    private func writeFirstVersion(_ row: borrowing Row, isExtended: Bool, into writer: inout JSONWriter) throws {
        let stored = try row.json(1).objectValue ?? [:]
        var volume = JSONObject(reservingCapacity: 20)
        for key in [
            "id", "status", "size", "availability_zone", "created_at", "snapshot_id", "source_volid", "bootable", "encrypted",
            "multiattach", "attachments",
        ] {
            volume.append(key, stored[key] ?? .null)
        }
        volume.append("display_name", stored["name"] ?? .null)
        volume.append("display_description", stored["description"] ?? .null)
        volume.append("volume_type", row.optionalText(4).map(JSONValue.string) ?? "None")
        var metadata = try row.json(2).objectValue ?? [:]
        if seesAdminMetadata { for member in try row.json(3).objectValue ?? [:] { metadata[member.key] = member.value } }
        volume.append("metadata", .object(metadata))
        if isExtended {
            if seesTenant { volume.append("os-vol-tenant-attr:tenant_id", .string(row.text(7))) }
            if seesMigration {
                volume.append("os-vol-mig-status-attr:migstat", JSONValue(row.optionalText(8)))
                volume.append("os-vol-mig-status-attr:name_id", .null)
            }
            if seesHost {
                volume.append("os-vol-host-attr:host", JSONValue(row.optionalText(6)))
            }
        }
        writer.write(volume)
    }

    private static func write(_ text: String?, into writer: inout JSONWriter) {
        if let text { writer.write(string: text) } else { writer.write(raw: "null") }
    }
}
