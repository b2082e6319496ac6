package import PasteDeploy

extension VolumeService {
    /// Registers the applications that deployment files name: the versions document and the APIs.
    package func register(in registry: inout FactoryRegistry) {
        registry.registerApplication(key: "cinder.versions", summary: "The versions of the block storage API.", acceptsAnyOption: true) {
            _ in
            VersionsApplication(service: self)
        }
        for (key, dialect) in [("cinder.api_v3", APIDialect.v3), ("cinder.api_v2", .v2), ("cinder.api_v1", .v1)] {
            registry.registerApplication(key: key, summary: "The block storage API \(dialect.rawValue).", acceptsAnyOption: true) { _ in
                VolumeAPI(dialect, service: self)
            }
        }
    }
}
