import JSONCodec
import Persistence

extension IdentityDirectory {
    /// The services that are enabled with their endpoints that are, in the order in which they were made; URLs are templates.
    ///
    /// Services without an endpoint are part of it.
    package func catalog() throws -> [CatalogService] {
        var services: [CatalogService] = []
        var places: [String: Int] = [:]
        try source.query("SELECT id, type, name FROM identity_services WHERE enabled = 1 ORDER BY seq") { row in
            places[row.text(0)] = services.count
            services.append(CatalogService(id: row.text(0), type: row.text(1), name: row.text(2), endpoints: []))
        }
        try source.query("SELECT id, service_id, interface, region_id, document FROM identity_endpoints WHERE enabled = 1 ORDER BY seq") {
            row in
            guard let place = places[row.text(1)] else { return }
            let url = try row.json(4)["url"]?.stringValue ?? ""
            services[place].endpoints.append(
                CatalogEndpoint(id: row.text(0), interface: row.text(2), regionID: row.optionalText(3), url: url))
        }
        return services
    }
}
