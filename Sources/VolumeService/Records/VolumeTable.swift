import HTTPApplication
package import Persistence

/// The statements on `volumes`.
package enum VolumeTable {
    private static let names = [
        "id", "project_id", "user_id", "name", "description", "size", "status", "attach_status", "migration_status", "availability_zone",
        "host", "volume_type_id", "bootable", "multiattach", "encrypted", "snapshot_id", "source_volid", "service_uuid", "metadata",
        "admin_metadata", "image_metadata", "new_size", "reason", "created_at", "updated_at", "document",
    ]
    private static let insertion =
        "INSERT INTO volumes (\(names.joined(separator: ", "))) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"
    private static let replacement =
        "UPDATE volumes SET \(names.dropFirst().map { $0 + " = ?" }.joined(separator: ", ")) WHERE id = ? AND status = ?"
    private static let selection = "SELECT \(VolumeRecord.columns) FROM volumes v WHERE v.id = ?"

    package static func insert(_ record: VolumeRecord, in transaction: any WriteTransaction) throws {
        try transaction.execute(insertion, record.values)
    }

    /// Writes a changed record, when the row still is in the state in which it was read: compare and set.
    ///
    /// - Returns: whether it was; nothing is changed otherwise.
    package static func update(_ record: VolumeRecord, expecting status: String, in transaction: any WriteTransaction) throws -> Bool {
        var record = record
        record.updatedAt = .now()
        return try transaction.execute(replacement, Array(record.values.dropFirst()) + [.text(record.id), .text(status)]) > 0
    }

    package static func delete(_ id: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM volumes WHERE id = ?", [.text(id)])
    }

    package static func find(_ id: String, in transaction: any ReadTransaction) throws -> VolumeRecord? {
        try transaction.first(selection, [.text(id)]) { try VolumeRecord($0) }
    }

    package static func find(_ id: String, in store: any Store) throws -> VolumeRecord? {
        try store.first(selection, [.text(id)]) { try VolumeRecord($0) }
    }

    /// All volumes in one of these states, oldest first.
    package static func inStates(_ states: [VolumeStatus], in transaction: any ReadTransaction) throws -> [VolumeRecord] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        return try transaction.rows(
            "SELECT \(VolumeRecord.columns) FROM volumes v WHERE v.status IN (\(marks)) ORDER BY v.created_at",
            states.map { .text($0.rawValue) }
        ) { try VolumeRecord($0) }
    }
}
