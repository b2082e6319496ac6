extension CommandGroup {
    static let extensions = CommandGroup(
        "extensions", "list the API extensions",
        commands: [
            Command(
                "extension list", "List the extensions", [.app], outcome: .table, fields: Command.extensionFields,
                examples: [.init("List the aliases alone.", "extension list -o value -c alias")], seeAlso: ["extension show"]),
            Command(
                "extension show", "Show one extension", [.argument("alias", .extension, "The extension's alias"), .app], outcome: .record,
                fields: Command.extensionFields + [.init("description", "what it does")],
                examples: [
                    .init(
                        "Show the first one.",
                        """
                        capture extensions = extension list
                        extension show ${extensions[0].alias}
                        """)
                ], seeAlso: ["extension list", "resource list"]),
        ])
}

extension Command {
    static let extensionFields: [Field] = [
        .init("alias", "its short name"),
        .init("name", "its name"),
        .init("app", "the app that serves it"),
        .init("state", "active, or why it is not"),
        .init("resources", "the resources it adds or extends"),
        .init("requires", "the extensions it needs"),
    ]
}
