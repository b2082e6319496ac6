extension CommandGroup {
    static let workers = CommandGroup(
        "workers", "control the RPC workers",
        details: "The RPC service lives and dies with the API. A message whose handler fails is counted, and its worker goes on.",
        commands: [
            Command(
                "worker list", "List the workers", [.argument("service", .service, optional: true, default: "all", "The service")],
                outcome: .table, fields: Command.workerFields, examples: [.init("See the workers and their queues.", "worker list")],
                seeAlso: ["rpc list", "worker scale"]),
            Command(
                "worker start", "Start the stopped workers of a service",
                [.argument("worker", .worker, variadic: true, "A service, or the id of a worker")], outcome: .text,
                examples: [
                    .init(
                        "Stop the volume manager and start it again.",
                        """
                        worker stop cinder-volume
                        worker start cinder-volume
                        """)
                ], seeAlso: ["worker stop"]),
            Command(
                "worker stop", "Let workers finish what they do, then stop them",
                [.argument("worker", .worker, variadic: true, "A service, or the id of a worker")], outcome: .text,
                seeAlso: ["worker start", "worker restart"]),
            Command(
                "worker restart", "Stop workers and start them anew",
                [.argument("worker", .worker, variadic: true, "A service, or the id of a worker")], outcome: .text,
                examples: [.init("Restart the scheduler.", "worker restart cinder-scheduler")], seeAlso: ["worker stop"]),
            Command(
                "worker scale", "Set how many workers a service has",
                [
                    .argument("service", .service, "The service"), .argument("count", .integer(0...1024), "How many workers"),
                ], outcome: .text,
                examples: [
                    .init(
                        "Give the volume manager two workers, then one.",
                        """
                        worker scale cinder-volume 2
                        worker scale cinder-volume 1
                        """)
                ], seeAlso: ["worker list"]),
        ])
}

extension Command {
    static let workerFields: [Field] = [
        .init("id", "the worker"),
        .init("service", "the service it runs"),
        .init("topic", "the topic it takes messages from"),
        .init("pid", "its process"),
        .init("state", "running, stopping, stopped or failed"),
        .init("calls", "messages it has handled"),
        .init("failures", "messages that ended in an error"),
        .init("queue_depth", "messages that wait"),
        .init("last_heartbeat", "when it was last heard of"),
    ]
}
