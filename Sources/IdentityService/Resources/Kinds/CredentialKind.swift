import APIResources
import ConfigOptions
import JSONCodec
import Persistence

/// `/credentials`: secrets of users, such as their EC2 keys. What they hold is stored encrypted.
struct CredentialKind: ResourceKind {
    let table = IdentityTables.credentials
    let service: IdentityService

    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws {
        if let blob = given["blob"] {
            // A blob may be given as JSON, and is kept as text.
            if blob.objectValue != nil { given["blob"] = .string(blob.description) }
            guard given["blob"]?.stringValue != nil else { throw IdentityFault.invalid("blob", "a string is expected") }
        }
        if isNew { try limit(&given, call) } else { try checkChange(given, call) }
    }

    /// Lets a key that is made with a token of a delegation stand for that delegation alone.
    private func limit(_ given: inout JSONObject, _ call: IdentityCall) throws {
        let type = given["type"]?.stringValue
        try refuseDelegation(type, call)
        guard type == EC2Credential.type, let contents = try call.token?.contents,
            var blob = given["blob"]?.stringValue.flatMap({ try? JSONValue(parsing: $0) })?.objectValue
        else { return }
        let limits = [
            ("trust_id", contents.trustID), ("app_cred_id", contents.applicationCredentialID), ("access_token_id", contents.accessTokenID),
        ]
        for (name, id) in limits { if let id { blob[name] = .string(id) } }
        given["blob"] = .string(JSONValue.object(blob).description)
    }

    private func checkChange(_ given: JSONObject, _ call: IdentityCall) throws {
        let id = call.capture("credential_id")
        let known = try service.store.read { transaction in
            try existing(id, in: transaction).map { (type: $0["type"]?.stringValue, blob: try blob(of: $0, in: transaction)) }
        }
        guard let known else { return }
        try refuseDelegation(known.type, call)
        guard known.type == EC2Credential.type, let text = given["blob"]?.stringValue else { return }
        guard let new = (try? JSONValue(parsing: text))?.objectValue, new["access"]?.stringValue != nil else { throw Self.badBlob }
        let old = (try? JSONValue(parsing: known.blob))?.objectValue ?? [:]
        for name in EC2Credential.fixedMembers where (old[name] ?? .null) != (new[name] ?? .null) {
            throw IdentityFault.invalid("blob", "'\(name)' cannot be changed")
        }
    }

    /// Refuses a credential to a caller who stands for a delegation.
    ///
    /// - Throws: ``IdentityFault``, 403.
    func refuseDelegation(_ type: String?, _ call: IdentityCall) throws {
        if try type != EC2Credential.type || !reachesKeys(call) { try call.refuseDelegation() }
    }

    /// Whether EC2 keys are open to an administrator's delegation: the configuration may want it.
    private func reachesKeys(_ call: IdentityCall) throws -> Bool {
        let option = call.settings.config.value(
            "allow_insecure_admin_trust_cross_project_credentials_access", group: "security_compliance")
        return try option == .boolean(true) && call.caller.isAdmin
    }

    private static let badBlob = IdentityFault.badRequest("The blob of an ec2 credential is JSON with 'access' and 'secret'.")

    func target(_ record: JSONObject, _ directory: IdentityDirectory) throws -> JSONObject {
        ["credential": ["user_id": record["user_id"] ?? .null, "project_id": record["project_id"] ?? .null]]
    }

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        if record["user_id"]?.stringValue == nil { record["user_id"] = .string(step.caller.userID) }
        try refuseUnknownUser(record, step)
        guard record["type"] == .string(EC2Credential.type) else { return }
        guard record["project_id"]?.stringValue != nil else { throw IdentityFault.badRequest("An ec2 credential needs a 'project_id'.") }
        guard let blob = record["blob"]?.stringValue, let credential = EC2Credential(record, blob: blob) else {
            throw Self.badBlob
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
        var scope: [SQLCondition] = []
        if try call.token?.contents.isDelegated(call.settings) == true {
            scope.append(try reachesKeys(call) ? SQLCondition("type = ?", [.text(EC2Credential.type)]) : SQLCondition("1 = 0"))
        }
        if try call.allows("get_credential", ["credential": ["user_id": .null]]) { return scope }
        return scope + [SQLCondition("user_id = ?", [.text(try call.caller.userID)])]
    }

    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        var view = unfolded(record)
        view["blob"] = .string(try blob(of: record, in: service.store))
        return view
    }
}
