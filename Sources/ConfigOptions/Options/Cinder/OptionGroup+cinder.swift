extension OptionGroup {
    /// The options that cinder has besides the shared ones.
    static let cinder: [OptionGroup] = [cinderService, cinderImage, cinderAPI, cinderDriver, cinderBackup, cinderQuota, cinderGroup].flatMap
    { $0 }
}
