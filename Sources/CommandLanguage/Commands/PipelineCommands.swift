extension CommandGroup {
    static let pipelines = CommandGroup(
        "pipelines", "list, check, compare and switch pipelines",
        details: """
            A revision is one immutable build of an app: its filters, its routes and its resolved extensions. It is never changed, only replaced. A \
            switch builds and probes the candidate first, publishes it in one step, and probes again; a failure before publishing leaves the active \
            revision untouched, a failure after it undoes the switch at once. Requests in flight finish on the revision they began on.

            A switch with --confirm undoes itself unless it is confirmed in time, even when the shell is gone; after a crash the last confirmed \
            revision is started. While a switch waits, only the session that made it can switch again. Revisions, the last ten of an app that were \
            in use among them, outlive a restart.
            """,
        commands: [
            Command(
                "pipeline list", "List the revisions of the apps", [.argument("app", .app, optional: true, default: "all", "The app")],
                outcome: .table, fields: Command.revisionFields,
                examples: [.init("See the revisions of the network API.", "pipeline list neutron")],
                seeAlso: ["pipeline show", "pipeline use"]),
            Command(
                "pipeline show", "Show one revision",
                details: "A label stands for its revision, an app's name for its active one.",
                [.argument("revision", .revision, "The revision, a label or an app")], outcome: .record, fields: Command.revisionFields,
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
                "pipeline diff", "Compare two revisions or deployment files",
                details: """
                    Prints what changes when B takes the place of A: filters that are added, removed or moved, options, and how many routes are added, \
                    removed, or reached through a pipeline that has changed. With -o each of these routes is a row. An app's name stands for its active \
                    revision, a label for its own; FILE may be followed by #SECTION.
                    """,
                [
                    .argument("left", .revision, value: "A", "A revision, or a deployment file"),
                    .argument("right", .revision, value: "B", "Another one"),
                ], outcome: .table,
                fields: [
                    .init("change", "what has changed"), .init("mount", "the mount of the pipeline"),
                    .init("subject", "the filter, or the app at its end"), .init("option", "the option that changed"),
                    .init("old", "what was there before"), .init("new", "what is there now"), .init("method", "the method of a route"),
                    .init("path", "the path of a route"),
                ],
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
                "pipeline load", "Build a revision from a deployment file, to be used later",
                details: """
                    Everything is built, and nothing that runs is touched. Without a section the app's own is looked for in the file. A mistake in the \
                    file is told with its place, and nothing is loaded.
                    """,
                [
                    .argument("app", .app, "The app"), .argument("name", .string, "How to call the revision"),
                    .argument("file", .deploymentFile, value: "FILE[#SECTION]", "The deployment file"),
                    .option("--comment", value: "TEXT", .string, "Why, for the history"),
                ], outcome: .text,
                examples: [
                    .init(
                        "Try another deployment for a moment.",
                        """
                        pipeline load neutron bare bare.ini#main
                        pipeline use bare --confirm 60 --probe 'GET / 200'
                        pipeline undo
                        """, fixtures: ["bare.ini": "[app:main]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"])
                ],
                exitStatuses: [.init(3, "the file has errors")], seeAlso: ["pipeline check", "pipeline use", "pipeline discard"]),
            Command(
                "pipeline use", "Make a revision the active one",
                details: """
                    The switch is final when the command returns, unless --confirm is given: then it has to be confirmed in that time, else the last \
                    confirmed revision comes back. A further switch of the same session joins one that waits, and the time begins anew. With --if-active \
                    it is refused when another revision than the given one is active: someone else was faster. With --probe the new revision must \
                    answer as given, before it is published and after. Without APP the revision's own app is meant.
                    """,
                [
                    .argument("app", .app, optional: true, default: "the revision's app", "The app"),
                    .argument("revision", .revision, "The revision or a label"),
                ] + Parameter.switching, outcome: .text,
                examples: [
                    .init(
                        "Switch to keystone and return to the revision that was active before.",
                        """
                        capture before = app show neutron
                        auth use keystone --app neutron
                        pipeline use neutron ${before.revision}
                        """)
                ],
                exitStatuses: [.init(6, "the switch was rolled back, or not confirmed by the end of the batch")],
                seeAlso: ["pipeline confirm", "pipeline undo", "pipeline list", "auth use"]),
            Command(
                "pipeline confirm", "Make the switch final that waits for confirmation",
                [.flag("--force", "Also when another session has made it")], outcome: .text,
                examples: [
                    .init(
                        "Confirm a switch after a look at it.",
                        """
                        auth use keystone --app neutron --confirm 60
                        get /v2.0/networks
                        expect 401
                        pipeline confirm
                        auth use noauth --app neutron
                        """)
                ],
                seeAlso: ["pipeline use", "pipeline undo"]),
            Command(
                "pipeline undo", "Leave the unconfirmed switch, else undo the last one",
                details: "When no switch waits, what was active before the last one becomes active again; once more undoes the undoing.",
                [.app, .flag("--force", "Also when another session has made it")] + Parameter.switching, outcome: .text,
                examples: [
                    .init(
                        "Go back at once.",
                        """
                        auth use keystone --app neutron --confirm 60
                        pipeline undo
                        """)
                ],
                exitStatuses: [.init(6, "the switch was rolled back")], seeAlso: ["pipeline rollback", "pipeline confirm"]),
            Command(
                "pipeline history", "List what became active and when, the last first",
                details: "It is kept in the state database: the last thousand switches, those of earlier runs too.",
                [.argument("app", .app, optional: true, default: "all", "The app")], outcome: .table, fields: Command.historyFields,
                examples: [.init("See who switched what and why.", "pipeline history neutron -o wide")],
                seeAlso: ["pipeline rollback"]),
            Command(
                "pipeline rollback", "Go back in the history of confirmed switches",
                details: """
                    Apps that were switched together go back together. What becomes active so is a switch as any other: it can be probed, has to be \
                    confirmed when asked for, and stands in the history.
                    """,
                [
                    .argument("steps", .integer(1...1000), value: "N", optional: true, default: "1", "How many switches back"), .app,
                ] + Parameter.switching, outcome: .text,
                examples: [
                    .init(
                        "Take back the last two switches.",
                        """
                        auth use keystone --app neutron
                        auth use noauth --app neutron
                        pipeline rollback 2 --comment 'as it was at noon'
                        """)
                ],
                exitStatuses: [.init(6, "the switch was rolled back")], seeAlso: ["pipeline history", "pipeline undo"]),
            Command(
                "pipeline label", "Give a revision a name that stands for it",
                details: "A label can be moved to another revision. The revision that it stands for is kept.",
                [
                    .argument("label", .label, value: "NAME", "The label"),
                    .argument("revision", .revision, optional: true, "The revision, or an app"),
                    .flag("--delete", "Take the label away"),
                ], outcome: .text,
                examples: [
                    .init(
                        "Remember what runs now, and come back to it.",
                        """
                        pipeline label known-good neutron
                        auth use keystone --app neutron
                        pipeline use known-good
                        """)
                ],
                seeAlso: ["pipeline use", "pipeline discard"]),
            Command(
                "pipeline discard", "Let go of revisions",
                details: """
                    All that match are discarded, or none: not the active one, not one with a label, not the one that an unconfirmed switch would go back \
                    to.
                    """,
                [.argument("globs", .revision, value: "GLOB", variadic: true, "Revisions, as a shell names files: r1, 'r?', 'try-*'")],
                outcome: .text,
                examples: [
                    .init(
                        "Let go of candidates.",
                        """
                        pipeline load neutron try-1 bare.ini#main
                        pipeline load neutron try-2 bare.ini#main
                        pipeline discard 'try-*'
                        """, fixtures: ["bare.ini": "[app:main]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n"])
                ],
                exitStatuses: [.init(1, "one of them is needed; nothing is discarded")], seeAlso: ["pipeline list", "pipeline label"]),
            Command(
                "pipeline drain", "Wait until no request runs under a revision",
                [
                    .argument("revision", .revision, "The revision"),
                    .option("--wait", value: "S", .seconds, default: "graceful_shutdown_timeout", "For how long to wait"),
                ], outcome: .text,
                examples: [
                    .init(
                        "Wait for the last requests of what was active before.",
                        """
                        capture before = app show neutron
                        auth use keystone --app neutron
                        pipeline drain ${before.revision} --wait 10
                        pipeline undo
                        """)
                ],
                exitStatuses: [.init(7, "requests were still in flight at the end of the time")], seeAlso: ["pipeline list"]),
        ] + pipelineEditing)
}

extension Command {
    static let revisionFields: [Field] = [
        .init("revision", "its name"),
        .init("app", "the app"),
        .init("state", "loaded, active, unconfirmed, draining or failed"),
        .init("strategy", "the auth strategy"),
        .init("filters", "its filters, outermost first"),
        .init("in_flight", "requests being answered on it"),
        .init("source", "the file and section it was built from", wide: true),
        .init("digest", "a checksum of what it was built from", wide: true),
        .init("created_at", "when it was loaded", wide: true),
        .init("created_by", "who loaded it", wide: true),
    ]

    static let historyFields: [Field] = [
        .init("revision", "its name"),
        .init("app", "the app"),
        .init("strategy", "the auth strategy"),
        .init("used_at", "when it became active"),
        .init("used_by", "who made it active"),
        .init("confirmed", "whether it stayed: a switch that was undone, or waits, is not confirmed"),
        .init("comment", "why"),
        .init("state", "its state now; gone when it cannot be used any more"),
        .init("digest", "a checksum of what it was built from", wide: true),
        .init("generation", "the number in the access log of the requests that ran on it", wide: true),
        .init("source", "the file and section it was built from", wide: true),
        .init("created_at", "when it was loaded", wide: true),
        .init("created_by", "who loaded it", wide: true),
    ]
}
