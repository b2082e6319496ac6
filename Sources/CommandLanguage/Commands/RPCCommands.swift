extension CommandGroup {
    static let rpc = CommandGroup(
        "rpc", "inspect and call RPC endpoints",
        commands: [
            Command(
                "rpc list", "List the endpoints and their methods",
                [.argument("topic", .topic, optional: true, default: "all", "The topic")],
                outcome: .table, fields: Command.rpcFields, examples: [.init("See what may be called.", "rpc list")], seeAlso: ["rpc call"]),
            Command(
                "rpc call", "Call a method and wait for its answer",
                details: "KEY=VALUE gives a string, KEY:=JSON any JSON value. The answer is printed as JSON.",
                Parameter.rpc + [.option("--timeout", value: "S", .seconds, default: "60", "Seconds to wait for the answer")],
                outcome: .document,
                examples: [.init("Ask the scheduler for its pools.", "rpc call cinder-scheduler get_pools")],
                exitStatuses: [.init(1, "the method failed"), .init(7, "no answer came in time")], seeAlso: ["rpc cast", "rpc list"]),
            Command(
                "rpc cast", "Send a message that nobody answers", Parameter.rpc, outcome: .text,
                examples: [
                    .init(
                        "Send a ping that nobody answers.", "rpc cast cinder-scheduler oslo_rpc_server_ping")
                ], seeAlso: ["rpc call"]),
        ])
}

extension Parameter {
    static let rpc: [Parameter] = [
        .argument("topic", .topic, "The topic"), .argument("method", .rpcMethod, "The method"),
        .argument("arguments", .assignment, value: "KEY=VALUE", optional: true, variadic: true, "The method's arguments"),
        .option("--namespace", value: "NAMESPACE", .string, default: "none", "The endpoint's namespace"),
        .option("--target-version", value: "VERSION", .string, default: "the endpoint's", "The version to ask for"),
        .option("--server", value: "HOST", .string, default: "any", "The server that shall take it"),
    ]
}

extension Command {
    static let rpcFields: [Field] = [
        .init("topic", "the topic"),
        .init("namespace", "the endpoint's namespace"),
        .init("version", "its version"),
        .init("methods", "its methods"),
    ]
}
