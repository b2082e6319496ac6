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
        if record["password"]?.stringValue != nil { setExpiry(of: &record, step) }
    }

    func change(_ record: inout JSONObject, from old: JSONObject, given: JSONObject, _ step: ResourceStep) throws {
        try OptionRules.user.check(record)
        if given["default_project_id"] != nil { try checkDefaultProject(record, step) }
        let hasPassword = given["password"]?.stringValue != nil
        if hasPassword { setExpiry(of: &record, step) }
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
        let isEnabled = isNew ? record["enabled"] == true && step.settings.inactivityDays != nil : given["enabled"] == true
        if isEnabled || !isNew && given["password"]?.stringValue != nil {
            // Whoever is enabled has as much time to log in as after a login.
            try UserRecord.clearFailures(ofUser: id, activity: isEnabled ? .now() : nil, in: step.transaction)
        }
    }

    /// When the password that an administrator sets expires, as the configuration and the user's options say: at once where users have to
    /// change it first.
    private func setExpiry(of record: inout JSONObject, _ step: ResourceStep) {
        let options = record["options"]
        let isExempt = options?["ignore_password_expiry"] == true
        let now = Timestamp.now()
        var expiry = isExempt ? nil : PasswordRules(step.settings).expiry(from: now)
        if step.settings.changesFirstPassword, options?["ignore_change_password_upon_first_use"] != true { expiry = now }
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
        for table in ["identity_request_tokens", "identity_access_tokens"] {
            try transaction.execute("DELETE FROM \(table) WHERE user_id = ?", [.text(id)])
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
        if let days = service.settings.inactivityDays, try service.read({ try $0.isInactive(UserRecord(record), days, .now()) }) {
            view["enabled"] = false
        }
        return view
    }
}
