extension CommandGroup {
    static let observe = CommandGroup(
        "observe", "read and tune the log, look into live requests",
        commands: [
            Command(
                "log level", "Show or set the level of the log",
                [
                    .argument(
                        "level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), optional: true,
                        "The least severe level that is logged")
                ], outcome: .text,
                examples: [
                    .init("Log more for a while.", "log level debug\nlog level info"),
                    .init("See the level.", "log level"),
                ], seeAlso: ["log tail", "config set"]),
            Command(
                "log tail", "Print the last lines of the log",
                details:
                    "With --follow, new lines appear above the line being typed until log tail --stop; in a script, until it is interrupted.",
                [
                    .option("--lines", short: "n", value: "COUNT", .integer(0...10_000), default: "20", "How many lines"),
                    .flag("--follow", "Go on with new lines"),
                    .flag("--stop", "Stop following"),
                ], outcome: .text, examples: [.init("Print the last five lines.", "log tail -n 5")], seeAlso: ["log level"]),
        ] + debugCommands)
}
