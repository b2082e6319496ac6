import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Roles of users and groups on projects, domains and the system: every path that makes, checks, lists and takes them.
enum GrantsController {
    static let operations: [IdentityOperation] = places.flatMap(routes)

    /// One shape of path: who, where, and whether the role is inherited instead of held.
    struct Place: Sendable {
        var target: String
        var actor: String
        var isInherited: Bool

        var collection: String {
            let actors = "\(actor)s/{\(actor)_id}/roles"
            let path = target == "system" ? "system/\(actors)" : "\(target)s/{\(target)_id}/\(actors)"
            return isInherited ? "OS-INHERIT/\(path)" : path
        }

        /// The last part of the path of an inherited role.
        var suffix: String { isInherited ? "/inherited_to_projects" : "" }

        /// The rule of an action: `check_grant`, `check_system_grant_for_user`.
        func rule(_ verb: String) -> String {
            let noun = verb == "list" ? "grants" : "grant"
            return target == "system" ? "\(verb)_system_\(noun)_for_\(actor)" : "\(verb)_\(noun)"
        }
    }

    private static let places: [Place] =
        ["project", "domain", "system"].flatMap { target in
            ["user", "group"].flatMap { actor in
                (target == "system" ? [false] : [false, true]).map { Place(target: target, actor: actor, isInherited: $0) }
            }
        }

    private static func routes(_ place: Place) -> [IdentityOperation] {
        let item = place.collection + "/{role_id}" + place.suffix
        return [
            IdentityOperation(.GET, place.collection + place.suffix, "grant", "index") { try list($0, place) },
            IdentityOperation(.GET, item, "grant", "check") { try check($0, place) },
            IdentityOperation(.PUT, item, "grant", "create") { try await create($0, place) },
            IdentityOperation(.DELETE, item, "grant", "delete") { try await delete($0, place) },
        ]
    }

    private static func actor(_ call: IdentityCall, _ place: Place) -> AssignmentRecord.Actor {
        place.actor == "user" ? .user(call.capture("user_id")) : .group(call.capture("group_id"))
    }

    private static func scope(_ call: IdentityCall, _ place: Place) -> RoleScope {
        switch place.target {
        case "project": .project(call.capture("project_id"))
        case "domain": .domain(call.capture("domain_id"))
        default: .system
        }
    }

    private static func assignment(_ call: IdentityCall, _ place: Place) -> AssignmentRecord {
        AssignmentRecord(
            actor(call, place), scope(call, place), roleID: call.capture("role_id"), isInherited: place.isInherited)
    }

    /// Asks the rules, and whether everything that the path names is there.
    ///
    /// - Parameter tolerates: whether the user or group may be gone, for what they left behind to be removed.
    /// - Throws: ``IdentityFault``: 403, 404.
    private static func examine(_ call: IdentityCall, _ place: Place, _ verb: String, tolerates: Bool = false) throws {
        try call.service.store.read { transaction in
            var target = JSONObject()
            var missing: IdentityFault?
            func look(_ name: String, _ kind: some ResourceKind, isRequired: Bool = true) throws {
                let id = call.capture(name + "_id")
                guard !id.isEmpty else { return }
                if let record = try kind.existing(id, in: transaction) {
                    target[name] = .object(record)
                } else if isRequired, missing == nil {
                    missing = .notFound(name, id)
                }
            }
            try look("role", RoleKind())
            if place.actor == "user" {
                try look("user", UserKind(), isRequired: !tolerates)
            } else {
                try look("group", GroupKind(), isRequired: !tolerates)
            }
            if place.target == "project" { try look("project", ProjectKind()) }
            if place.target == "domain" { try look("domain", DomainKind()) }
            try call.authorize(place.rule(verb), target)
            if let missing { throw missing }
            if verb == "create", let domain = target["role"]?["domain_id"]?.stringValue {
                let own = place.target == "domain" ? target["domain"]?["id"]?.stringValue : target["project"]?["domain_id"]?.stringValue
                guard own == domain else { throw IdentityFault.forbidden("A role of a domain is held within that domain only.") }
            }
        }
    }

    private static func list(_ call: IdentityCall, _ place: Place) throws -> Response {
        try examine(call, place, "list")
        let (actor, scope) = (actor(call, place), scope(call, place))
        let roles = try call.service.store.read { transaction in
            let ids = try transaction.rows(
                "SELECT a.role_id FROM identity_assignments a WHERE a.actor_kind = ? AND a.actor_id = ? AND a.target_kind = ? "
                    + "AND a.target_id = ? AND a.inherited = ? ORDER BY a.rowid",
                [
                    .text(actor.kind), .text(actor.id), .text(scope.kind), .text(scope.targetID), .integer(place.isInherited ? 1 : 0),
                ]
            ) { $0.text(0) }
            return try ids.compactMap { try RoleKind().existing($0, in: transaction) }
        }
        return call.list("roles", roles.map(RoleKind().unfolded))
    }

    private static func check(_ call: IdentityCall, _ place: Place) throws -> Response {
        try examine(call, place, "check")
        guard try assignment(call, place).exists(in: call.service.store) else {
            throw IdentityFault.notFound("role assignment", call.capture("role_id"))
        }
        return .identityEmpty
    }

    private static func create(_ call: IdentityCall, _ place: Place) async throws -> Response {
        try examine(call, place, "create")
        let assignment = assignment(call, place)
        try await call.service.write { try assignment.insert(in: $0) }
        return .identityEmpty
    }

    private static func delete(_ call: IdentityCall, _ place: Place) async throws -> Response {
        try examine(call, place, "revoke", tolerates: true)
        let assignment = assignment(call, place)
        try await call.service.write { transaction in
            guard try assignment.delete(in: transaction) else {
                throw IdentityFault.notFound("role assignment", assignment.roleID)
            }
        }
        return .identityEmpty
    }
}
