extension OptionGroup {
    /// The options that keystone has besides the shared ones.
    static let keystone: [OptionGroup] = [keystoneToken, keystoneGroup].flatMap { $0 }
}
