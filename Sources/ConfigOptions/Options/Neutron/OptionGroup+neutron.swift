extension OptionGroup {
    /// The options that neutron has besides the shared ones.
    static let neutron: [OptionGroup] = [neutronAgent, neutronAPI, neutronGroup].flatMap { $0 }
}
