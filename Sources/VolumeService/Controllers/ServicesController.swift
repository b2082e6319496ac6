import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/os-services` and `/os-hosts`: the workers of the service and how they are doing.
package enum ServicesController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "os-services", "service", "index", extension: "os-services") { try await index($0) },
        VolumeOperation(.PUT, "os-services/enable", "service", "enable", extension: "os-services") { call in
            try await change(call, .switchService, isDisabled: false)
        },
        VolumeOperation(.PUT, "os-services/disable", "service", "disable", extension: "os-services") { call in
            try await change(call, .switchService, isDisabled: true)
        },
        VolumeOperation(.PUT, "os-services/disable-log-reason", "service", "disable_log_reason", extension: "os-services") { call in
            try await change(call, .disableServiceWithReason, isDisabled: true)
        },
        VolumeOperation(.GET, "os-hosts", "host", "index", extension: "os-hosts") { try await hosts($0) },
    ]

    private static func index(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.listServices)
        let binary = call.query.first("binary")
        let host = call.query.first("host")
        let services = try await call.service.services().filter { service in
            if let binary, service.binary != binary { return false }
            // A host's name stands for all backends of the host.
            if let host, service.host != host, !service.host.hasPrefix(host + "@") { return false }
            return true
        }
        return Response(json: ["services": .array(services.map { view($0, call) })])
    }

    private static func view(_ service: ServiceRecord, _ call: VolumeCall) -> JSONValue {
        var object: JSONObject = [
            "binary": .string(service.binary), "host": .string(service.host), "zone": .string(service.zone),
            "status": service.isDisabled ? "disabled" : "enabled", "state": service.isUp ? "up" : "down",
            "updated_at": .string(service.updatedAt.fractional), "disabled_reason": JSONValue(service.disabledReason),
        ]
        if call.isAtLeast(7) { object.append("cluster", .null) }
        guard service.binary == "cinder-volume" else { return .object(object) }
        object.append("replication_status", "not-capable")
        object.append("active_backend_id", .null)
        object.append("frozen", false)
        if call.isAtLeast(49) { object.append("backend_state", service.isUp ? "up" : "down") }
        return .object(object)
    }

    private static func change(_ call: VolumeCall, _ schema: BodySchema, isDisabled: Bool) async throws -> Response {
        try call.authorize(.updateServices)
        let body = try await call.body(schema)
        let binary = body["binary"]?.stringValue ?? body["service"]?.stringValue ?? ""
        guard let host = body["host"]?.stringValue else { throw VolumeFault.badRequest("'host' is required.") }
        let reason = body["disabled_reason"]?.stringValue
        let isThere = try await call.service.store.write { transaction in
            try ServiceTable.setDisabled(isDisabled, reason: reason, binary: binary, host: host, in: transaction)
        }
        guard isThere else { throw VolumeFault(.notFound, type: "ServiceNotFound", "There is no service '\(binary)' on host '\(host)'.") }
        var answer: JSONObject = [
            "host": .string(host), "service": .string(body["service"]?.stringValue ?? ""),
            "binary": .string(body["binary"]?.stringValue ?? ""),
            "status": isDisabled ? "disabled" : "enabled", "disabled": .bool(isDisabled),
        ]
        if let reason { answer.append("disabled_reason", .string(reason)) }
        return Response(json: .object(answer))
    }

    private static func hosts(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.manageHosts)
        let service = call.query.first("service")
        let zone = call.query.first("zone")
        let rows = try await call.service.services().filter { (service == nil || $0.binary == service) && (zone == nil || $0.zone == zone) }
        let hosts = rows.map { row -> JSONValue in
            [
                "host_name": .string(row.host), "service": .string(row.binary), "zone": .string(row.zone),
                "service-status": row.isUp ? "available" : "unavailable", "service-state": row.isDisabled ? "disabled" : "enabled",
                "last-update": .string(row.updatedAt.fractional),
            ]
        }
        return Response(json: ["hosts": .array(hosts)])
    }
}
