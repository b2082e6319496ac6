extension CommandGroup {
    /// The commands of the group `observe` that look into live requests.
    static let debugCommands = [
        Command(
            "debug when", "Record what the filters do to live requests",
            details: """
                From now on each request for which EXPR holds is recorded: the time that each filter took, the headers that it added and removed, and \
                who answered. A line about each appears above the line being typed in every shell. Without EXPR, prints what is being recorded. \
                There is one expression at a time; a new one takes the place of the old one.

                EXPR compares fields of a request with values, as assert does: ==, !=, <, <=, >, >=, ~ and !~ with a regular expression, contains, in; \
                joined by &&, ||, ! and parentheses. A field alone asks whether it is there. The fields are: \
                \(fieldsText), and header('NAME'), a header of the request.

                EXPR goes on to the end of the line or to the next option, and takes no quotes around it. As one quoted word it may stand before a pipe or \
                a redirection, too. A variable in it stands for its value.

                Bodies and the values of headers are not recorded, and of the query no value that is secret by its name.
                """,
            [
                .argument("expression", .requestExpression, value: "EXPR", optional: true, variadic: true, "Which requests are recorded"),
                .app,
                .option("--count", value: "COUNT", .integer(1...1_000_000), default: "no end", "End after so many records"),
            ], outcome: .text,
            examples: [
                .init(
                    "Find out who answers the failing requests to ports.",
                    """
                    debug when path ~ '^/v2.0/ports' && method == 'POST' && status >= 500
                    debug off
                    """),
                .init(
                    "Record the next request of one app, then see what each filter did to it.",
                    """
                    debug when --app neutron --count 1 path ~ '^/v2.0'
                    get /v2.0/networks
                    debug show
                    """),
            ], seeAlso: ["debug off", "debug list", "debug show", "debug tail", "request"],
            synopsis: "debug when [--app APP] [--count COUNT] [EXPR]"),
        Command(
            "debug off", "Record no more requests", details: "The records stay.", outcome: .text,
            examples: [.init("End it.", "debug off")], seeAlso: ["debug when"]),
        Command(
            "debug list", "List the requests that were recorded", details: "The last 200 are kept, whatever recorded them.",
            [.option("--lines", short: "n", value: "COUNT", .integer(0...200), default: "20", "How many of the last ones")],
            outcome: .table, fields: Command.debugFields,
            examples: [
                .init(
                    "Record a request and list it.",
                    """
                    debug when status == 200 && user
                    get /v2.0/networks
                    debug off
                    debug list -n 1
                    """)
            ], seeAlso: ["debug when", "debug show"]),
        Command(
            "debug show", "Show what each filter did to a recorded request",
            [.argument("number", .integer(1...Int.max), optional: true, default: "the last one", "The record")],
            outcome: .table,
            fields: [
                .init("name", "the filter or the application"), .init("elapsed_us", "microseconds in it alone"),
                .init("headers_added", "headers of the answer that it added or changed"), .init("headers_removed", "and removed"),
                .init("request_headers_added", "headers of the request that it added or changed", wide: true),
                .init("request_headers_removed", "and removed", wide: true), .init("answered", "whether it made the answer"),
                .init("error", "the error that left it", wide: true),
            ],
            examples: [
                .init(
                    "See who set which header.",
                    """
                    debug when method == GET --count 1
                    get /v2.0/networks
                    debug show -o wide
                    """)
            ],
            exitStatuses: [.init(1, "there is no such record")], seeAlso: ["debug when", "debug list", "request"]),
        Command(
            "debug tail", "Print the last recorded requests with what each filter did",
            details:
                "With --follow, new ones appear above the line being typed until debug tail --stop; in a script, until it is interrupted.",
            [
                .option("--lines", short: "n", value: "COUNT", .integer(0...200), default: "20", "How many records"),
                .flag("--follow", "Go on with new records"),
                .flag("--stop", "Stop following"),
            ], outcome: .text, examples: [.init("Print the last record.", "debug tail -n 1")], seeAlso: ["debug when", "log tail"]),
    ]

    private static let fieldsText = RequestField.named.map { "\($0.name), \($0.help)" }.joined(separator: "; ")
}

extension Command {
    static let debugFields: [Field] = [
        .init("number", "its number"),
        .init("time", "when it was answered"),
        .init("app", "the app"),
        .init("method", "the HTTP method"),
        .init("target", "path and query"),
        .init("status", "the status of the answer"),
        .init("elapsed_us", "microseconds until the answer"),
        .init("answered_by", "the filter or the application that made the answer"),
        .init("revision", "the revision that it ran under", wide: true),
        .init("generation", "that revision's number", wide: true),
        .init("remote", "the client's address", wide: true),
        .init("user", "the user's id", wide: true),
        .init("project", "the project's id", wide: true),
        .init("request_id", "the id that the answer names", wide: true),
    ]
}
