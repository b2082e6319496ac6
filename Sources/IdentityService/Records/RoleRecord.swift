import JSONCodec
import Persistence

/// One role.
package struct RoleRecord: Sendable, Hashable {
    package var id: String
    package var name: String
    /// Set for a role that only means something within one domain: it never shows in tokens, what it implies does.
    package var domainID: String?

    init(_ row: borrowing Row) {
        id = row.text(0)
        name = row.text(1)
        domainID = row.optionalText(2)
    }

    /// Whether a body's reference is to this role: by id, or by name.
    func isMeant(by reference: JSONValue) -> Bool {
        if let id = reference["id"]?.stringValue { return id == self.id }
        return reference["name"]?.stringValue == name
    }

    static let columns = "r.id, r.name, r.domain_id"
}

/// Where roles are held: what a token is scoped to.
package enum RoleScope: Sendable, Hashable {
    case project(String)
    case domain(String)
    case system

    /// How assignments name it.
    var kind: String {
        switch self {
        case .project: "project"
        case .domain: "domain"
        case .system: "system"
        }
    }

    var targetID: String {
        switch self {
        case .project(let id), .domain(let id): id
        case .system: "all"
        }
    }
}
