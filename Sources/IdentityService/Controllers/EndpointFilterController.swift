import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/OS-EP-FILTER`: which endpoints the catalogs of single projects show, each by itself or in groups.
enum EndpointFilterController {
    static let operations = EndpointGroupKind().operations() + groupOperations + endpointOperations

    private static let group = "OS-EP-FILTER/endpoint_groups/{endpoint_group_id}"
    private static let groupProject = group + "/projects/{project_id}"
    private static let endpointProject = "OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}"

    private static let groupOperations: [IdentityOperation] = [
        IdentityOperation(.GET, group + "/endpoints", "endpoint_group", "endpoints") { try groupEndpoints($0) },
        IdentityOperation(.GET, group + "/projects", "endpoint_group", "projects") { call in
            try projects(call, "list_projects_associated_with_endpoint_group", groups)
        },
        IdentityOperation(.GET, "OS-EP-FILTER/projects/{project_id}/endpoint_groups", "endpoint_group", "index_for_project") { call in
            try call.authorize("list_endpoint_groups_for_project")
            let records = try ofProject(call, groups, EndpointGroupKind())
            return call.list("endpoint_groups", records, path: EndpointGroupKind().linkPath)
        },
        IdentityOperation(.GET, groupProject, "endpoint_group", "check_project") { call in
            try check(call, "get_endpoint_group_in_project", groups)
            let record = try call.service.store.read { try EndpointGroupKind().find(call.capture("endpoint_group_id"), in: $0) }
            return call.item("endpoint_group", record, path: EndpointGroupKind().linkPath)
        },
        IdentityOperation(.PUT, groupProject, "endpoint_group", "add_project") { call in
            try await add(call, "add_endpoint_group_to_project", groups)
        },
        IdentityOperation(.DELETE, groupProject, "endpoint_group", "remove_project") { call in
            try await remove(call, "remove_endpoint_group_from_project", groups)
        },
    ]

    private static let endpointOperations: [IdentityOperation] = [
        IdentityOperation(.GET, "OS-EP-FILTER/projects/{project_id}/endpoints", "endpoint", "index_for_project") { call in
            try call.authorize("list_endpoints_for_project")
            return call.list("endpoints", try ofProject(call, endpoints, EndpointKind()).map(EndpointKind().unfolded))
        },
        IdentityOperation(.GET, "OS-EP-FILTER/endpoints/{endpoint_id}/projects", "endpoint", "projects") { call in
            try projects(call, "list_projects_for_endpoint", endpoints)
        },
        IdentityOperation(.GET, endpointProject, "endpoint", "check_project") { call in
            try check(call, "check_endpoint_in_project", endpoints)
            return .identityEmpty
        },
        IdentityOperation(.PUT, endpointProject, "endpoint", "add_project") { call in
            try await add(call, "add_endpoint_to_project", endpoints)
        },
        IdentityOperation(.DELETE, endpointProject, "endpoint", "remove_project") { call in
            try await remove(call, "remove_endpoint_from_project", endpoints)
        },
    ]

    // MARK: Pairs

    /// A table of pairs of something and a project.
    private struct Pairs: Sendable {
        var table: String
        /// Its column, which is the path's parameter as well.
        var column: String
        /// The table of what is paired.
        var things: ResourceTable
    }

    private static let groups = Pairs(
        table: "identity_endpoint_group_projects", column: "endpoint_group_id", things: IdentityTables.endpointGroups)
    private static let endpoints = Pairs(table: "identity_endpoint_projects", column: "endpoint_id", things: IdentityTables.endpoints)

    /// Asks the rules, and whether both are there.
    ///
    /// - Throws: ``IdentityFault``: 403, 404.
    private static func examine(_ call: IdentityCall, _ action: String, _ pairs: Pairs) throws -> (thing: String, project: String) {
        try call.authorize(action)
        let (thing, project) = (call.capture(pairs.column), call.capture("project_id"))
        try call.service.store.read { transaction in
            guard try pairs.things.record(thing, in: transaction) != nil else {
                throw IdentityFault.notFound(pairs.things.definition.name, thing)
            }
            _ = try ProjectKind().find(project, in: transaction)
        }
        return (thing, project)
    }

    private static func check(_ call: IdentityCall, _ action: String, _ pairs: Pairs) throws {
        let (thing, project) = try examine(call, action, pairs)
        let isThere = try call.service.store.exists(
            "SELECT 1 FROM \(pairs.table) WHERE \(pairs.column) = ? AND project_id = ?", [.text(thing), .text(project)])
        guard isThere else { throw IdentityFault.notFound("association with the project", project) }
    }

    private static func add(_ call: IdentityCall, _ action: String, _ pairs: Pairs) async throws -> Response {
        let (thing, project) = try examine(call, action, pairs)
        try await call.service.write { transaction in
            try transaction.execute(
                "INSERT OR IGNORE INTO \(pairs.table) (\(pairs.column), project_id) VALUES (?, ?)", [.text(thing), .text(project)])
        }
        return .identityEmpty
    }

    private static func remove(_ call: IdentityCall, _ action: String, _ pairs: Pairs) async throws -> Response {
        let (thing, project) = try examine(call, action, pairs)
        try await call.service.write { transaction in
            let count = try transaction.execute(
                "DELETE FROM \(pairs.table) WHERE \(pairs.column) = ? AND project_id = ?", [.text(thing), .text(project)])
            guard count > 0 else { throw IdentityFault.notFound("association with the project", project) }
        }
        return .identityEmpty
    }

    // MARK: Lists

    /// What is paired with the project of the path.
    private static func ofProject(_ call: IdentityCall, _ pairs: Pairs, _ kind: some ResourceKind) throws -> [JSONObject] {
        try call.service.store.read { transaction in
            let project = call.capture("project_id")
            _ = try ProjectKind().find(project, in: transaction)
            let condition = SQLCondition("id IN (SELECT \(pairs.column) FROM \(pairs.table) WHERE project_id = ?)", [.text(project)])
            return try kind.table.records(where: condition, in: transaction)
        }
    }

    private static func projects(_ call: IdentityCall, _ action: String, _ pairs: Pairs) throws -> Response {
        try call.authorize(action)
        let (kind, thing) = (ProjectKind(), call.capture(pairs.column))
        let projects = try call.service.store.read { transaction in
            guard try pairs.things.record(thing, in: transaction) != nil else {
                throw IdentityFault.notFound(pairs.things.definition.name, thing)
            }
            let condition = SQLCondition("id IN (SELECT project_id FROM \(pairs.table) WHERE \(pairs.column) = ?)", [.text(thing)])
            return try kind.table.records(where: condition, in: transaction)
        }
        return call.list("projects", try projects.map { try kind.view($0, call.service) })
    }

    /// The endpoints that meet all of a group's filters.
    private static func groupEndpoints(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_endpoints_associated_with_endpoint_group")
        let endpoints = try call.service.store.read { transaction in
            let group = try EndpointGroupKind().find(call.capture("endpoint_group_id"), in: transaction)
            let filters = group["filters"]?.objectValue ?? [:]
            return try EndpointKind().table.records(where: SQLCondition("1"), in: transaction).filter { endpoint in
                filters.allSatisfy { endpoint[$0.key] == $0.value }
            }
        }
        return call.list("endpoints", endpoints.map(EndpointKind().unfolded))
    }
}
