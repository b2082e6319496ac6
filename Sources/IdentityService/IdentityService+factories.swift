package import PasteDeploy

extension IdentityService {
    /// Registers the applications that deployment files name: the versions document and the API.
    package func register(in registry: inout FactoryRegistry) {
        registry.registerApplication(key: "service_v3", summary: "The identity API v3.", acceptsAnyOption: true) { _ in
            IdentityAPI(service: self)
        }
        for key in ["public_service", "admin_service", "public_version_service", "admin_version_service"] {
            registry.registerApplication(
                key: key, summary: "The versions of the identity API, and the API below `/v3`.", acceptsAnyOption: true
            ) { _ in IdentityApplication(service: self) }
        }
    }
}
