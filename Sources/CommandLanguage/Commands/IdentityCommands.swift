extension CommandGroup {
    static let identity = CommandGroup(
        "identity", "users, projects, roles and what else the identity service keeps",
        details: """
            These commands use the identity service of this instance directly, as its administrator; no token is needed. What they name may be given by \
            name or by id. Members are given as KEY=VALUE, or KEY:=JSON for what is no string.
            """,
        commands: IdentityNoun.all.flatMap(\.commands) + [
            Command(
                "bootstrap", "Make the first identities, or what of them is missing",
                details: """
                    What is there stays as it is, but for the password of the user when one is given: so whoever has lost the administrator's password gets in \
                    again. The first start on an empty state directory does the same by itself and writes how to log in to clouds.yaml there.
                    """, Parameter.bootstrap, outcome: .text,
                examples: [.init("Give the administrator another password.", "bootstrap --bootstrap-password another")],
                seeAlso: ["user set", "role assign"]),
            Command(
                "role assign", "Give a user a role",
                [.argument("role", .string, "The role"), .argument("user", .user, "The user")] + Parameter.roleScope, outcome: .text,
                examples: [
                    .init(
                        "Make a user who may change what is in a project.",
                        """
                        project create demo
                        user create alice password=secret
                        role assign member alice --project demo
                        """)
                ], seeAlso: ["role revoke", "role assignments"]),
            Command(
                "role revoke", "Take a role from a user",
                [.argument("role", .string, "The role"), .argument("user", .user, "The user")] + Parameter.roleScope, outcome: .text,
                seeAlso: ["role assign"]),
            Command(
                "role assignments", "List who has which role where",
                [.argument("user", .user, optional: true, "Only this user's")], outcome: .table,
                fields: [
                    .init("role", "the role"), .init("user", "who has it"), .init("group", "the group that has it"),
                    .init("project", "where: a project"), .init("domain", "where: a domain"), .init("system", "where: everywhere"),
                    .init("inherited", "held on the projects below, not there", wide: true),
                ], examples: [.init("See what the administrator may do.", "role assignments admin")], seeAlso: ["role assign"]),
        ])
}

/// One kind of thing that the identity service keeps, as commands know it.
package struct IdentityNoun: Sendable {
    /// `user`; the collection is that and an `s`.
    package var name: String
    /// What `create` needs besides KEY=VALUE.
    package var key: String
    var fields: [Command.Field]

    package var collection: String { name + "s" }

    package static let all: [IdentityNoun] = [
        IdentityNoun(
            name: "user", key: "name",
            fields: [
                .init("default_project_id", "the project of a login that names none", wide: true),
                .init("enabled", "whether logins succeed"),
            ]),
        IdentityNoun(
            name: "project", key: "name",
            fields: [.init("parent_id", "what is above it", wide: true), .init("enabled", "whether tokens are good for it")]),
        IdentityNoun(name: "domain", key: "name", fields: [.init("enabled", "whether its users can log in")]),
        IdentityNoun(name: "group", key: "name", fields: []),
        IdentityNoun(name: "role", key: "name", fields: []),
        IdentityNoun(name: "service", key: "type", fields: [.init("type", "what it is"), .init("enabled", "whether the catalog has it")]),
        IdentityNoun(
            name: "endpoint", key: "url",
            fields: [
                .init("service_id", "its service"), .init("interface", "for whom it is"), .init("region_id", "its region"),
                .init("url", "its address"), .init("enabled", "whether the catalog has it", wide: true),
            ]),
        IdentityNoun(name: "region", key: "id", fields: [.init("parent_region_id", "what is above it")]),
    ]

    private var columns: [Command.Field] {
        var columns: [Command.Field] = [.init("id", "its id")]
        if name != "endpoint", name != "region" { columns.append(.init("name", "its name")) }
        if ["user", "project", "group", "role"].contains(name) { columns.append(.init("domain_id", "its domain")) }
        return columns + fields + (name == "endpoint" || name == "user" ? [] : [.init("description", "what it is for", wide: true)])
    }

    fileprivate var commands: [Command] {
        let article = name == "endpoint" ? "an" : "a"
        let which = Parameter.argument(
            name, name == "user" ? .user : .string, "The \(name), by \(name == "endpoint" || name == "region" ? "id" : "name or id")")
        let members = Parameter.argument("member", .assignment, value: "KEY=VALUE", optional: true, variadic: true, "Its members")
        let seeAlso = ["list", "show", "create", "set", "delete"].map { "\(name) \($0)" }
        func others(_ verb: String) -> [String] { seeAlso.filter { !$0.hasSuffix(verb) } }
        return [
            Command(
                "\(name) list", "List the \(collection)",
                [.argument("filter", .assignment, value: "KEY=VALUE", optional: true, variadic: true, "Only those that have this value")],
                outcome: .table, fields: columns, examples: [.init("List all \(collection).", "\(name) list")], seeAlso: others("list")),
            Command("\(name) show", "Show \(article) \(name)", [which], outcome: .record, fields: columns, seeAlso: others("show")),
            Command(
                "\(name) create", "Make \(article) \(name)", [.argument(key, .string, "Its \(key)"), members], outcome: .record,
                fields: columns, seeAlso: others("create")),
            Command(
                "\(name) set", "Change \(article) \(name)",
                [which, .argument("member", .assignment, value: "KEY=VALUE", variadic: true, "What is to change")], outcome: .record,
                fields: columns, seeAlso: others("set")),
            Command("\(name) delete", "Delete \(article) \(name)", [which], outcome: .text, seeAlso: others("delete")),
        ]
    }
}

extension Parameter {
    /// As `keystone-manage bootstrap` has them.
    fileprivate static let bootstrap: [Parameter] = [
        .option("--bootstrap-password", value: "PASSWORD", .string, "The password of the user; a new user without it gets a generated one"),
        .option("--bootstrap-username", value: "NAME", .string, default: "admin", "The user"),
        .option("--bootstrap-project-name", value: "NAME", .string, default: "admin", "The project that the user is administrator of"),
        .option("--bootstrap-role-name", value: "NAME", .string, default: "admin", "The role of administrators"),
        .option("--bootstrap-service-name", value: "NAME", .string, default: "keystone", "What the catalog calls the identity service"),
        .option("--bootstrap-region-id", value: "REGION", .string, default: "RegionOne", "The region of its endpoints"),
        .option("--bootstrap-public-url", value: "URL", .string, "Its endpoint for everybody"),
        .option("--bootstrap-internal-url", value: "URL", .string, "Its endpoint for other services"),
        .option("--bootstrap-admin-url", value: "URL", .string, "Its endpoint for administrators"),
        .flag("--no-immutable-roles", "Leave the roles that are made open to changes"),
    ]

    fileprivate static let roleScope: [Parameter] = [
        .option("--project", value: "PROJECT", .string, "Where: a project"),
        .option("--domain", value: "DOMAIN", .string, "Where: a domain"),
        .flag("--system", "Where: everywhere"),
    ]
}
