extension CommandGroup {
    static let apps = CommandGroup(
        "apps", "load, start, stop and inspect WSGI-style apps",
        details: """
            An app is what one listener serves: a section of a Paste Deploy file with its filters, its routes and its revisions. It is named by its \
            section in the deployment file, unless --name says otherwise. The embedded configuration has neutron and osapi_volume.

            Loading an app builds it completely, checks it and only then binds its address: an app that cannot be built changes nothing.
            """,
        commands: [
            Command(
                "app list", "List the apps", outcome: .table, fields: Command.appFields,
                examples: [
                    .init("See what is served, and where.", "app list"),
                    .init("Print names and addresses for a script.", "app list -o value -c name -c listen"),
                ],
                seeAlso: ["app show", "pipeline list"]),
            Command(
                "app show", "Show one app", [.argument("name", .app, "The app")], outcome: .record, fields: Command.appFields,
                examples: [.init("Show the network API as JSON.", "app show neutron -o json")], seeAlso: ["app list", "pipeline show"]),
            Command(
                "app load", "Load an app from a deployment file and serve it",
                details: """
                    Every mistake of the file is reported at once with its position: an unknown section, filter or factory, a cycle, an empty pipeline, \
                    a bad option. Without #SECTION the file's main section is loaded.
                    """,
                [
                    .argument("file", .deploymentFile, value: "FILE[#SECTION]", "The deployment file, and the section to load"),
                    .option("--name", value: "NAME", .string, default: "the section", "Name of the app"),
                    .option(
                        "--listen", value: "HOST:PORT", .hostAndPort, default: "127.0.0.1 and a free port",
                        "Address to listen on; port 0 takes a free one"),
                ], outcome: .record, fields: Command.appFields,
                examples: [
                    .init(
                        "Serve one section of a file on a free port, then take it away.",
                        """
                        app load probe.ini#probe --name probe --listen 127.0.0.1:0
                        app unload probe
                        """,
                        fixtures: ["probe.ini": "[app:probe]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"])
                ], seeAlso: ["app unload", "pipeline check"]),
            Command(
                "app unload", "Stop an app and forget it", details: "Requests in flight finish first.",
                [.argument("name", .app, "The app")],
                outcome: .text, seeAlso: ["app load", "app stop"]),
            Command(
                "app start", "Listen again after a stop", [.argument("name", .app, "The app")], outcome: .text,
                examples: [
                    .init(
                        "Take the volume API down and up again.",
                        """
                        app stop osapi_volume
                        app start osapi_volume
                        """)
                ], seeAlso: ["app stop"]),
            Command(
                "app stop", "Stop listening and let requests in flight finish", details: "The app stays loaded, with its revisions.",
                [.argument("name", .app, "The app")], outcome: .text, seeAlso: ["app start", "app unload"]),
        ])
}

extension Command {
    static let appFields: [Field] = [
        .init("name", "the app"),
        .init("source", "the file it came from, or embedded", wide: true),
        .init("section", "the section of that file"),
        .init("listen", "address and port"),
        .init("state", "running, stopped or failed"),
        .init("strategy", "the auth strategy of its active pipeline"),
        .init("revision", "its active revision"),
        .init("in_flight", "requests being answered"),
    ]
}
