import JSONCodec

/// Role assignments as lists show them.
struct AssignmentView {
    let linkBase: String
    let includesNames: Bool
    let directory: IdentityDirectory

    func view(_ found: FoundAssignment) throws -> JSONObject {
        let record = found.record
        var view: JSONObject = ["links": .object(links(found)), "scope": .object(try scope(record))]
        switch record.actor {
        case .user(let id): view["user"] = try reference(id, try directory.user(id: id).map { ($0.name, $0.domainID) })
        case .group(let id): view["group"] = try reference(id, try directory.group(id: id))
        }
        var role: JSONObject = ["id": .string(record.roleID)]
        if includesNames, let known = try directory.role(id: record.roleID) {
            role["name"] = .string(known.name)
            if let domain = known.domainID { role["domain"] = try domainReference(domain) }
        }
        view["role"] = .object(role)
        return view
    }

    private func reference(_ id: String, _ known: (name: String, domainID: String)?) throws -> JSONValue {
        guard includesNames, let known else { return ["id": .string(id)] }
        return ["id": .string(id), "name": .string(known.name), "domain": try domainReference(known.domainID)]
    }

    private func domainReference(_ id: String) throws -> JSONValue {
        ["id": .string(id), "name": .string(try directory.domain(id: id)?.name ?? "")]
    }

    private func scope(_ record: AssignmentRecord) throws -> JSONObject {
        var scope: JSONObject
        switch record.scope {
        case .system: scope = ["system": ["all": true]]
        case .domain(let id): scope = ["domain": includesNames ? try domainReference(id) : ["id": .string(id)]]
        case .project(let id):
            let known = includesNames ? try directory.project(id: id) : nil
            scope = ["project": try reference(id, known.map { ($0.name, $0.domainID ?? "") })]
        }
        if record.isInherited { scope["OS-INHERIT:inherited_to"] = "projects" }
        return scope
    }

    /// Where the assignment was given, the membership that it goes by, and the implication that it follows from.
    private func links(_ found: FoundAssignment) -> JSONObject {
        let record = found.record
        let actor: String
        if let group = found.groupID {
            actor = "groups/\(group)"
        } else {
            switch record.actor {
            case .user(let id): actor = "users/\(id)"
            case .group(let id): actor = "groups/\(id)"
            }
        }
        let role = found.givenRoleID ?? record.roleID
        let isInherited = record.isInherited || found.givenScope != nil
        let place: String
        switch found.givenScope ?? record.scope {
        case .system: place = "system"
        case .project(let id): place = "projects/\(id)"
        case .domain(let id): place = "domains/\(id)"
        }
        var path = "/\(place)/\(actor)/roles/\(role)"
        if isInherited { path = "/OS-INHERIT" + path + "/inherited_to_projects" }
        var links: JSONObject = ["assignment": .string(linkBase + path)]
        if let group = found.groupID, case .user(let user) = record.actor {
            links["membership"] = .string(linkBase + "/groups/\(group)/users/\(user)")
        }
        if let prior = found.priorRoleID {
            // Keystone writes the two the other way round, and clients may have come to rely on it.
            links["prior_role"] = .string(linkBase + "/prior_role/\(record.roleID)/implies/\(prior)")
        }
        return links
    }
}
