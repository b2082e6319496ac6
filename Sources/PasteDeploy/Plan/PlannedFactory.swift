package import INI

/// One filter or application of a plan: the factory and what it will be called with.
package struct PlannedFactory: Sendable {
    package let arguments: FactoryArguments

    /// Which factory it is, however the file spells it: the `key` of its row in the registry.
    package let key: String

    /// The place where the deployment refers to it: its name in a pipeline, for example.
    package let reference: SourcePosition

    let registration: FactoryRegistry.Registration

    /// The name by which the deployment refers to it.
    package var name: String { arguments.name }

    /// Whether it does harm on purpose, for rehearsals.
    package var isFault: Bool { registration.row.isFault }

    /// The options as they may be shown: secret ones masked.
    package var shownOptions: [(key: String, value: String)] {
        arguments.localConf.map { ($0.key, isSecret($0.key) ? "****" : $0.value) }
    }

    func isSecret(_ option: String) -> Bool {
        if let declared = registration.row.options.first(where: { $0.name == option }) { return declared.secret }
        let name = option.lowercased()
        return ["password", "secret", "hmac_keys", "admin_token"].contains { name.contains($0) }
    }
}
