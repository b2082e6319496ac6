import APIResources
import JSONCodec
import Persistence

/// Gives the documents that earlier versions wrote the attributes that were added since.
struct StoredDocuments {
    /// Which steps have been made.
    static let table = Schema.Table("network_document_steps", columns: [Schema.Column("name", .text, primaryKey: true)])

    private static let addressScopes = "networks: address scopes and the default"
    /// How many rows are written in one transaction.
    private static let batch = 1000

    let tables: NetworkTables

    func bringUp(in store: any Store) async throws {
        guard try !store.exists("SELECT 1 FROM network_document_steps WHERE name=?", [.text(Self.addressScopes)]) else { return }
        let last = try store.count("SELECT coalesce(max(seq), 0) FROM networks")
        // Each batch can be made again: one that was cut short does no harm.
        for start in stride(from: 0, to: last, by: Self.batch) {
            try await store.write { [tables] transaction in
                let rows = SQLCondition("seq > ? AND seq <= ?", [.integer(start), .integer(start + Self.batch)])
                for record in try tables.networks.records(where: rows, in: transaction) {
                    var updated = record
                    for family in [IPAddress.Family.v4, .v6] where record[NetworkTables.scopeAttribute(family)] == nil {
                        updated[NetworkTables.scopeAttribute(family)] = .null
                    }
                    if record.flag("router:external"), record["is_default"] == nil { updated["is_default"] = false }
                    if updated != record { try tables.networks.update(updated, in: transaction) }
                }
            }
        }
        try await store.write { transaction in
            try transaction.execute("INSERT INTO network_document_steps (name) VALUES (?)", [.text(Self.addressScopes)])
        }
    }
}
