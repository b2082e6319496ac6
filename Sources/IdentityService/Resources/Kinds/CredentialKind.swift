import APIResources
import JSONCodec
import Persistence

/// `/credentials`: secrets of users, such as their EC2 keys. What they hold is stored encrypted.
struct CredentialKind: ResourceKind {
    let table = IdentityTables.credentials
    let service: IdentityService

    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws {
        guard let blob = given["blob"] else { return }
        // A blob may be given as JSON, and is kept as text.
        if blob.objectValue != nil { given["blob"] = .string(blob.description) }
        guard given["blob"]?.stringValue != nil else { throw IdentityFault.invalid("blob", "a string is expected") }
    }

    func target(_ record: JSONObject, _ directory: IdentityDirectory) throws -> JSONObject {
        ["credential": ["user_id": record["user_id"] ?? .null, "project_id": record["project_id"] ?? .null]]
    }

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        if record["user_id"]?.stringValue == nil { record["user_id"] = .string(step.caller.userID) }
        try refuseUnknownUser(record, step)
        guard record["type"] == .string(EC2Credential.type) else { return }
        guard record["project_id"]?.stringValue != nil else { throw IdentityFault.badRequest("An ec2 credential needs a 'project_id'.") }
        guard let blob = record["blob"]?.stringValue, let credential = EC2Credential(record, blob: blob) else {
            throw IdentityFault.badRequest("The blob of an ec2 credential is JSON with 'access' and 'secret'.")
        }
        record["id"] = .string(EC2Credential.id(access: credential.access))
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try refuseUnknownUser(record, step)
        // Somebody who may change a credential must not give it to another, or take another's.
        if !step.caller.isAdmin, record["user_id"] != old["user_id"] {
            throw IdentityFault.forbidden("A credential stays with its user.")
        }
        if record["blob"] == nil { record["blob"] = .string(try blob(of: old, in: step.transaction)) }
    }

    private func refuseUnknownUser(_ record: JSONObject, _ step: ResourceStep) throws {
        let id = record["user_id"]?.stringValue ?? ""
        guard try step.directory.user(id: id) != nil else { throw IdentityFault.notFound("user", id) }
    }

    func columns(of record: JSONObject, _ step: ResourceStep) throws -> [SQLValue] { try columns(of: record) }

    func columns(of record: JSONObject) throws -> [SQLValue] {
        [.text(try service.credentialCipher.encrypt(record["blob"]?.stringValue ?? ""))]
    }

    /// What the credential holds, in the clear.
    func blob(of record: JSONObject, in source: any Queryable) throws -> String {
        let stored = try source.first(
            "SELECT encrypted_blob FROM identity_credentials WHERE id = ?", [.text(record["id"]?.stringValue ?? "")]
        ) { $0.text(0) }
        return try stored.map { try service.credentialCipher.decrypt($0) } ?? ""
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        // Who may not see everybody's sees the own ones.
        if try call.allows("get_credential", ["credential": ["user_id": .null]]) { return [] }
        return [SQLCondition("user_id = ?", [.text(try call.caller.userID)])]
    }

    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        var view = unfolded(record)
        view["blob"] = .string(try blob(of: record, in: service.store))
        return view
    }
}
