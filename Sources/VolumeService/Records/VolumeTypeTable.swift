import HTTPApplication
import JSONCodec
package import Persistence

/// The statements on `volume_types` and on who may use the private ones.
package enum VolumeTypeTable {
    private static let byID = "SELECT \(VolumeTypeRecord.columns) FROM volume_types t WHERE t.id = ?"
    private static let byName = "SELECT \(VolumeTypeRecord.columns) FROM volume_types t WHERE t.name = ?"

    package static func insert(_ record: VolumeTypeRecord, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO volume_types (id, name, description, is_public, extra_specs, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .text(record.id), .text(record.name), SQLValue(record.description), SQLValue(record.isPublic),
                .text(JSONValue.object(record.extraSpecs).description), .integer(record.createdAt.microseconds),
            ])
    }

    package static func update(_ record: VolumeTypeRecord, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "UPDATE volume_types SET name = ?, description = ?, is_public = ?, extra_specs = ?, updated_at = ? WHERE id = ?",
            [
                .text(record.name), SQLValue(record.description), SQLValue(record.isPublic),
                .text(JSONValue.object(record.extraSpecs).description), .integer(Timestamp.now().microseconds), .text(record.id),
            ])
    }

    /// Removes a type with the access list, quotas and defaults that name it.
    package static func delete(_ id: String, in transaction: any WriteTransaction) throws {
        for table in ["volume_type_projects", "volume_default_types", "volume_quotas", "volume_quota_classes", "volume_quota_usages"] {
            try transaction.execute("DELETE FROM \(table) WHERE volume_type_id = ?", [.text(id)])
        }
        try transaction.execute("DELETE FROM volume_types WHERE id = ?", [.text(id)])
    }

    package static func find(id: String, in transaction: any ReadTransaction) throws -> VolumeTypeRecord? {
        try transaction.first(byID, [.text(id)]) { try VolumeTypeRecord($0) }
    }

    package static func find(name: String, in transaction: any ReadTransaction) throws -> VolumeTypeRecord? {
        try transaction.first(byName, [.text(name)]) { try VolumeTypeRecord($0) }
    }

    /// All types, oldest first.
    package static func all(in transaction: any ReadTransaction) throws -> [VolumeTypeRecord] {
        try transaction.rows("SELECT \(VolumeTypeRecord.columns) FROM volume_types t ORDER BY t.created_at, t.id") {
            try VolumeTypeRecord($0)
        }
    }

    package static func projects(of id: String, in transaction: any ReadTransaction) throws -> [String] {
        try transaction.rows("SELECT project_id FROM volume_type_projects WHERE volume_type_id = ? ORDER BY project_id", [.text(id)]) {
            $0.text(0)
        }
    }

    package static func hasAccess(_ project: String, to id: String, in transaction: any ReadTransaction) throws -> Bool {
        try transaction.exists(
            "SELECT 1 FROM volume_type_projects WHERE volume_type_id = ? AND project_id = ?", [.text(id), .text(project)])
    }

    package static func isUsed(_ id: String, in transaction: any ReadTransaction) throws -> Bool {
        try transaction.exists("SELECT 1 FROM volumes WHERE volume_type_id = ? LIMIT 1", [.text(id)])
    }

    /// The default type of a project, when it has one of its own.
    package static func projectDefault(_ project: String, in transaction: any ReadTransaction) throws -> String? {
        try transaction.first("SELECT volume_type_id FROM volume_default_types WHERE project_id = ?", [.text(project)]) { $0.text(0) }
    }
}
