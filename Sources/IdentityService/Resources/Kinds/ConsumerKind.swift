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
        var given = try await call.body("consumer")
        given.removeValue(forKey: "secret")
        var record = try kind.newRecord(given)
        record["id"] = .string(UUIDText.makeHex())
        // Hexadecimal digits, as all of OAuth's secrets: command lines take none of them for an option.
        let (fixed, secret) = (record, UUIDText.makeHex())
        let sealed = try call.service.sealedSecrets.seal(secret)
        try await call.service.write { try kind.table.insert(fixed, extra: [.text(sealed)], in: $0) }
        var view = kind.unfolded(record)
        view["secret"] = .string(secret)
        return call.item("consumer", view, path: kind.linkPath, isNew: true)
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        guard given["secret"] == nil else { throw IdentityFault.invalid("secret", "it cannot be changed") }
    }

    /// The secret stays as it is.
    func columns(of record: JSONObject, _ step: ResourceStep) throws -> [SQLValue] {
        [.text(try step.directory.consumerSecret(id: record["id"]?.stringValue ?? "") ?? "")]
    }

    /// Its tokens go with it, and so do keystone's tokens that were made from them.
    func remove(_ record: JSONObject, _ step: ResourceStep) throws {
        try step.service.revoke(RevocationEvent(consumerID: record["id"]?.stringValue), in: step.transaction)
    }
}
