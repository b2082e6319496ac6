import JSONCodec
import Persistence

extension IdentityDirectory {
    /// The services that are enabled with their endpoints that are, in the order in which they were made; URLs are templates.
    ///
    /// Services without an endpoint are part of it.
    ///
    /// - Parameter projectID: the project whose catalog it is: one that endpoints are associated with, by themselves or in groups, sees these only.
    package func catalog(ofProject projectID: String? = nil) throws -> [CatalogService] {
        let chosen = try projectID.flatMap { try endpointIDs(associatedWith: $0) }
        var services: [CatalogService] = []
        var places: [String: Int] = [:]
        try source.query("SELECT id, type, name FROM identity_services WHERE enabled = 1 ORDER BY seq") { row in
            places[row.text(0)] = services.count
            services.append(CatalogService(id: row.text(0), type: row.text(1), name: row.text(2), endpoints: []))
        }
        try source.query(
            "SELECT id, service_id, interface, region_id, document, EXISTS (SELECT 1 FROM identity_published_endpoints p "
                + "WHERE p.endpoint_id = e.id AND p.any_address = 1) FROM identity_endpoints e WHERE enabled = 1 ORDER BY seq"
        ) { row in
            guard let place = places[row.text(1)], chosen?.contains(row.text(0)) ?? true else { return }
            let url = try row.json(4)["url"]?.stringValue ?? ""
            services[place].endpoints.append(
                CatalogEndpoint(
                    id: row.text(0), interface: row.text(2), regionID: row.optionalText(3), url: url, isOnAnyAddress: row.bool(5)))
        }
        return services
    }

    /// The endpoints that a project's catalog is confined to; `nil` when it is not.
    private func endpointIDs(associatedWith projectID: String) throws -> Set<String>? {
        let direct = try source.rows("SELECT endpoint_id FROM identity_endpoint_projects WHERE project_id = ?", [.text(projectID)]) {
            $0.text(0)
        }
        let groups = try source.rows(
            "SELECT document FROM identity_endpoint_groups WHERE id IN "
                + "(SELECT endpoint_group_id FROM identity_endpoint_group_projects WHERE project_id = ?)", [.text(projectID)]
        ) { try $0.json(0)["filters"]?.objectValue ?? [:] }
        guard !direct.isEmpty || !groups.isEmpty else { return nil }
        var ids = Set(direct)
        guard !groups.isEmpty else { return ids }
        try source.query("SELECT id, document FROM identity_endpoints") { row in
            let endpoint = try row.json(1)
            if groups.contains(where: { filters in filters.allSatisfy { endpoint[$0.key] == $0.value } }) { ids.insert(row.text(0)) }
        }
        return ids
    }
}
