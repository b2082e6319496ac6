package import ConfigOptions
package import PasteDeploy

/// The filters that deployment files of the services can name, except those that a service brings itself.
package enum StandardFilters {
    /// The newest configuration of a project; `nil` when the project is not configured, and defaults count.
    package typealias Configuration = @Sendable (ConfigProject) -> ConfigSnapshot?

    /// Registers all of them under their historical names.
    ///
    /// A filter reads the configuration when it is made, so that a revision that is built later sees later values.
    ///
    /// - Parameters:
    ///   - project: the project that the deployments of this registry belong to; its configuration is the filters' own.
    ///   - config: asked for `project`, and by `cors` for the project that its section names.
    package static func register(
        in registry: inout FactoryRegistry, project: ConfigProject, services: FilterServices = FilterServices(),
        config: @escaping Configuration
    ) {
        let source = FilterSource(project: project, services: services, config: config)
        registerMiddleware(in: &registry, source)
        registerCORS(in: &registry, source)
        registerHealthCheck(in: &registry, source)
        registerAuthentication(in: &registry, source)
        registerVolumeFilters(in: &registry, source)
        registerIdentityFilters(in: &registry, source)
        registerFaultFilters(in: &registry, source)
    }
}
