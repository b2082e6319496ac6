/// How the control plane is started: what the command line says beyond the configuration files.
package struct ControlPlaneOptions: Sendable {
    package var stateDirectory: String
    /// Start the services of the configuration.
    package var startsServices = true
    /// `noauth` on an address that others can reach is refused without this.
    package var allowsOpenNoauth = false

    package init(stateDirectory: String) { self.stateDirectory = stateDirectory }
}
