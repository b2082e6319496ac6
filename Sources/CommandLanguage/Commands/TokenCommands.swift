extension CommandGroup {
    static let tokens = CommandGroup(
        "tokens", "act as somebody, and make, look at and end tokens",
        details: """
            Whoever may use this shell may act as any user of the identity service: no password is asked for. After login, requests carry a token of that \
            user, as a client's would; it is made anew for each and kept nowhere. A request with --as or with its own X-Auth-Token is not touched.
            """,
        commands: [
            Command(
                "login", "Make the requests of this session as a user",
                [.argument("user", .string, "The user, by name or id"), .asProject], outcome: .text,
                examples: [
                    .init(
                        "Ask as a user, then as nobody again.",
                        """
                        login admin --project admin
                        get /v3/auth/projects
                        logout
                        """)
                ], seeAlso: ["logout", "request", "token issue"]),
            Command(
                "logout", "Make the requests of this session without a token again", [], outcome: .text,
                examples: [.init("End it.", "logout")], seeAlso: ["login"]),
            Command(
                "token issue", "Issue a token for a user",
                [
                    .argument("user", .string, optional: true, default: "who is logged in", "The user, by name or id"), .asProject,
                ], outcome: .record,
                fields: [.init("id", "the token itself")] + Command.tokenFields,
                examples: [.init("Print a token alone.", "token issue admin --project admin -o value -c id")],
                seeAlso: ["token show", "token revoke", "login"]),
            Command(
                "token show", "Show whose a token is and what it is good for", [.argument("token", .string, "The token")], outcome: .record,
                fields: Command.tokenFields, exitStatuses: [.init(1, "the token is not valid")], seeAlso: ["token issue"]),
            Command(
                "token revoke", "End a token and all that were made from the same login", [.argument("token", .string, "The token")],
                outcome: .text, exitStatuses: [.init(1, "the token is not valid")], seeAlso: ["token issue"]),
            Command(
                "token rotate-keys", "Sign tokens with the next key",
                details: """
                    The staged key becomes the one that signs, a new one is staged, and the oldest go that [fernet_tokens] max_active_keys does not \
                    keep: tokens that they signed are not valid any more.
                    """,
                [], outcome: .text, examples: [.init("Rotate.", "token rotate-keys")], seeAlso: ["token issue"]),
        ])
}

extension Command {
    static let tokenFields: [Field] = [
        .init("user", "the user's name"),
        .init("user_id", "the user's id"),
        .init("user_domain", "the user's domain"),
        .init("scope", "project, domain, system or none"),
        .init("project", "the project's name"),
        .init("project_id", "the project's id"),
        .init("domain", "the domain's name, for a token of a domain"),
        .init("roles", "the roles there"),
        .init("methods", "how the user logged in"),
        .init("issued_at", "when it was made"),
        .init("expires_at", "when it ends"),
        .init("audit_ids", "its names in logs"),
    ]
}

extension Parameter {
    /// `--project`: what a user's token is for.
    static let asProject: Parameter = .option(
        "--project", value: "PROJECT", .string, default: "the user's own", "The project, by name or id")
}
