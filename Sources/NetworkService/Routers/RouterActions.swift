import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Answers the requests that change the interfaces and some of the routes of a router.
struct RouterActions: Sendable {
    let resource: ResourceController
    let behavior: RouterBehavior

    private var interfaces: RouterInterfaces { RouterInterfaces(tables: behavior.tables, ports: behavior.ports) }

    func addInterface(_ request: Request, id: String) async throws -> Response {
        let names = try RouterInterfaces.Names(try BodyRules.object(try await request.body.collect()))
        return try await changeInterfaces(request, id, "add_router_interface") { [interfaces] in
            try interfaces.add(names, to: $0, for: $1, in: $2)
        }
    }

    func removeInterface(_ request: Request, id: String) async throws -> Response {
        let names = try RouterInterfaces.Names(try BodyRules.object(try await request.body.collect()))
        return try await changeInterfaces(request, id, "remove_router_interface") { [interfaces] in
            try interfaces.remove(names, from: $0, for: $1, in: $2)
        }
    }

    func addRoutes(_ request: Request, id: String) async throws -> Response {
        let routes = try await routes(request)
        return try await changeRoutes(request, id, "add_extraroutes") { old in old + routes.filter { !old.contains($0) } }
    }

    func removeRoutes(_ request: Request, id: String) async throws -> Response {
        let routes = try await routes(request)
        return try await changeRoutes(request, id, "remove_extraroutes") { $0.filter { !routes.contains($0) } }
    }

    // MARK: parts

    private func permitted(_ id: String, _ rule: String, _ caller: Caller, in transaction: any ReadTransaction) throws -> JSONObject {
        let record = try resource.visible(id, caller, in: transaction)
        try resource.policy.require(rule, caller, try behavior.target(of: record, in: transaction))
        return record
    }

    private func write(_ record: JSONObject, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = record
        record.touch()
        try behavior.table.update(record, in: transaction)
        return record
    }

    private func changeInterfaces(
        _ request: Request, _ id: String, _ rule: String,
        _ change: @escaping @Sendable (JSONObject, Caller, any WriteTransaction) throws -> JSONObject
    ) async throws -> Response {
        let caller = resource.policy.caller(request.context)
        let answer = try await resource.store.write { [self] transaction in
            let router = try permitted(id, rule, caller, in: transaction)
            let answer = try change(router, caller, transaction)
            _ = try write(router, in: transaction)
            return answer
        }
        return Response(json: .object(answer))
    }

    /// The routes of a body.
    private func routes(_ request: Request) async throws -> [JSONValue] {
        let body = try BodyRules.object(try await request.body.collect())
        guard let value = body["router"]?["routes"] else { throw APIFault.malformed("The body has no routes of a router") }
        if let reason = ValidationRule.hostRoutes.reason(against: value) {
            throw APIFault.malformed("Invalid input for routes. Reason: \(reason).")
        }
        return value.arrayValue ?? []
    }

    private func changeRoutes(
        _ request: Request, _ id: String, _ rule: String, _ next: @escaping @Sendable ([JSONValue]) -> [JSONValue]
    ) async throws -> Response {
        let caller = resource.policy.caller(request.context)
        let router = try await resource.store.write { [self] transaction in
            let old = try permitted(id, rule, caller, in: transaction)
            let wanted = JSONValue.array(next(old["routes"]?.arrayValue ?? []))
            guard wanted != old["routes"] else { return old }
            return try write(
                behavior.update(Change(old: old, changes: ["routes": wanted], caller: caller), in: transaction), in: transaction)
        }
        return Response(json: ["router": .object(router)])
    }
}
