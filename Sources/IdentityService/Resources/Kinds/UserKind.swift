import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// `/users`. A password never leaves: what requests give is hashed before anything is stored.
struct UserKind: ResourceKind {
    let table = IdentityTables.users
    let repeatsExtra = true
    let fixedAttributes: Set<String> = ["domain_id"]

    func prepare(_ given: inout JSONObject, isNew: Bool, _ call: IdentityCall) async throws {
        guard let password = given["password"]?.stringValue else { return }
        try PasswordRules(call.settings).check(password)
        given["password"] = .string(try await call.service.hasher.hash(password))
    }

    func complete(_ record: inout JSONObject, _ step: ResourceStep) throws {
        try OptionRules.user.check(record)
        let domainID =
            record["domain_id"]?.stringValue ?? step.caller.domainID ?? step.caller.projectDomainID ?? step.settings.defaultDomainID
        guard try step.directory.domain(id: domainID) != nil else { throw IdentityFault.notFound("domain", domainID) }
        record["domain_id"] = .string(domainID)
        if record["options"] == nil { record["options"] = [:] }
        record["password_expires_at"] = .null
        try checkDefaultProject(record, step)
        try setExpiry(of: &record, step)
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try OptionRules.user.check(record)
        if given["default_project_id"] != nil { try checkDefaultProject(record, step) }
        let hasPassword = given["password"]?.stringValue != nil
        if hasPassword { try setExpiry(of: &record, step) }
        if hasPassword || (old["enabled"] == true && record["enabled"] == false) {
            try step.service.revoke(RevocationEvent(userID: record["id"]?.stringValue ?? ""), in: step.transaction)
        }
    }

    func didStore(_ record: JSONObject, given: JSONObject, isNew: Bool, _ step: ResourceStep) throws {
        let id = record["id"]?.stringValue ?? ""
        if let hash = given["password"]?.stringValue {
            try UserRecord.addPassword(
                hash, ofUser: id, at: .now(), expiresAt: record["password_expires_at"]?.stringValue.flatMap(Timestamp.init(identityTime:)),
                isSelfService: false, in: step.transaction)
        }
        if !isNew, given["password"]?.stringValue != nil || given["enabled"] == true {
            try UserRecord.clearFailures(ofUser: id, in: step.transaction)
        }
    }

    /// When the password that is being set expires, as the configuration and the user's options say.
    private func setExpiry(of record: inout JSONObject, _ step: ResourceStep) throws {
        let isExempt = record["options"]?["ignore_password_expiry"] == true
        let expiry = isExempt ? nil : PasswordRules(step.settings).expiry(from: .now())
        record["password_expires_at"] = expiry.map { .string($0.identityTime) } ?? .null
    }

    private func checkDefaultProject(_ record: JSONObject, _ step: ResourceStep) throws {
        guard let id = record["default_project_id"]?.stringValue, try step.directory.domain(id: id) != nil else { return }
        throw IdentityFault.invalid("default_project_id", "'\(id)' is a domain")
    }

    func remove(_ record: JSONObject, _ step: ResourceStep) throws { try Self.forget(record["id"]?.stringValue ?? "", step) }

    /// Removes what belongs to a user who is going to be deleted, and every token.
    static func forget(_ id: String, _ step: ResourceStep) throws {
        let transaction = step.transaction
        try transaction.execute("DELETE FROM identity_assignments WHERE actor_kind = 'user' AND actor_id = ?", [.text(id)])
        for table in [IdentityTables.credentials, IdentityTables.applicationCredentials, IdentityTables.accessRules] {
            try transaction.execute("DELETE FROM \(table.name) WHERE user_id = ?", [.text(id)])
        }
        try transaction.execute("DELETE FROM identity_trusts WHERE trustor_user_id = ?1 OR trustee_user_id = ?1", [.text(id)])
        try step.service.revoke(RevocationEvent(userID: id), in: transaction)
    }

    func scope(_ call: IdentityCall) throws -> [SQLCondition] {
        try call.caller.domainID.map { [SQLCondition("domain_id = ?", [.text($0)])] } ?? []
    }

    func accepts(_ record: JSONObject, _ query: IdentityListQuery) -> Bool {
        guard let filter = query.text("password_expires_at") else { return true }
        return PasswordRules.isExpiry(record["password_expires_at"]?.stringValue, within: filter)
    }

    func view(_ record: JSONObject, _ service: IdentityService) throws -> JSONObject {
        var view = unfolded(record)
        if view["default_project_id"]?.isNull == true { view.removeValue(forKey: "default_project_id") }
        return view
    }
}
