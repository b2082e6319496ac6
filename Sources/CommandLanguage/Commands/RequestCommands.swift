extension CommandGroup {
    static let requests = CommandGroup(
        "requests", "issue requests and see where each was answered",
        details: """
            A request goes through the active pipeline of the app that serves its path, exactly as one from outside would; --app chooses where more than \
            one could. The answer's body is printed as indented JSON, and stays at hand as the last answer for expect, assert and capture.

            A request is judged by the expect statements that directly follow it. Where none follows, an answer of 4xx or 5xx is a failure.

            A body is given by -d: JSON, @FILE, or KEY=VALUE words. KEY=VALUE sets a string, KEY:=JSON any JSON value, and a dot in KEY makes an object: \
            network.name=n1 is {"network": {"name": "n1"}}. A body makes the header Content-Type: application/json unless -H gives another.
            """,
        commands: [
            Command(
                "request", "Issue a request with any method",
                [.argument("method", .method, "The HTTP method"), .argument("path", .path, "The path, with its query")] + Parameter.request,
                outcome: .response, fields: Command.responseFields,
                examples: [
                    .init("Ask which methods are allowed.", "request OPTIONS /v2.0/networks\nexpect 2xx,404,405"),
                    .init(
                        "See what each filter did.", "request GET /v2.0/networks --trace"),
                ], exitStatuses: Command.requestStatuses, seeAlso: ["get", "expect", "route match"], isRequest: true),
            verb(
                "get", "Issue a GET request",
                [
                    .init("List the networks.", "get /v2.0/networks"),
                    .init("Print status, headers and body as one document.", "get /v2.0/networks -i -o json"),
                    .init(
                        "Check an answer.",
                        """
                        get /v2.0/networks?limit=1
                        expect 200 $.networks.length <= 1
                        """),
                ]),
            verb(
                "post", "Issue a POST request",
                [
                    .init(
                        "Create a network, use its id, and delete it.",
                        """
                        post /v2.0/networks -d network.name=demo
                        expect 201 $.network.name == demo
                        capture id = $.network.id
                        delete /v2.0/networks/$id
                        expect 204
                        """),
                    .init(
                        "Give the body as JSON; it may go on in the next line.",
                        """
                        post /v2.0/networks -d {"network": {"name": "demo",
                            "admin_state_up": false}}
                        expect 201 $.network.admin_state_up == false
                        capture id = $.network.id
                        delete /v2.0/networks/$id
                        """),
                ]),
            verb(
                "put", "Issue a PUT request",
                [
                    .init(
                        "Rename a network.",
                        """
                        post /v2.0/networks -d network.name=before
                        capture id = $.network.id
                        put /v2.0/networks/$id -d network.name=after
                        expect 200 $.network.name == after
                        delete /v2.0/networks/$id
                        """)
                ]),
            verb("patch", "Issue a PATCH request", []),
            verb(
                "delete", "Issue a DELETE request",
                [
                    .init(
                        "Ask for something that is not there.",
                        """
                        delete /v2.0/networks/00000000-0000-0000-0000-000000000000
                        expect 404
                        """)
                ]),
            verb(
                "head", "Issue a HEAD request", [.init("Print the status line and the headers.", "head / -i --app neutron\nexpect 2xx,3xx")]
            ),
        ])

    private static func verb(_ name: String, _ summary: String, _ examples: [Command.Example]) -> Command {
        Command(
            name, summary, [.argument("path", .path, "The path, with its query")] + Parameter.request, outcome: .response,
            fields: Command.responseFields, examples: examples, exitStatuses: Command.requestStatuses, seeAlso: ["request", "expect"],
            isRequest: true)
    }
}

extension Parameter {
    static let request: [Parameter] = [
        .option("--header", short: "H", value: "'NAME: VALUE'", .header, repeatable: true, "Send this header; repeatable"),
        .option(
            "--data", short: "d", value: "BODY", .jsonBody, repeatable: true,
            "The body: JSON, @FILE, or KEY=VALUE and KEY:=JSON words"),
        .app,
        .option("--as", value: "USER", .string, "Make the request as this user, with a token made for it"), .asProject,
        .flag("--include", short: "i", "Print the status line and the headers, too"),
        .flag("--trace", "Print what each filter did: its time, the headers it added or removed, and who answered"),
    ]
}

extension Command {
    static let responseFields: [Field] = [
        .init("status", "the HTTP status"),
        .init("headers", "the headers"),
        .init("body", "the body"),
        .init("elapsed_us", "microseconds from request to answer"),
        .init("trace", "what each filter did"),
    ]
    static let requestStatuses: [ExitStatus] = [
        .init(1, "an expectation was not met, or no answer came"), .init(4, "the answer was 4xx and nothing expected it"),
        .init(5, "the answer was 5xx and nothing expected it"),
    ]
}
