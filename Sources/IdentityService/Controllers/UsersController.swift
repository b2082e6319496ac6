import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/users` and `/groups` beyond the usual: a user's own password, projects and groups, and the members of groups.
enum UsersController {
    static let operations = UserKind().operations() + GroupKind().operations() + own

    private static let own: [IdentityOperation] = [
        IdentityOperation(.POST, "users/{user_id}/password", "user", "change_password", isOpen: true) { try await changePassword($0) },
        IdentityOperation(.DELETE, "users/{user_id}/tokens", "user", "revoke_tokens") { try await revokeTokens($0) },
        IdentityOperation(.GET, "users/{user_id}/projects", "user", "projects") { try projects($0) },
        IdentityOperation(.GET, "users/{user_id}/groups", "user", "groups") { try groups($0) },
        IdentityOperation(.GET, "groups/{group_id}/users", "group", "users") { try members($0) },
        IdentityOperation(.GET, "groups/{group_id}/users/{user_id}", "group", "check_user") { try checkMember($0) },
        IdentityOperation(.PUT, "groups/{group_id}/users/{user_id}", "group", "add_user") { try await addMember($0) },
        IdentityOperation(.DELETE, "groups/{group_id}/users/{user_id}", "group", "remove_user") { try await removeMember($0) },
    ]

    private static func user(_ call: IdentityCall, _ action: String) throws -> JSONObject {
        let (kind, id) = (UserKind(), call.capture("user_id"))
        return try call.service.store.read { transaction in
            try kind.authorized(action, call, try kind.existing(id, in: transaction), id, IdentityDirectory(transaction))
        }
    }

    // MARK: Passwords

    /// Whoever knows the old password may set a new one, with or without a token: an expired password gets none.
    private static func changePassword(_ call: IdentityCall) async throws -> Response {
        let given = try await call.body("user")
        guard let password = given["password"]?.stringValue, let original = given["original_password"]?.stringValue else {
            throw IdentityFault.badRequest("'password' and 'original_password' are required.")
        }
        let (id, service) = (call.capture("user_id"), call.service)
        try await service.verifyPassword(original, ofUser: id)
        let rules = PasswordRules(call.settings)
        try rules.check(password)
        try await rules.checkChange(to: password, ofUser: id, service)
        let hash = try await service.hasher.hash(password)
        let now = Timestamp.now()
        try await service.write { transaction in
            let kind = UserKind()
            var record = try kind.find(id, in: transaction)
            if record["options"]?["lock_password"] == true { throw IdentityFault.badRequest("The password of this user is locked.") }
            let expiry = record["options"]?["ignore_password_expiry"] == true ? nil : rules.expiry(from: now)
            record["password_expires_at"] = expiry.map { .string($0.identityTime) } ?? .null
            try kind.table.update(record, in: transaction)
            try UserRecord.addPassword(hash, ofUser: id, at: now, expiresAt: expiry, isSelfService: true, in: transaction)
            try service.revoke(RevocationEvent(userID: id, at: now), in: transaction)
        }
        return .identityEmpty
    }

    /// Makes every token of a user invalid: for users who cannot change a password when somebody else got hold of a token.
    private static func revokeTokens(_ call: IdentityCall) async throws -> Response {
        let id = try user(call, "revoke_tokens_for_user")["id"]?.stringValue ?? ""
        let service = call.service
        try await service.write { try service.revoke(RevocationEvent(userID: id), in: $0) }
        return .identityEmpty
    }

    // MARK: What a user has

    private static func projects(_ call: IdentityCall) throws -> Response {
        let id = try user(call, "list_user_projects")["id"]?.stringValue ?? ""
        let query = try IdentityListQuery(call, IdentityDefinitions.project)
        let kind = ProjectKind()
        let projects = try call.service.read { try $0.projects(ofUser: id) }.filter { project in
            query.accepts(project.document, kind.definition) && kind.accepts(project.document, query)
        }
        return call.list("projects", try projects.map { try kind.view($0.document, call.service) })
    }

    private static func groups(_ call: IdentityCall) throws -> Response {
        let id = try user(call, "list_groups_for_user")["id"]?.stringValue ?? ""
        let query = try IdentityListQuery(call, IdentityDefinitions.group)
        let kind = GroupKind()
        let groups = try call.service.store.read { transaction in
            try IdentityDirectory(transaction).groupIDs(ofUser: id).compactMap { try kind.existing($0, in: transaction) }
        }
        let views = groups.filter { query.accepts($0, kind.definition) }.map { group in
            var view = kind.unfolded(group)
            view["membership_expires_at"] = .null
            return view
        }
        return call.list("groups", views)
    }

    // MARK: Members

    /// The group and, when the path names one, the user.
    private static func membership(_ call: IdentityCall, _ action: String) throws -> (group: String, user: String) {
        let (groupID, userID) = (call.capture("group_id"), call.capture("user_id"))
        let names = try call.service.store.read { transaction in
            let (group, user) = (try GroupKind().existing(groupID, in: transaction), try UserKind().existing(userID, in: transaction))
            var target = JSONObject()
            if let group { target["group"] = .object(group) }
            if let user { target["user"] = .object(user) }
            try call.authorize(action, target)
            return (group != nil, user != nil)
        }
        guard names.0 else { throw IdentityFault.notFound("group", groupID) }
        guard names.1 || userID.isEmpty else { throw IdentityFault.notFound("user", userID) }
        return (groupID, userID)
    }

    private static func members(_ call: IdentityCall) throws -> Response {
        let group = try membership(call, "list_users_in_group").group
        let query = try IdentityListQuery(call, IdentityDefinitions.user)
        let kind = UserKind()
        let users = try call.service.store.read { transaction in
            try IdentityDirectory(transaction).userIDs(ofGroup: group).compactMap { try kind.existing($0, in: transaction) }
        }
        let views = try users.filter { query.accepts($0, kind.definition) && kind.accepts($0, query) }.map {
            try kind.view($0, call.service)
        }
        return call.list("users", views)
    }

    private static func checkMember(_ call: IdentityCall) throws -> Response {
        let (group, user) = try membership(call, "check_user_in_group")
        guard try call.service.read({ try $0.isMember(user, ofGroup: group) }) else {
            throw IdentityFault.notFound("member", user)
        }
        return .identityEmpty
    }

    private static func addMember(_ call: IdentityCall) async throws -> Response {
        let (group, user) = try membership(call, "add_user_to_group")
        try await call.service.write { transaction in
            try transaction.execute(
                "INSERT OR IGNORE INTO identity_memberships (user_id, group_id) VALUES (?, ?)", [.text(user), .text(group)])
        }
        return .identityEmpty
    }

    private static func removeMember(_ call: IdentityCall) async throws -> Response {
        let (group, user) = try membership(call, "remove_user_from_group")
        let service = call.service
        try await service.write { transaction in
            let count = try transaction.execute(
                "DELETE FROM identity_memberships WHERE user_id = ? AND group_id = ?", [.text(user), .text(group)])
            guard count > 0 else { throw IdentityFault.notFound("member", user) }
            try service.revoke(RevocationEvent(userID: user), in: transaction)
        }
        return .identityEmpty
    }
}
