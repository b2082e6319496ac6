extension CommandGroup {
    static let auth = CommandGroup(
        "auth", "see and switch the auth strategy",
        details: """
            A strategy is one of the alternative pipelines that a deployment file declares for an app, such as noauth and keystone. Switching publishes \
            a new revision: requests in flight finish on the pipeline they began on, the next request sees the new one, and no connection is closed.
            """,
        commands: [
            Command(
                "auth list", "List the strategies that each app declares", [.app], outcome: .table, fields: Command.authFields,
                examples: [.init("See what an app may be switched to.", "auth list --app neutron")], seeAlso: ["auth use"]),
            Command(
                "auth show", "Show the active strategy of each app", [.app], outcome: .table, fields: Command.authFields,
                examples: [.init("Print the active strategy alone.", "auth show --app neutron -o value -c strategy")],
                seeAlso: ["auth list"]),
            Command(
                "auth use", "Switch to another strategy",
                details: """
                    Without --app every app that declares the strategy is switched, all of them at once. With --probe the new pipeline must answer as given, \
                    before it is published and after. The options are those of pipeline use.
                    """,
                [.argument("strategy", .strategy, "The strategy"), .app] + Parameter.switching, outcome: .text,
                examples: [
                    .init(
                        "Ask for tokens, see that a request without one is refused, and go back.",
                        """
                        auth use keystone --app neutron
                        get /v2.0/networks
                        expect 401
                        auth use noauth --app neutron
                        get /v2.0/networks
                        expect 200
                        """)
                ],
                exitStatuses: [.init(6, "the switch was rolled back, or not confirmed by the end of the batch")],
                seeAlso: ["pipeline use", "pipeline confirm", "auth list"]),
        ])
}

extension Command {
    static let authFields: [Field] = [
        .init("app", "the app"),
        .init("strategy", "the strategy"),
        .init("active", "whether requests go through it"),
        .init("filters", "its filters, outermost first"),
    ]
}

extension Parameter {
    /// Under which conditions a switch is made.
    static let switching: [Parameter] = [
        .option("--confirm", value: "S", .seconds, "Undo the switch after this time unless it is confirmed"),
        .option("--if-active", value: "REV", .revision, "Switch only while this revision is active"),
        .option(
            "--probe", value: "'METHOD PATH STATUS'", .string, repeatable: true,
            "A request and the status it must get from the new pipeline, else the switch is undone"),
        .flag("--dry-run", "Build, check and probe, and tell what would change"),
        .option("--comment", value: "TEXT", .string, "Why, for the history"),
    ]
}
