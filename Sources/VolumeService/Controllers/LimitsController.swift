import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// `/limits`: what the caller's project may have and has.
package enum LimitsController {
    package static let operations: [VolumeOperation] = [VolumeOperation(.GET, "limits", "limits", "index") { try index($0) }]

    private static func index(_ call: VolumeCall) throws -> Response {
        var project = call.caller.projectID
        if call.caller.isAdmin, call.isAtLeast(39), let asked = call.query.first("project_id") ?? call.query.first("tenant_id") {
            project = asked
        }
        let ledger = call.service.ledger
        let (limits, usage) = try call.service.store.read { transaction in
            (try ledger.limits(of: project, in: transaction), try ledger.usage(of: project, in: transaction))
        }
        let seesUse = call.allows(.seeUsedLimits)
        var absolute = JSONObject(reservingCapacity: 10)
        let resources: [(QuotaResource, limit: String, used: String)] = [
            (.volumes, "maxTotalVolumes", "totalVolumesUsed"), (.snapshots, "maxTotalSnapshots", "totalSnapshotsUsed"),
            (.gigabytes, "maxTotalVolumeGigabytes", "totalGigabytesUsed"), (.backups, "maxTotalBackups", "totalBackupsUsed"),
            (.backupGigabytes, "maxTotalBackupGigabytes", "totalBackupGigabytesUsed"),
        ]
        for resource in resources { absolute.append(resource.limit, .integer(ledger.limit(QuotaLedger.Key(resource.0), limits))) }
        for resource in resources where seesUse { absolute.append(resource.used, .integer(usage[QuotaLedger.Key(resource.0)]?.inUse ?? 0)) }
        return Response(json: ["limits": ["rate": [], "absolute": .object(absolute)]])
    }
}
