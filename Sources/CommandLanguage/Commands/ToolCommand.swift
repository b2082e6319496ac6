extension Command {
    /// The tool itself: its options and arguments, as `--help`, cloudsh(1) and the completions state them. `serve` is its first argument.
    package static let tool = Command(
        "cloudsh", "An admin shell with an OpenStack-compatible control plane inside",
        details: """
            cloudsh starts the network and volume APIs as their own programs start, from oslo.config files and Paste Deploy files, and lets an \
            operator see and change all of it while it runs. Without configuration it serves on 127.0.0.1, ports 9696 and 8776, from an \
            embedded configuration and an embedded database.

            With a terminal as standard input it is an interactive shell; else it reads commands from standard input. With -c, -f or FILE it runs those, \
            in the order given, and exits. serve runs the services in the foreground, without a shell, until SIGTERM or SIGINT. --attach gives the same \
            shell for an instance that runs elsewhere on this machine.
            """,
        [
            .argument(
                "files", .file, value: "FILE", optional: true, variadic: true, "A script to run; serve to run the services without a shell"),
            .option("--command", short: "c", value: "CMD", .commandLine, repeatable: true, "Run this command, then exit; repeatable"),
            .option("--file", short: "f", value: "FILE", .file, repeatable: true, "Run this script, then exit; repeatable"),
            .flag("--check", short: "n", "Only parse the scripts; 2 on any error"),
            Parameter(
                name: "attach", form: .optionalValue, long: "attach", synonyms: [], valueName: "SOCKET", kind: .file,
                defaultText: "STATE_DIR/cloudsh.sock", help: "Control a running instance over its control socket"),
            .option(
                "--config-file", value: "FILE", .file, repeatable: true,
                "Read this configuration file; PROJECT:FILE says which service it is for; repeatable"),
            .option(
                "--config-dir", value: "DIR", .directory, repeatable: true,
                "Read the configuration files in this directory, in order of their names"),
            .option(
                "--state-dir", value: "DIR", .directory, default: "$XDG_STATE_HOME/cloudsh",
                "Where database, history, sockets and volume files live"),
            .flag("--ephemeral", "Use a throw-away state directory"),
            .flag("--no-start", "Do not start the configured services"),
            .flag("--allow-open-noauth", "Serve without authentication even on an address that other machines reach"),
            .flag("--keep-going", short: "k", "Go on after a failure; the exit status is 1 all the same"),
            .flag("--quiet", short: "q", "Print nothing but what was asked for"),
            .flag("--verbose", short: "v", "Print more about what is done"),
            .option(
                "--output", short: "o", value: "FORMAT", .choice(OutputFormat.allCases.map(\.rawValue)),
                "How commands print: table, json, yaml, csv, value, wide"),
            .option(
                "--color", value: "WHEN", .choice(["auto", "always", "never"]), default: "auto",
                "Whether to use colour: auto, always, never"),
            .option("--timeout", value: "S", .seconds, "Give up a command after this many seconds, with exit status 7"),
            .flag("--version", "Print the version and exit"),
            .flag("--help", short: "h", "Print this help and exit"),
        ],
        examples: [
            Example("Run commands and exit.", "cloudsh -c 'app list' -c 'get /v2.0/networks'"),
            Example(
                "Serve the APIs with the files of an installation.", "cloudsh serve --config-file cinder.conf --config-file neutron.conf"),
            Example("Ask the instance that is running.", "cloudsh --attach -c 'pipeline list -o json'"),
            Example("Check a script.", "cloudsh -n check.csh"),
        ],
        exitStatuses: [
            .init(0, "all went well; of a diff: no difference"),
            .init(1, "a command failed; of a diff: a difference"),
            .init(2, "wrong usage, or a script with a syntax error, of which nothing ran"),
            .init(3, "the services cannot start, or there is nothing to attach to"),
            .init(4, "a request was answered with 4xx and nothing expected it"),
            .init(5, "a request was answered with 5xx and nothing expected it"),
            .init(6, "a switch of pipelines was rolled back, or not confirmed by the end of the batch that made it"),
            .init(7, "the time was over"),
            .init(130, "SIGINT"),
            .init(143, "SIGTERM"),
        ],
        synopsis: "cloudsh [OPTION...] [FILE...]\ncloudsh serve [OPTION...]\ncloudsh --attach [SOCKET] [OPTION...]")
}
