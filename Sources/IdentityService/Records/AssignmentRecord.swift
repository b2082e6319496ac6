package import Persistence

/// Somebody's role somewhere.
package struct AssignmentRecord: Sendable, Hashable {
    package enum Actor: Sendable, Hashable {
        case user(String)
        case group(String)

        var kind: String { if case .user = self { "user" } else { "group" } }
        var id: String {
            switch self {
            case .user(let id), .group(let id): id
            }
        }
    }

    package var actor: Actor
    package var scope: RoleScope
    package var roleID: String
    /// Held not there, but on every project below.
    package var isInherited: Bool

    package init(_ actor: Actor, _ scope: RoleScope, roleID: String, isInherited: Bool = false) {
        self.actor = actor
        self.scope = scope
        self.roleID = roleID
        self.isInherited = isInherited
    }

    static let columns = "a.actor_kind, a.actor_id, a.target_kind, a.target_id, a.role_id, a.inherited"

    init(_ row: borrowing Row) {
        actor = row.text(0) == "user" ? .user(row.text(1)) : .group(row.text(1))
        scope =
            switch row.text(2) {
            case "project": .project(row.text(3))
            case "domain": .domain(row.text(3))
            default: .system
            }
        roleID = row.text(4)
        isInherited = row.bool(5)
    }

    private var key: [SQLValue] {
        [
            .text(actor.kind), .text(actor.id), .text(scope.kind), .text(scope.targetID), .text(roleID), .integer(isInherited ? 1 : 0),
        ]
    }

    private static let match =
        "actor_kind = ? AND actor_id = ? AND target_kind = ? AND target_id = ? AND role_id = ? AND inherited = ?"

    /// Makes the assignment; nothing when it is there.
    package func insert(in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT OR IGNORE INTO identity_assignments (actor_kind, actor_id, target_kind, target_id, role_id, inherited) "
                + "VALUES (?, ?, ?, ?, ?, ?)", key)
    }

    /// - Returns: whether it was there.
    @discardableResult
    package func delete(in transaction: any WriteTransaction) throws -> Bool {
        try transaction.execute("DELETE FROM identity_assignments WHERE \(Self.match)", key) > 0
    }

    package func exists(in source: any Queryable) throws -> Bool {
        try source.exists("SELECT 1 FROM identity_assignments WHERE \(Self.match)", key)
    }
}
