extension CommandGroup {
    static let resources = CommandGroup(
        "resources", "describe the resources that the APIs serve",
        details: "A resource is declared once, as data; its routes, validation, storage and completion come from that declaration.",
        commands: [
            Command(
                "resource list", "List the resources", [.app], outcome: .table, fields: Command.resourceFields,
                examples: [.init("List the resources of the network API.", "resource list --app neutron")], seeAlso: ["resource show"]),
            Command(
                "resource show", "Show a resource and its attributes",
                details: "For each attribute: its type, its default, whether it may be set on create and on update, and who may write it.",
                [.argument("name", .resource, "The resource, or its collection"), .app], outcome: .record,
                fields: Command.resourceFields + [.init("attributes", "name, type, default, and who may write them")],
                examples: [.init("See what a network is made of.", "resource show network")], seeAlso: ["resource list", "route list"]),
        ])
}

extension Command {
    static let resourceFields: [Field] = [
        .init("name", "the resource"),
        .init("collection", "its plural, as in paths"),
        .init("app", "the app that serves it"),
        .init("extension", "the extension that brought it"),
        .init("path", "the collection's path"),
        .init("operations", "what can be done with it"),
    ]
}
