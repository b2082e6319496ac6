import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// Writes services and endpoints of this program itself into the catalog.
struct CatalogWriter {
    let transaction: any WriteTransaction
    let regionID: String?

    /// The id of the service of a type; it is made when there is none.
    func service(type: String, name: String) throws -> String {
        let known = try transaction.first("SELECT id FROM identity_services WHERE type = ? ORDER BY seq", [.text(type)]) { $0.text(0) }
        if let known { return known }
        let id = UUIDText.makeHex()
        try IdentityTables.services.insert(
            ["id": .string(id), "type": .string(type), "name": .string(name), "enabled": true], in: transaction)
        return id
    }

    /// The id of a service's endpoint in the region.
    func endpoint(_ service: String, _ interface: String) throws -> String? {
        try transaction.first(
            "SELECT id FROM identity_endpoints WHERE service_id = ? AND interface = ? AND region_id IS ? ORDER BY seq",
            [.text(service), .text(interface), SQLValue(regionID)]
        ) { $0.text(0) }
    }

    /// - Returns: the id of the new endpoint.
    @discardableResult
    func insert(_ service: String, _ interface: String, _ url: String) throws -> String {
        let id = UUIDText.makeHex()
        let region = JSONValue(regionID)
        try IdentityTables.endpoints.insert(
            [
                "id": .string(id), "interface": .string(interface), "service_id": .string(service), "region_id": region, "region": region,
                "url": .string(url), "enabled": true,
            ], in: transaction)
        return id
    }

    /// Gives an endpoint another address; `false` when it is not there.
    func move(_ id: String, to url: String) throws -> Bool {
        guard var record = try IdentityTables.endpoints.record(id, in: transaction) else { return false }
        guard record["url"]?.stringValue != url else { return true }
        record["url"] = .string(url)
        try IdentityTables.endpoints.update(record, in: transaction)
        return true
    }
}
