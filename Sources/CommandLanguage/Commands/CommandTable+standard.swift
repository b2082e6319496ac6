extension CommandTable {
    /// The commands of cloudsh.
    package static let standard = CommandTable(groups: [
        .apps, .auth, .pipelines, .transactions, .routes, .resources, .extensions, .policies, .requests, .tokens, .workers, .rpc,
        .identity, .config, .observe, .shell,
    ])
}

extension Parameter {
    /// `--app`: which app a command is about.
    static let app: Parameter = .option("--app", value: "APP", .app, "The app, by its section or its --name")
}
