extension CommandGroup {
    static let config = CommandGroup(
        "config", "read, set and check configuration options",
        details: """
            Options have the names and defaults of oslo.config: each belongs to a group, and each service is a project with groups of its own. NAME may \
            carry its group: DEFAULT.debug, or [GROUP] as a word before it. Where an option exists in more than one project, --project says which is \
            meant.

            Values that were declared secret are shown as asterisks.
            """,
        commands: [
            Command(
                "config show", "List options with their values and where each came from",
                [
                    .argument("group", .optionGroup, optional: true, default: "all", "The group, or GROUP.NAME"), .project,
                    .flag("--changed", "Only options that differ from their default"),
                ], outcome: .table, fields: Command.configFields,
                examples: [
                    .init("See what was set and where.", "config show --changed"),
                    .init("Show one group of one service.", "config show DEFAULT --project neutron -c name -c value"),
                ], seeAlso: ["config get"]),
            Command(
                "config get", "Print the value of one option",
                [.argument("group", .optionGroup, optional: true, "The group"), .argument("name", .optionName, "The option"), .project],
                outcome: .document, examples: [.init("Print a port.", "config get DEFAULT.bind_port --project neutron")],
                seeAlso: ["config show", "config set"]),
            Command(
                "config set", "Set a mutable option in the running instance",
                details: "Takes effect at once and lasts until the instance ends. Options that are not mutable are refused.",
                [
                    .argument("group", .optionGroup, optional: true, "The group"), .argument("name", .optionName, "The option"),
                    .argument("value", .string, "The value"), .project,
                ], outcome: .text,
                examples: [
                    .init(
                        "Log at debug level for a while.",
                        """
                        config set DEFAULT.debug true --project neutron
                        config set DEFAULT.debug false --project neutron
                        """)
                ], seeAlso: ["config get", "config reload"]),
            Command(
                "config check", "Check configuration files without loading them",
                details: "Reports every mistake at once with its position. Without FILE, the files of the running instance are checked.",
                [.argument("files", .file, value: "FILE", optional: true, variadic: true, "A configuration file"), .project],
                outcome: .table,
                fields: [
                    .init("file", "the file"), .init("line", "the line"), .init("column", "the character in the line"),
                    .init("severity", "error or warning"), .init("message", "what is wrong"),
                ],
                examples: [.init("Check what the instance was started with.", "config check")],
                exitStatuses: [.init(1, "a file has errors")], seeAlso: ["config show", "config reload"]),
            Command(
                "config reload", "Read the configuration files again",
                details: "Mutable options take their new values; changes of others are named and wait for the next start. As SIGHUP does.",
                outcome: .text, examples: [.init("Take up a change of the files.", "config reload")], seeAlso: ["config check"]),
            Command(
                "save", "Write the deployment that runs to a file",
                details: """
                    Writes what an app runs, edits of its pipelines included, as a deployment file that loads to the same digest. Comments and order of \
                    the file that it was loaded from stay. In another directory, names of other files become absolute, and what the file says by \
                    %(here)s stays what it is. The file is replaced as a whole or not at all; its mode stays.

                    The auth strategy is no part of a deployment file: when the one that runs is not the configured one, that is said.

                    Without --app, the app that was loaded from FILE is meant, else the only one that runs something else than its file says, else the \
                    first. Options that config set has changed are not written: they last until the instance ends.
                    """,
                [.argument("file", .file, "The file to write"), .app, .flag("--force", "Replace a file that is there")], outcome: .text,
                examples: [
                    .init(
                        "Keep a change of the running pipeline.",
                        """
                        pipeline insert neutron sizelimit --use
                        save neutron-sizelimit.ini --app neutron
                        pipeline remove neutron sizelimit --use
                        """)
                ], seeAlso: ["pipeline insert", "pipeline diff", "app load"]),
        ])
}

extension Parameter {
    static let project: Parameter = .option(
        "--project", value: "PROJECT", .project, default: "all", "The service: neutron, cinder or keystone")
}

extension Command {
    static let configFields: [Field] = [
        .init("name", "the option"),
        .init("group", "its group"),
        .init("value", "its value"),
        .init("default", "its default", wide: true),
        .init("source", "file and line, command line, or default"),
        .init("mutable", "whether it may change while running", wide: true),
    ]
}
