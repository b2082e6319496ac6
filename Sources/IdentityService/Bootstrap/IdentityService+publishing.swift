package import Extensions
import Persistence

extension IdentityService {
    /// Keeps the catalog true: endpoints for every app that runs, none for those that do not any more. What administrators made themselves
    /// is left alone.
    package func appsChanged(_ running: [RunningApp]) async throws {
        let offers = running.flatMap(CatalogOffer.offers)
        try await write { transaction in
            let region = try CatalogOffer.region(in: transaction)
            let catalog = CatalogWriter(transaction: transaction, regionID: region)
            var known: [String: String] = [:]
            try transaction.query("SELECT app, service_type, interface, endpoint_id FROM identity_published_endpoints") { row in
                known[CatalogOffer.key(row.text(0), row.text(1), row.text(2))] = row.text(3)
            }
            for offer in offers {
                for interface in ["public", "internal", "admin"] {
                    let published = known.removeValue(forKey: CatalogOffer.key(offer.app, offer.type, interface))
                    let id: String
                    if let published, try catalog.move(published, to: offer.url) {
                        id = published
                    } else {
                        id = try catalog.insert(try catalog.service(type: offer.type, name: offer.name), interface, offer.url)
                    }
                    try transaction.execute(
                        "INSERT INTO identity_published_endpoints (app, service_type, interface, endpoint_id, any_address) "
                            + "VALUES (?, ?, ?, ?, ?) ON CONFLICT (app, service_type, interface) "
                            + "DO UPDATE SET endpoint_id = excluded.endpoint_id, any_address = excluded.any_address",
                        [.text(offer.app), .text(offer.type), .text(interface), .text(id), SQLValue(offer.isOnAnyAddress)])
                }
            }
            for id in known.values.sorted() {
                try transaction.execute("DELETE FROM identity_endpoints WHERE id = ?", [.text(id)])
                try transaction.execute("DELETE FROM identity_published_endpoints WHERE endpoint_id = ?", [.text(id)])
            }
        }
        guard let own = running.first(where: { $0.project == project }) else { return }
        try CloudsFile(directory: stateDirectory).correct(settings.expectedEndpoint, to: own.url + "/v3")
    }
}

/// What one app brings to the catalog.
private struct CatalogOffer {
    var app: String
    var type: String
    var name: String
    var url: String
    var isOnAnyAddress: Bool

    static func offers(_ app: RunningApp) -> [CatalogOffer] {
        let services: [(type: String, name: String, path: String)] =
            switch app.project {
            case "neutron": [("network", "neutron", "")]
            case "cinder": [("volumev3", "cinderv3", "/v3/$(project_id)s"), ("block-storage", "cinder", "/v3/$(project_id)s")]
            case "keystone": [("identity", "keystone", "/v3")]
            default: []
            }
        return services.map { service in
            CatalogOffer(
                app: app.name, type: service.type, name: service.name, url: url(app, service.path), isOnAnyAddress: app.isOnAnyAddress)
        }
    }

    /// An address that names its version already is that of the version.
    private static func url(_ app: RunningApp, _ path: String) -> String {
        app.url.hasSuffix("/v3") && path.hasPrefix("/v3") ? app.url + path.dropFirst(3) : app.url + path
    }

    static func key(_ app: String, _ type: String, _ interface: String) -> String { "\(app)\n\(type)\n\(interface)" }

    /// The region of the endpoints: the first one that there is.
    static func region(in transaction: any ReadTransaction) throws -> String? {
        try transaction.first("SELECT id FROM identity_regions ORDER BY seq") { $0.text(0) }
    }
}
