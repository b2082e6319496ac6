extension CommandGroup {
    static let pipelines = CommandGroup(
        "pipelines", "list, check, compare and switch pipelines",
        details: """
            A revision is one immutable build of an app: its filters, its routes and its resolved extensions. It is never changed, only replaced. A \
            switch builds and probes the candidate first, publishes it in one step, and probes again; a failure before publishing leaves the active \
            revision untouched, a failure after it undoes the switch at once.
            """,
        commands: [
            Command(
                "pipeline list", "List the revisions of the apps", [.argument("app", .app, optional: true, default: "all", "The app")],
                outcome: .table, fields: Command.revisionFields,
                examples: [.init("See the revisions of the network API.", "pipeline list neutron")],
                seeAlso: ["pipeline show", "pipeline use"]),
            Command(
                "pipeline show", "Show one revision",
                details: "An app's name stands for its active revision.",
                [.argument("revision", .revision, "The revision, or an app")], outcome: .record, fields: Command.revisionFields,
                examples: [.init("Show what the volume API runs now.", "pipeline show osapi_volume")],
                seeAlso: ["pipeline list", "pipeline diff"]),
            Command(
                "pipeline check", "Check a deployment file without loading it",
                details: """
                    Reports every mistake of the file at once: an unknown section, filter or factory, a cycle, an empty pipeline, an app that does not stand \
                    last, a bad option; and warns of filters in an unwise order. The list is empty when the file is right.
                    """,
                [.argument("file", .deploymentFile, value: "FILE[#SECTION]", "The deployment file")], outcome: .table,
                fields: [
                    .init("file", "the file"), .init("line", "the line"), .init("column", "the character in the line"),
                    .init("severity", "error or warning"), .init("section", "the section"), .init("message", "what is wrong"),
                ],
                examples: [
                    .init(
                        "Check a file before it is installed.", "pipeline check probe.ini",
                        fixtures: ["probe.ini": "[app:main]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"])
                ],
                exitStatuses: [.init(1, "the file has errors")], seeAlso: ["app load"]),
            Command(
                "pipeline diff", "Compare two revisions",
                details: "Prints the filters, options and routes that differ. An app's name stands for its active revision.",
                [.argument("left", .revision, value: "A", "A revision"), .argument("right", .revision, value: "B", "Another revision")],
                outcome: .text,
                examples: [
                    .init(
                        "Compare the two latest revisions of an app.",
                        """
                        auth use keystone --app neutron
                        auth use noauth --app neutron
                        capture revisions = pipeline list neutron
                        -pipeline diff ${revisions[0].revision} ${revisions[1].revision}
                        """)
                ],
                exitStatuses: [.init(0, "they are the same"), .init(1, "they differ"), .init(2, "one of them is not known")],
                seeAlso: ["pipeline show"]),
            Command(
                "pipeline use", "Make a revision the active one",
                details: """
                    The switch is final when the command returns. With --if-active it is refused when another revision than the given one is active: \
                    someone else was faster. Without APP the revision's own app is meant.
                    """,
                [
                    .argument("app", .app, optional: true, default: "the revision's app", "The app"),
                    .argument("revision", .revision, "The revision"),
                    .option("--if-active", value: "REV", .revision, "Switch only while this revision is active"),
                    .probe,
                ], outcome: .text,
                examples: [
                    .init(
                        "Switch to keystone and return to the revision that was active before.",
                        """
                        capture before = app show neutron
                        auth use keystone --app neutron
                        pipeline use neutron ${before.revision}
                        """)
                ],
                exitStatuses: [.init(6, "the switch was rolled back")], seeAlso: ["pipeline list", "auth use"]),
        ])
}

extension Command {
    static let revisionFields: [Field] = [
        .init("revision", "its name"),
        .init("app", "the app"),
        .init("state", "loaded, active, draining or failed"),
        .init("strategy", "the auth strategy"),
        .init("filters", "its filters, outermost first"),
        .init("in_flight", "requests being answered on it"),
        .init("source", "the file and section it was built from", wide: true),
        .init("digest", "a checksum of what it was built from", wide: true),
        .init("created_at", "when it was loaded", wide: true),
        .init("created_by", "who loaded it", wide: true),
    ]
}
