import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/projects` beyond the usual: a project with the tree around it, and its tags.
enum ProjectsController {
    static let operations = ProjectKind().operations(nil, nil, [.list, .create, .update, .delete]) + own

    private static let own: [IdentityOperation] = [
        IdentityOperation(.GET, "projects/{project_id}", "project", "show") { try show($0) },
        IdentityOperation(.GET, "projects/{project_id}/tags", "project_tag", "index") { try tags($0) },
        IdentityOperation(.PUT, "projects/{project_id}/tags", "project_tag", "replace") { try await replaceTags($0) },
        IdentityOperation(.DELETE, "projects/{project_id}/tags", "project_tag", "clear") { call in
            try await changeTags(call, "delete_project_tags") { _ in [] }
            return .identityEmpty
        },
        IdentityOperation(.GET, "projects/{project_id}/tags/{tag}", "project_tag", "show") { try checkTag($0) },
        IdentityOperation(.PUT, "projects/{project_id}/tags/{tag}", "project_tag", "create") { try await addTag($0) },
        IdentityOperation(.DELETE, "projects/{project_id}/tags/{tag}", "project_tag", "delete") { try await removeTag($0) },
    ]

    private static func project(_ call: IdentityCall, _ action: String) throws -> JSONObject {
        let (kind, id) = (ProjectKind(), call.capture("project_id"))
        return try call.service.store.read { transaction in
            try kind.authorized(action, call, try kind.existing(id, in: transaction), id, IdentityDirectory(transaction))
        }
    }

    // MARK: The tree

    private static func show(_ call: IdentityCall) throws -> Response {
        let record = try project(call, "get_project")
        let kind = ProjectKind()
        var view = try kind.view(record, call.service)
        let wants = { (name: String) in call.query.first(name).map { $0.isEmpty || IdentityListQuery.isTrue($0) } ?? false }
        let wantsParents = (list: wants("parents_as_list"), ids: wants("parents_as_ids"))
        let wantsSubtree = (list: wants("subtree_as_list"), ids: wants("subtree_as_ids"))
        guard !(wantsParents.list && wantsParents.ids), !(wantsSubtree.list && wantsSubtree.ids) else {
            throw IdentityFault.badRequest("Parents, or the subtree, are shown either as a list or as ids.")
        }
        guard wantsParents.list || wantsParents.ids || wantsSubtree.list || wantsSubtree.ids else {
            return call.item("project", view, path: kind.linkPath)
        }
        let (project, userID) = (ProjectRecord(record), try call.caller.userID)
        try call.service.read { (directory: IdentityDirectory) throws in
            let base = call.linkBase + kind.linkPath + "/"
            /// The projects on which the caller has a role.
            func list(_ projects: [ProjectRecord]) throws -> JSONValue {
                .array(
                    try projects.filter { try directory.hasRoles(user: userID, on: .project($0.id)) }.map { project in
                        var shown = try kind.view(project.document, call.service)
                        shown["links"] = ["self": .string(base + project.id)]
                        return ["project": .object(shown)]
                    })
            }
            if wantsParents.list { view["parents"] = try list(directory.ancestors(of: project)) }
            if wantsSubtree.list { view["subtree"] = try list(directory.descendants(ofProject: project.id)) }
            if wantsParents.ids {
                let ids = try directory.ancestors(of: project).map(\.id) + [project.domainID].compactMap { $0 }
                view["parents"] = ids.reversed().reduce(JSONValue.null) { [$1: $0] }
            }
            if wantsSubtree.ids { view["subtree"] = try subtree(of: project.id, directory.descendants(ofProject: project.id)) }
        }
        return call.item("project", view, path: kind.linkPath)
    }

    /// The ids below a project, nested; `null` where there are none.
    private static func subtree(of id: String, _ descendants: [ProjectRecord]) -> JSONValue {
        let children = descendants.filter { $0.parentID == id }
        guard !children.isEmpty else { return .null }
        return .object(JSONObject(children.map { ($0.id, subtree(of: $0.id, descendants)) }))
    }

    // MARK: Tags

    private static func tagsAnswer(_ call: IdentityCall, _ tags: JSONValue) -> Response {
        Response(json: ["tags": tags, "links": ["self": .string(call.linkBase)]])
    }

    private static func tags(_ call: IdentityCall) throws -> Response {
        tagsAnswer(call, try project(call, "list_project_tags")["tags"] ?? [])
    }

    private static func checkTag(_ call: IdentityCall) throws -> Response {
        let tag = call.capture("tag")
        guard try project(call, "get_project_tag")["tags"]?.arrayValue?.contains(.string(tag)) ?? false else {
            throw IdentityFault.notFound("project tag", tag)
        }
        return .identityEmpty
    }

    private static func replaceTags(_ call: IdentityCall) async throws -> Response {
        guard let tags = try await call.body()["tags"] else { throw IdentityFault.invalid("tags", "it is required") }
        let changed = try await changeTags(call, "update_project_tags") { _ in tags.arrayValue }
        return tagsAnswer(call, .array(changed))
    }

    private static func addTag(_ call: IdentityCall) async throws -> Response {
        let tag = JSONValue.string(call.capture("tag"))
        try await changeTags(call, "create_project_tag") { $0.contains(tag) ? $0 : $0 + [tag] }
        return Response(
            status: .created,
            headers: [
                "Location": call.linkBase + "/projects/\(call.capture("project_id"))/tags/\(call.capture("tag"))",
                "Content-Type": "text/html; charset=utf-8",
            ])
    }

    private static func removeTag(_ call: IdentityCall) async throws -> Response {
        let tag = JSONValue.string(call.capture("tag"))
        try await changeTags(call, "delete_project_tag") { tags in
            guard tags.contains(tag) else { throw IdentityFault.notFound("project tag", tag.stringValue ?? "") }
            return tags.filter { $0 != tag }
        }
        return .identityEmpty
    }

    /// - Parameter change: `nil` when what is given is no list.
    @discardableResult
    private static func changeTags(
        _ call: IdentityCall, _ action: String, _ change: @escaping @Sendable ([JSONValue]) throws -> [JSONValue]?
    ) async throws -> [JSONValue] {
        let id = try project(call, action)["id"]?.stringValue ?? ""
        return try await call.service.write { transaction in
            let kind = ProjectKind()
            var record = try kind.find(id, in: transaction)
            guard let tags = try change(record["tags"]?.arrayValue ?? []) else {
                throw IdentityFault.invalid("tags", "a list is expected")
            }
            try ProjectTags.check(.array(tags))
            try kind.refuseImmutable(record, given: [:])
            record["tags"] = .array(tags)
            try kind.table.update(record, in: transaction)
            return tags
        }
    }
}
