import Extensions
import HTTPApplication
package import Persistence

/// The statements on `volume_services`.
package enum ServiceTable {
    /// Makes the row of a worker, or takes over its zone when there is one; whether it is disabled stays.
    static func register(_ worker: WorkerDescription, zone: String, in transaction: any WriteTransaction) throws {
        let now = Timestamp.now().microseconds
        try transaction.execute(
            """
            INSERT INTO volume_services (host, binary_name, uuid, topic, availability_zone, created_at, updated_at) \
            VALUES (?, ?, ?, ?, ?, ?, ?) \
            ON CONFLICT (binary_name, host) DO UPDATE SET availability_zone = excluded.availability_zone, topic = excluded.topic
            """,
            [
                .text(worker.server ?? ""), .text(worker.service), .text(UUIDText.make()), .text(worker.topic), .text(zone), .integer(now),
                .integer(now),
            ])
    }

    package static func all(in transaction: any ReadTransaction) throws -> [ServiceRecord] {
        try transaction.rows("SELECT \(ServiceRecord.columns) FROM volume_services ORDER BY binary_name, host") { ServiceRecord($0) }
    }

    /// Enables or disables a service.
    ///
    /// - Returns: whether there is such a service.
    package static func setDisabled(
        _ isDisabled: Bool, reason: String?, binary: String, host: String, in transaction: any WriteTransaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE volume_services SET disabled = ?, disabled_reason = ?, updated_at = ? WHERE binary_name = ? AND host = ?",
            [SQLValue(isDisabled), SQLValue(reason), .integer(Timestamp.now().microseconds), .text(binary), .text(host)]) > 0
    }
}
