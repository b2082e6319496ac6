import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/OS-OAUTH1/consumers`; the secret is told once, in the answer to the creation.
struct ConsumerKind: ResourceKind {
    let table = IdentityTables.consumers

    static let operations =
        ConsumerKind().operations("OS-OAUTH1/consumers", nil, [.list, .show, .update, .delete]) + [
            IdentityOperation(.POST, "OS-OAUTH1/consumers", "consumer", "create") { try await create($0) }
        ]

    private static func create(_ call: IdentityCall) async throws -> Response {
        try call.authorize("create_consumer")
        let kind = ConsumerKind()
        var record = try kind.newRecord(try await call.body("consumer"))
        record["id"] = .string(UUIDText.makeHex())
        let (fixed, secret) = (record, SecretText.make(bytes: 32))
        try await call.service.write { try kind.table.insert(fixed, extra: [.text(secret)], in: $0) }
        var view = kind.unfolded(record)
        view["secret"] = .string(secret)
        return call.item("consumer", view, path: kind.linkPath, isNew: true)
    }

    /// The secret stays as it is.
    func columns(of record: JSONObject, _ step: ResourceStep) throws -> [SQLValue] {
        let secret = try step.transaction.first(
            "SELECT secret FROM identity_consumers WHERE id = ?", [.text(record["id"]?.stringValue ?? "")]
        ) { $0.text(0) }
        return [.text(secret ?? "")]
    }
}
