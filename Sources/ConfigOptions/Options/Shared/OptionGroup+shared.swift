extension OptionGroup {
    /// The options that every project has besides its own.
    static let shared: [OptionGroup] = [sharedBase, sharedStorage, sharedMiddleware, sharedMessaging, sharedOperation].flatMap { $0 }
}
