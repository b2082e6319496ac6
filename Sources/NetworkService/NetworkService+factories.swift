package import PasteDeploy

extension NetworkService {
    /// Registers the apps and the filter that deployment files name.
    package func registerFactories(in registry: inout FactoryRegistry) {
        let resources = resources
        let api = api
        let quotas = quotas
        let providers = providers
        registry.registerApplication(key: "neutron.versions", summary: "The document of the network API's versions.") { _ in
            VersionsApplication()
        }
        registry.registerApplication(key: "neutron.api_v2", summary: "The network API v2.0.") { _ in NetworkApplication(resources) }
        registry.registerFilter(key: "extensions", summary: "Serves the resources of the network API's extensions.") { _ in
            ExtensionsFilter(api, resources: resources, quotas: quotas, providers: providers)
        }
    }
}
