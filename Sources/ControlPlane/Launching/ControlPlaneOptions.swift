/// How the control plane is started: what the command line says beyond the configuration files.
package struct ControlPlaneOptions: Sendable {
    package var stateDirectory: String
    /// Start the services of the configuration.
    package var startsServices = true
    /// `noauth` on an address that others can reach is refused without this.
    package var allowsOpenNoauth = false

    /// What the time to confirm a switch is measured with.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// For tests of crashes: the step of a switch, 1 to 8, after which the process stops itself.
    package var stopAtSwapStep: Int?

    package init(stateDirectory: String) { self.stateDirectory = stateDirectory }
}
