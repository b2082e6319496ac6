import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/os-quota-class-sets/{class}`: limits of the class `default` are those of every project that has none of its own.
package enum QuotaClassesController {
    private static let alias = "os-quota-class-sets"

    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "os-quota-class-sets/{id}", "quota_class_set", "show", extension: alias) { try show($0) },
        VolumeOperation(.PUT, "os-quota-class-sets/{id}", "quota_class_set", "update", extension: alias) { try await update($0) },
    ]

    private static func show(_ call: VolumeCall) throws -> Response {
        try call.authorize(.showQuotaClasses)
        let name = call.capture("id")
        let ledger = call.service.ledger
        return try call.service.store.read { transaction in
            var quotas = try QuotaSetView(in: transaction).view(ledger, limits: try ledger.classLimits(name, in: transaction))
            quotas.append("id", .string(name))
            return Response(json: ["quota_class_set": .object(quotas)])
        }
    }

    private static func update(_ call: VolumeCall) async throws -> Response {
        try call.authorize(.updateQuotaClasses)
        let name = call.capture("id")
        let given = try await call.body(.quotaClassSet)["quota_class_set"]?.objectValue ?? [:]
        let ledger = call.service.ledger
        let quotas = try await call.service.store.write { transaction in
            let view = try QuotaSetView(in: transaction)
            for (key, limit) in try view.limits(from: given, path: "quota_class_set") {
                try ledger.setClassLimit(limit, key, name: name, in: transaction)
            }
            return view.view(ledger, limits: try ledger.classLimits(name, in: transaction))
        }
        return Response(json: ["quota_class_set": .object(quotas)])
    }
}
