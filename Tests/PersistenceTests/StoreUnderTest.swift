import Persistence

/// The stores that the conformance suite is run against.
enum StoreUnderTest: CaseIterable {
    case sqlite

    /// A new, empty store with the sample schema.
    func make(in directory: TemporaryDirectory) async throws -> any Store {
        let store: any Store =
            switch self {
            case .sqlite: try SQLiteStore(path: directory.path + "/state.db")
            }
        try await store.migrate(sampleSchema)
        return store
    }
}

let sampleSchema = Schema(tables: [
    Schema.Table(
        "networks",
        columns: [
            .init("id", .text, primaryKey: true), .init("name", .text, nullable: false, default: ""), .init("mtu", .integer, default: 1500),
            .init("document", .text),
        ]),
    Schema.Table(
        "ports",
        columns: [
            .init("id", .text, primaryKey: true), .init("network_id", .text, nullable: false), .init("mac", .text),
        ],
        foreignKeys: [.init(["network_id"], references: "networks")],
        indexes: [.init(on: ["network_id", "mac"], unique: true)]),
])
