/// A service of the catalog with its endpoints.
package struct CatalogService: Sendable {
    package var id: String
    package var type: String
    package var name: String
    package var endpoints: [CatalogEndpoint]
}

/// An endpoint of the catalog.
package struct CatalogEndpoint: Sendable {
    package var id: String
    package var interface: String
    package var regionID: String?
    /// May hold `$(project_id)s`, `%(tenant_id)s`, `$(user_id)s` and their like.
    package var url: String
    /// Whether the host in ``url`` is one of many: what is behind it listens on every address of this machine.
    package var isOnAnyAddress: Bool
}
