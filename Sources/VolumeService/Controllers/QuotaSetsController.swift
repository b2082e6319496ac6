import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/os-quota-sets/{project}`: what a project may have.
package enum QuotaSetsController {
    private static let alias = "os-quota-sets"

    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "os-quota-sets/{id}", "quota_set", "show", extension: alias) { try show($0) },
        VolumeOperation(.PUT, "os-quota-sets/{id}", "quota_set", "update", extension: alias) { try await update($0) },
        VolumeOperation(.DELETE, "os-quota-sets/{id}", "quota_set", "delete", extension: alias) { try await delete($0) },
        VolumeOperation(.GET, "os-quota-sets/{id}/defaults", "quota_set", "defaults", extension: alias) { try defaults($0) },
    ]

    private static func show(_ call: VolumeCall) throws -> Response {
        let project = call.capture("id")
        try call.authorize(.showQuotas, project: project)
        let wantsUsage = call.query.first("usage").flatMap { BodySchema.boolean(query: $0) } ?? false
        let ledger = call.service.ledger
        return try call.service.store.read { transaction in
            let view = try QuotaSetView(in: transaction)
            let usage = wantsUsage ? try ledger.usage(of: project, in: transaction) : nil
            return answer(view.view(ledger, limits: try ledger.limits(of: project, in: transaction), usage: usage), project)
        }
    }

    private static func defaults(_ call: VolumeCall) throws -> Response {
        let project = call.capture("id")
        try call.authorize(.showQuotas, project: project)
        let ledger = call.service.ledger
        return try call.service.store.read { transaction in
            let view = try QuotaSetView(in: transaction)
            return answer(view.view(ledger, limits: try ledger.classLimits("default", in: transaction)), project)
        }
    }

    private static func answer(_ quotas: JSONObject, _ project: String) -> Response {
        var quotas = quotas
        quotas.append("id", .string(project))
        return Response(json: ["quota_set": .object(quotas)])
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        let project = call.capture("id")
        try call.authorize(.updateQuotas, project: project)
        let given = try await call.body(.quotaSet)["quota_set"]?.objectValue ?? [:]
        let isChecked = call.query.first("skip_validation").flatMap { BodySchema.boolean(query: $0) } == false
        let ledger = call.service.ledger
        let quotas = try await call.service.store.write { transaction in
            let view = try QuotaSetView(in: transaction)
            let usage = isChecked ? try ledger.usage(of: project, in: transaction) : [:]
            for (key, limit) in try view.limits(from: given, path: "quota_set") {
                let used = usage[key].map { $0.inUse + $0.reserved } ?? 0
                if limit >= 0, limit < used {
                    throw VolumeFault.badRequest("The quota for \(key.resource.rawValue) cannot be \(limit): \(used) are in use.")
                }
                try ledger.setLimit(limit, key, project: project, in: transaction)
            }
            return view.view(ledger, limits: try ledger.limits(of: project, in: transaction))
        }
        // Unlike the other answers this one does not repeat the project.
        return Response(json: ["quota_set": .object(quotas)])
    }

    private static func delete(_ call: VolumeCall) async throws -> Response {
        let project = call.capture("id")
        try call.authorize(.deleteQuotas, project: project)
        let ledger = call.service.ledger
        try await call.service.store.write { try ledger.deleteLimits(of: project, in: $0) }
        return .volumeEmpty(.ok, contentType: "application/json")
    }
}
