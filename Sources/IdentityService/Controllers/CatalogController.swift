import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Regions, services, endpoints, groups of endpoints, and the policies that are kept for others.
enum CatalogController {
    static let operations =
        RegionKind().operations() + ServiceKind().operations() + EndpointKind().operations() + PolicyKind().operations()
        + EndpointGroupKind().operations() + own

    private static let own: [IdentityOperation] = [
        IdentityOperation(.PUT, "regions/{region_id}", "region", "create") { try await putRegion($0) },
        IdentityOperation(.GET, "OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/endpoints", "endpoint_group", "endpoints") {
            try endpoints($0)
        },
        IdentityOperation(.GET, "OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects", "endpoint_group", "projects") {
            try projects($0)
        },
        IdentityOperation(.GET, "OS-EP-FILTER/projects/{project_id}/endpoint_groups", "endpoint_group", "index_for_project") {
            try groups($0)
        },
        IdentityOperation(.GET, association, "endpoint_group", "check_project") { call in
            let (group, project) = try associated(call, "get_endpoint_group_in_project")
            let isThere = try call.service.store.exists(
                "SELECT 1 FROM identity_endpoint_group_projects WHERE endpoint_group_id = ? AND project_id = ?",
                [.text(group), .text(project)])
            guard isThere else { throw IdentityFault.notFound("project of the endpoint group", project) }
            let record = try call.service.store.read { try EndpointGroupKind().find(group, in: $0) }
            return call.item("endpoint_group", record, path: EndpointGroupKind().linkPath)
        },
        IdentityOperation(.PUT, association, "endpoint_group", "add_project") { call in
            let (group, project) = try associated(call, "add_endpoint_group_to_project")
            try await call.service.write { transaction in
                try transaction.execute(
                    "INSERT OR IGNORE INTO identity_endpoint_group_projects (endpoint_group_id, project_id) VALUES (?, ?)",
                    [.text(group), .text(project)])
            }
            return .identityEmpty
        },
        IdentityOperation(.DELETE, association, "endpoint_group", "remove_project") { call in
            let (group, project) = try associated(call, "remove_endpoint_group_from_project")
            try await call.service.write { transaction in
                let count = try transaction.execute(
                    "DELETE FROM identity_endpoint_group_projects WHERE endpoint_group_id = ? AND project_id = ?",
                    [.text(group), .text(project)])
                guard count > 0 else { throw IdentityFault.notFound("project of the endpoint group", project) }
            }
            return .identityEmpty
        },
    ]

    private static let association = "OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}"

    /// Makes a region under the id of the path.
    private static func putRegion(_ call: IdentityCall) async throws -> Response {
        try call.authorize("create_region")
        let (kind, id, caller, service) = (RegionKind(), call.capture("region_id"), try call.caller, call.service)
        let given = try await call.body("region")
        guard given["id"].map({ $0.stringValue == id }) ?? true else { throw IdentityFault.badRequest("The id is not that of the path.") }
        let stored = try await service.write { transaction in
            guard try kind.existing(id, in: transaction) == nil else {
                throw IdentityFault.conflict("region", "there is one with the same id already")
            }
            var record = try kind.newRecord(given)
            record["id"] = .string(id)
            try kind.complete(&record, ResourceStep(service: service, caller: caller, transaction: transaction))
            try kind.table.insert(record, in: transaction)
            return record
        }
        return call.item("region", kind.unfolded(stored), path: kind.linkPath, isNew: true)
    }

    // MARK: Groups of endpoints

    private static func associated(_ call: IdentityCall, _ action: String) throws -> (group: String, project: String) {
        try call.authorize(action)
        let (group, project) = (call.capture("endpoint_group_id"), call.capture("project_id"))
        try call.service.store.read { transaction in
            _ = try EndpointGroupKind().find(group, in: transaction)
            _ = try ProjectKind().find(project, in: transaction)
        }
        return (group, project)
    }

    /// The endpoints that meet all of a group's filters.
    private static func endpoints(_ call: IdentityCall) throws -> Response {
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

    private static func projects(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_projects_associated_with_endpoint_group")
        let kind = ProjectKind()
        let projects = try call.service.store.read { transaction in
            let group = call.capture("endpoint_group_id")
            _ = try EndpointGroupKind().find(group, in: transaction)
            let condition = SQLCondition(
                "id IN (SELECT project_id FROM identity_endpoint_group_projects WHERE endpoint_group_id = ?)", [.text(group)])
            return try kind.table.records(where: condition, in: transaction)
        }
        return call.list("projects", try projects.map { try kind.view($0, call.service) })
    }

    private static func groups(_ call: IdentityCall) throws -> Response {
        try call.authorize("list_endpoint_groups_for_project")
        let groups = try call.service.store.read { transaction in
            let project = call.capture("project_id")
            _ = try ProjectKind().find(project, in: transaction)
            let condition = SQLCondition(
                "id IN (SELECT endpoint_group_id FROM identity_endpoint_group_projects WHERE project_id = ?)", [.text(project)])
            return try EndpointGroupKind().table.records(where: condition, in: transaction)
        }
        return call.list("endpoint_groups", groups, path: EndpointGroupKind().linkPath)
    }
}
