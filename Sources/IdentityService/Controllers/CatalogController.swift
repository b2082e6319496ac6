import APIResources
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence

/// Regions, services and endpoints, and the policies that are kept for others.
enum CatalogController {
    static let operations =
        RegionKind().operations() + ServiceKind().operations() + EndpointKind().operations() + PolicyKind().operations() + [
            IdentityOperation(.PUT, "regions/{region_id}", "region", "create") { try await putRegion($0) }
        ]

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
}
