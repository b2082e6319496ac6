import Persistence

extension IdentityDirectory {
    /// The project, or domain, with the id.
    package func project(id: String) throws -> ProjectRecord? {
        try source.first("SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.id = ?", [.text(id)]) { try ProjectRecord($0) }
    }

    /// The project with the name in a domain; domains are no projects here.
    package func project(name: String, domainID: String) throws -> ProjectRecord? {
        try source.first(
            "SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.domain_id = ? AND p.name = ? AND p.is_domain = 0",
            [.text(domainID), .text(name)]
        ) { try ProjectRecord($0) }
    }

    package func domain(id: String) throws -> ProjectRecord? {
        try project(id: id).flatMap { $0.isDomain ? $0 : nil }
    }

    package func domain(name: String) throws -> ProjectRecord? {
        try source.first(
            "SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.name = ? AND p.is_domain = 1", [.text(name)]
        ) { try ProjectRecord($0) }
    }

    /// The projects above a project, the nearest first; the domain is not among them.
    package func ancestors(of project: ProjectRecord) throws -> [ProjectRecord] {
        var result: [ProjectRecord] = []
        var next = project.parentID
        while let id = next, let parent = try self.project(id: id), !parent.isDomain, !result.contains(where: { $0.id == id }) {
            result.append(parent)
            next = parent.parentID
        }
        return result
    }

    /// The projects of a domain, in the order in which they were made.
    func projectIDs(ofDomain id: String) throws -> [String] {
        try source.rows("SELECT id FROM identity_projects WHERE domain_id = ? ORDER BY seq", [.text(id)]) { $0.text(0) }
    }

    /// The projects right below a project or domain, in the order in which they were made.
    package func children(ofProject id: String) throws -> [ProjectRecord] {
        try source.rows(
            "SELECT \(ProjectRecord.columns) FROM identity_projects p WHERE p.parent_id = ? ORDER BY p.seq", [.text(id)]
        ) { try ProjectRecord($0) }
    }

    /// All projects below a project, each after the one above it.
    package func descendants(ofProject id: String) throws -> [ProjectRecord] {
        var result = try children(ofProject: id)
        var seen: Set<String> = [id]
        var index = 0
        while index < result.count {
            if seen.insert(result[index].id).inserted { result += try children(ofProject: result[index].id) }
            index += 1
        }
        return result
    }
}
