import APIResources
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// The rules of routers.
struct RouterBehavior: ResourceBehavior {
    let tables: NetworkTables
    let ports: RouterPorts
    let config: @Sendable () -> ConfigSnapshot

    var table: ResourceTable { tables.routers }
    var allowsBulk: Bool { false }
    var computedFilters: [String: QueryRules.ComputedFilter] { [:] }

    private var gateway: RouterGateway {
        RouterGateway(tables: tables, ports: ports, translates: config().bool("enable_snat_by_default"))
    }

    var actions: [ResourceAction] {
        @Sendable func actions(_ resource: ResourceController) -> RouterActions { RouterActions(resource: resource, behavior: self) }
        return [
            ResourceAction("add_router_interface", extension: "router") { try await actions($0).addInterface($1, id: $2) },
            ResourceAction("remove_router_interface", extension: "router") { try await actions($0).removeInterface($1, id: $2) },
            ResourceAction("add_extraroutes", extension: "extraroute-atomic") { try await actions($0).addRoutes($1, id: $2) },
            ResourceAction("remove_extraroutes", extension: "extraroute-atomic") { try await actions($0).removeRoutes($1, id: $2) },
        ]
    }

    func scope(of caller: Caller) -> SQLCondition? { caller.own }

    func target(of record: JSONObject, in transaction: any ReadTransaction) throws -> PolicyTarget { PolicyTarget(record) }

    func create(_ draft: Draft, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = draft.record(revision: 1)
        record["status"] = "ACTIVE"
        record["routes"] = []
        if record["distributed"]?.boolValue == nil { record["distributed"] = .bool(config().bool("router_distributed")) }
        record["external_gateway_info"] = try gateway.set(
            record["external_gateway_info"] ?? .null, of: record, for: draft.caller, in: transaction)
        try table.insert(record, in: transaction)
        return record
    }

    func update(_ change: Change, in transaction: any WriteTransaction) throws -> JSONObject {
        var record = change.applied
        if let wanted = change.changes["external_gateway_info"] {
            record["external_gateway_info"] = try gateway.set(wanted, of: change.old, for: change.caller, in: transaction)
        }
        if record["distributed"]?.boolValue == nil { record["distributed"] = change.old["distributed"] ?? false }
        if record["distributed"] != change.old["distributed"] {
            guard !change.old.flag("admin_state_up") else {
                throw APIFault.badRequest("router", "only a router whose admin_state_up is false becomes distributed or centralized")
            }
            try ports.relabel(record, in: transaction)
        }
        if change.changes.contains("routes") { try requireRoutes(record, in: transaction) }
        return record
    }

    /// Refuses routes that lead nowhere.
    private func requireRoutes(_ record: JSONObject, in transaction: any ReadTransaction) throws {
        let routes = record["routes"]?.arrayValue ?? []
        let limit = config().int("quota_router_route", group: "quotas") ?? 30
        guard limit < 0 || routes.count <= limit else {
            throw APIFault(.conflict, type: "OverQuota", message: "A router may have \(limit) routes, not \(routes.count).")
        }
        let connections = try ports.connections(of: record.text("id"), in: transaction)
        for route in routes {
            guard let hop = route["nexthop"]?.stringValue.flatMap({ IPAddress($0) }),
                connections.contains(where: { $0.network.contains(hop) }),
                !connections.contains(where: { $0.address == hop.description })
            else {
                throw APIFault(
                    .badRequest, type: "InvalidRoutes", message: "The router is connected with no other host \(route["nexthop"] ?? .null).")
            }
        }
    }

    func delete(_ record: JSONObject, in transaction: any WriteTransaction) throws {
        let id = record.text("id")
        guard try ports.interfaces(of: id, in: transaction).isEmpty else {
            throw APIFault(.conflict, type: "RouterInUse", message: "Router \(id) has interfaces.")
        }
        try gateway.clear(id, in: transaction)
        try table.delete(id, in: transaction)
    }
}
