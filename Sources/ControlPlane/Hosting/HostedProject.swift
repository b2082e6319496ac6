package import ConfigOptions
package import Extensions
package import PasteDeploy

/// A service that the control plane can run: which options say where it listens, what its deployment is when no file names one, and how its
/// applications are made.
package struct HostedProject: Sendable {
    package let project: ConfigProject
    /// The composite that the original server loads: `neutron`, `osapi_volume`.
    package let section: String
    /// What its app is called; the composite's name unless that says little.
    package let appName: String
    /// The deployment file that is built in, used when the configuration finds none.
    package let embeddedDeployment: String
    package let options: OptionNames
    package let service: any APIService
    package let registry: FactoryRegistry
    package let config: ConfigCell

    /// The names that one project gives to the options every API server has; but for the deployment file all in `[DEFAULT]`.
    package struct OptionNames: Sendable {
        package var host: String
        package var port: String
        package var workers: String
        package var usesTLS: String
        /// The option that names the deployment file.
        package var deployment: OptionKey

        package init(
            host: String, port: String, workers: String, usesTLS: String, deployment: OptionKey = OptionKey("api_paste_config")
        ) {
            self.host = host
            self.port = port
            self.workers = workers
            self.usesTLS = usesTLS
            self.deployment = deployment
        }

        package static let neutron = OptionNames(host: "bind_host", port: "bind_port", workers: "api_workers", usesTLS: "use_ssl")
        package static let cinder = OptionNames(
            host: "osapi_volume_listen", port: "osapi_volume_listen_port", workers: "osapi_volume_workers",
            usesTLS: "osapi_volume_use_ssl")
        package static let keystone = OptionNames(
            host: "bind_host", port: "bind_port", workers: "public_workers", usesTLS: "use_ssl",
            deployment: OptionKey("config_file", group: "paste_deploy"))
    }

    package init(
        project: ConfigProject, section: String, appName: String? = nil, embeddedDeployment: String, options: OptionNames,
        service: any APIService,
        registry: FactoryRegistry, config: ConfigCell
    ) {
        self.project = project
        self.section = section
        self.appName = appName ?? section
        self.embeddedDeployment = embeddedDeployment
        self.options = options
        self.service = service
        self.registry = registry
        self.config = config
    }
}
