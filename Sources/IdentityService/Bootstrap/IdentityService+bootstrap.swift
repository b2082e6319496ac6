import Logging

extension IdentityService {
    /// Makes the first identities, or what of them is missing.
    ///
    /// - Returns: the password of a user who is new and was given none; it is generated.
    @discardableResult
    package func bootstrap(_ options: BootstrapOptions) async throws -> String? {
        try await bootstrap(options, generated: SecretText.make(bytes: 24))
    }

    /// - Parameter generated: the password of a user who is new and was given none. Only one that somebody chose has to match `password_regex`.
    @discardableResult
    private func bootstrap(_ options: BootstrapOptions, generated: String) async throws -> String? {
        let settings = settings
        let isThere = try read { try $0.user(name: options.userName, domainID: settings.defaultDomainID) != nil }
        let generated = isThere || options.password != nil ? nil : generated
        if let chosen = options.password { try PasswordRules(settings).check(chosen) }
        var hash: String?
        if let password = options.password ?? generated { hash = try await hasher.hash(password) }
        let bootstrap = Bootstrap(options: options, settings: settings, passwordHash: hash)
        let isNew = try await write { try bootstrap.run(in: $0) }
        return isNew ? generated : nil
    }

    /// Bootstraps an empty database, and writes how to log in where only the owner of the state directory reads it.
    func bootstrapWhenEmpty() async throws {
        guard try read({ try $0.domain(id: settings.defaultDomainID) }) == nil else { return }
        let password = SecretText.make(bytes: 24)
        // First the file: a password that nobody knows would lock everybody out.
        let file = CloudsFile(directory: stateDirectory)
        try file.write(authURL: settings.expectedEndpoint, password: password)
        try await bootstrap(BootstrapOptions(), generated: password)
        Self.logger.info(
            "the first administrator is made; to log in: OS_CLIENT_CONFIG_FILE=\(file.path) openstack --os-cloud \(CloudsFile.cloud)")
    }
}
