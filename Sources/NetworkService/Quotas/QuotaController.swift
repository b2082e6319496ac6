import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Answers the requests for quotas.
struct QuotaController: Sendable {
    let book: QuotaBook
    let store: any Store
    let policy: AccessPolicy

    private func requireAccess(_ rule: String, _ caller: Caller, _ project: String) throws {
        if project == caller.projectID, rule == "get_quota", caller.canRead { return }
        try policy.require(rule, caller, PolicyTarget(["project_id": .string(project)]))
    }

    private func effective(_ overrides: [String: Int]) -> JSONObject {
        JSONObject(book.resources.map { ($0.name, .integer(overrides[$0.name] ?? book.limit($0.name))) })
    }

    /// The projects that have quotas of their own.
    func list(_ request: Request) throws -> Response {
        let caller = policy.caller(request.context)
        try policy.require("get_quota", caller, PolicyTarget(JSONObject()))
        let quotas = try store.read { transaction in
            let projects = try transaction.rows("SELECT DISTINCT project_id FROM network_quotas ORDER BY project_id") { $0.text(0) }
            return try projects.map { project in
                var quota = effective(try book.overrides(of: project, in: transaction))
                quota["project_id"] = .string(project)
                quota["tenant_id"] = .string(project)
                return JSONValue.object(quota)
            }
        }
        return Response(json: ["quotas": .array(quotas)])
    }

    func show(_ request: Request, project: String) throws -> Response {
        let caller = policy.caller(request.context)
        if project == "tenant" { return Response(json: ["tenant": ["tenant_id": .string(caller.projectID)]]) }
        if project == "project" { return Response(json: ["project": ["project_id": .string(caller.projectID)]]) }
        try requireAccess("get_quota", caller, project)
        let overrides = try store.read { try book.overrides(of: project, in: $0) }
        return Response(json: ["quota": .object(effective(overrides))])
    }

    func showDefault(_ request: Request, project: String) throws -> Response {
        try requireAccess("get_quota", policy.caller(request.context), project)
        return Response(json: ["quota": .object(effective([:]))])
    }

    /// Limits and what is used of them.
    func showDetails(_ request: Request, project: String) throws -> Response {
        let caller = policy.caller(request.context)
        guard caller.isAdmin || project == caller.projectID else {
            throw APIFault(.forbidden, type: "AdminRequired", message: "Only administrators see the quotas of other projects.")
        }
        let details = try store.read { transaction in
            let limits = effective(try book.overrides(of: project, in: transaction))
            return try book.resources.map { resource -> (String, JSONValue) in
                let used = try book.used(resource.table, by: project, in: transaction)
                return (resource.name, ["limit": limits[resource.name] ?? -1, "used": .integer(used), "reserved": 0])
            }
        }
        return Response(json: ["quota": .object(JSONObject(details))])
    }

    func update(_ request: Request, project: String) async throws -> Response {
        let caller = policy.caller(request.context)
        let body = try BodyRules.object(try await request.body.collect())
        guard let given = body["quota"]?.objectValue else { throw APIFault.malformed("The body has no 'quota'") }
        let force = try flag(given, "force") ?? false
        let wanted = try limits(given)
        try policy.require("update_quota", caller, PolicyTarget(["project_id": .string(project)]))
        let overrides = try await store.write { [book] transaction in
            for (name, limit) in wanted {
                if !force, limit >= 0, let resource = book.resources.first(where: { $0.name == name }) {
                    let used = try book.used(resource.table, by: project, in: transaction)
                    guard used <= limit else {
                        throw APIFault.malformed("Quota limit \(limit) of '\(name)' is below the \(used) in use")
                    }
                }
                try transaction.execute(
                    "INSERT INTO network_quotas (project_id, resource, quota) VALUES (?,?,?)"
                        + " ON CONFLICT (project_id, resource) DO UPDATE SET quota=excluded.quota",
                    [.text(project), .text(name), .integer(limit)])
            }
            return try book.overrides(of: project, in: transaction)
        }
        return Response(json: ["quota": .object(effective(overrides))])
    }

    private func flag(_ given: JSONObject, _ name: String) throws -> Bool? {
        guard let value = given[name] else { return nil }
        do { return try Conversion.boolean.convert(value).boolValue } catch { throw APIFault(error, attribute: name) }
    }

    private func limits(_ given: JSONObject) throws -> [(String, Int)] {
        let known = Set(book.resources.map(\.name))
        var result: [(String, Int)] = []
        _ = try flag(given, "check_limit")
        for member in given where !["force", "check_limit", "tenant_id", "project_id"].contains(member.key) {
            guard known.contains(member.key) else { throw APIFault.malformed("\(member.key): unknown") }
            let limit: Int
            do { limit = try Conversion.integer.convert(member.value).integerValue ?? 0 } catch {
                throw APIFault(error, attribute: member.key)
            }
            guard (-1...Int(Int32.max)).contains(limit) else {
                throw APIFault.malformed("Invalid input for \(member.key). Reason: \(limit) is outside -1 to \(Int32.max).")
            }
            result.append((member.key, limit))
        }
        return result
    }

    /// Gives the project the defaults again.
    func delete(_ request: Request, project: String) async throws -> Response {
        let caller = policy.caller(request.context)
        try policy.require("delete_quota", caller, PolicyTarget(["project_id": .string(project)]))
        let count = try await store.write { transaction in
            try transaction.execute("DELETE FROM network_quotas WHERE project_id=?", [.text(project)])
        }
        guard count > 0 else {
            throw APIFault(.notFound, type: "TenantQuotaNotFound", message: "Project \(project) has no quotas of its own.")
        }
        return Response(status: .noContent)
    }
}
