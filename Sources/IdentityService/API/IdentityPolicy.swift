import HTTPApplication
import JSONCodec

/// What a caller may do: the one place that is asked.
struct IdentityPolicy: Sendable {
    /// Whether `caller` may do `action`, `get_project` for instance.
    ///
    /// - Parameter target: what the action is about: the path's captures, and under `target` the resources concerned.
    func allows(_ action: String, _ caller: IdentityCaller, _ target: JSONObject) -> Bool {
        if caller.isAdmin { return true }
        let isReading = ["get_", "list_", "check_", "validate_"].contains { action.hasPrefix($0) }
        if isReading, caller.isSystem, caller.context.hasRole("reader") { return true }
        if action == "validate_token", caller.context.hasRole("service") { return true }
        let owner =
            target["target"]?["user"]?["id"] ?? target["target"]?["credential"]?["user_id"] ?? target["target"]?["trust"]?[
                "trustor_user_id"]
            ?? target["target"]?["token"]?["user_id"]
            ?? target["user_id"]
        return owner?.stringValue == caller.userID
    }

    /// - Throws: ``IdentityFault``, 403.
    func authorize(_ action: String, _ caller: IdentityCaller, _ target: JSONObject) throws {
        guard allows(action, caller, target) else { throw IdentityFault.denied("identity:" + action) }
    }
}
