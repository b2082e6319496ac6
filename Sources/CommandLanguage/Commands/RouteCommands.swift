extension CommandGroup {
    static let routes = CommandGroup(
        "routes", "list routes and explain which one a request takes",
        commands: [
            Command(
                "route list", "List the routes of the active revisions",
                details: "In the order in which they are tried, unless --sort says otherwise.",
                [
                    .option("--grep", short: "g", value: "REGEX", .regularExpression, "Only routes whose path matches"),
                    .app,
                    .option(
                        "--sort", value: "match|path", .choice(["match"] + Command.routeFields.map(\.name)), default: "match",
                        "In the order of matching, or by a column"),
                ], outcome: .table, fields: Command.routeFields,
                examples: [
                    .init("List what can be done with networks.", "route list -g '^/v2.0/networks'"),
                    .init("List all routes of the volume API by path.", "route list --app osapi_volume --sort path"),
                ], seeAlso: ["route match"]),
            Command(
                "route match", "Tell which route a request takes, and why",
                details: "Prints the winning route with its captures, else the routes that nearly matched and why each did not.",
                [
                    .argument("method", .method, "The HTTP method"), .argument("path", .path, "The path"), .app,
                ], outcome: .record,
                fields: Command.routeFields + [.init("captures", "the variable parts of the path")],
                examples: [.init("See who answers.", "route match GET /v2.0/networks")],
                exitStatuses: [.init(1, "no route matches")], seeAlso: ["route list"]),
        ])
}

extension Command {
    static let routeFields: [Field] = [
        .init("method", "the HTTP method"),
        .init("path", "the path, with its variable parts in braces"),
        .init("app", "the app"),
        .init("resource", "the resource"),
        .init("action", "what is done with it"),
        .init("extension", "the extension that brought it"),
    ]
}
