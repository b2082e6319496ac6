import APIResources
import JSONCodec
import Persistence

/// What a limit is about.
struct LimitKey {
    let record: JSONObject

    init(_ record: JSONObject) { self.record = record }

    var condition: SQLCondition {
        let region = record["region_id"]?.stringValue
        return SQLCondition(
            "service_id = ? AND resource_name = ? AND " + (region == nil ? "region_id IS NULL" : "region_id = ?"),
            [.text(record["service_id"]?.stringValue ?? ""), .text(record["resource_name"]?.stringValue ?? "")]
                + (region.map { [.text($0)] } ?? []))
    }

    /// - Throws: ``IdentityFault``, 400, when the service or the region is not there.
    func checkPlace(_ step: ResourceStep) throws {
        let service = record["service_id"]?.stringValue ?? ""
        guard try IdentityTables.services.record(service, in: step.transaction) != nil else {
            throw IdentityFault.badRequest("There is no service '\(service)'.")
        }
        if let region = record["region_id"]?.stringValue, try IdentityTables.regions.record(region, in: step.transaction) == nil {
            throw IdentityFault.badRequest("There is no region '\(region)'.")
        }
    }
}
