extension CommandGroup {
    static let policies = CommandGroup(
        "policies", "see the rules of access, and ask them",
        details: """
            What a caller may do is decided by rules in oslo.policy's language: each action, and each attribute that not everybody may give or see, has one. \
            The defaults are those of the imitated services; a file policy.yaml beside the configuration files (policy_file and policy_dirs of [oslo_policy]) \
            changes them, and is read again when it changes. A broken file is logged, and the rules stay as they are.
            """,
        commands: [
            Command(
                "policy list", "List the rules of access",
                [
                    .option("--grep", short: "g", value: "REGEX", .regularExpression, "Only rules whose name matches"), .app,
                    .flag("--changed", "Only rules that a file has"),
                ], outcome: .table, fields: Command.policyFields,
                examples: [
                    .init("See the rules about attributes of networks.", "policy list --app neutron --grep '_network:'"),
                    .init("See what files change.", "policy list --changed"),
                ], seeAlso: ["policy check"]),
            Command(
                "policy check", "Ask whether a caller may do something, and why",
                details: """
                    Prints the rule with all the checks that it consists of, what each answered and what it saw; decides says which of them the outcome follows \
                    from. Without --target the caller's own things are meant; --target names properties of what is asked about, such as project_id, \
                    network:project_id or shared.
                    """,
                [
                    .argument("action", .policyRule, "The rule's name"),
                    .option("--as", value: "USER", .user, "The caller: USER:PROJECT:ROLE,ROLE, or a user whom the identity service knows"),
                    .option("--target", value: "JSON", .string, default: "the caller's own", "What is asked about, as a JSON object"), .app,
                ], outcome: .table, fields: Command.policyCheckFields,
                examples: [
                    .init("Ask whether a member may create a network.", "policy check create_network --as alice:demo:member"),
                    .init("See what lets an administrator share one.", "policy check create_network:shared --as root:demo:admin"),
                    .init(
                        "Ask whether a reader of one project sees a network of another.",
                        "policy check get_network --as bob:demo:reader --target '{\"project_id\": \"other\", \"shared\": true}'"),
                ], exitStatuses: [.init(1, "the rules do not allow it")], seeAlso: ["policy list", "route match"]),
        ])
}

extension Command {
    static let policyFields: [Field] = [
        .init("name", "the rule"),
        .init("app", "the app whose rule it is"),
        .init("default", "the rule as the service has it"),
        .init("override", "the rule as a file has it"),
        .init("source", "default, or the file and place"),
        .init("scopes", "the tokens that it is for", wide: true),
        .init("operations", "the requests that ask for it", wide: true),
    ]

    static let policyCheckFields: [Field] = [
        .init("allowed", "what the check answered"),
        .init("decides", "whether the outcome follows from it"),
        .init("check", "the check; the parts of one stand below it, indented"),
        .init("note", "what it saw"),
        .init("depth", "how deep it is inside the rule", wide: true),
    ]
}
