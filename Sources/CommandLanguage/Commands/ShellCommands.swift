extension CommandGroup {
    static let shell = CommandGroup(
        "shell", "the language's statements and the shell's own commands",
        details: "cloudsh-commands(7) describes the language as a whole.",
        commands: ShellCommands.variables + ShellCommands.flow + ShellCommands.session)
}

/// The shell's own commands, by concern.
enum ShellCommands {
    static let variables: [Command] = [
        Command(
            "set", "Set a variable, or list the variables",
            details:
                "Without a value the variable is shown; without a name all are listed. $? is the last exit status, $error the last error.",
            [.argument("name", .variable, optional: true, "The variable"), .argument("value", .string, optional: true, "Its value")],
            outcome: .table, fields: [.init("name", "the variable"), .init("value", "its value")],
            examples: [
                .init(
                    "Use a variable, and a default for one that may be missing.",
                    """
                    set name demo
                    echo $name ${other:-none}
                    """)
            ], seeAlso: ["unset", "capture"], optionsComeFirst: true),
        Command(
            "unset", "Forget variables", [.argument("names", .variable, value: "NAME", variadic: true, "A variable")],
            examples: [.init("Forget a variable.", "set name demo\nunset name")], seeAlso: ["set"]),
        Command(
            "capture", "Keep a command's output, or a part of the last answer, in a variable",
            details: """
                Of a command that lists or shows, the data is kept: ${NAME[0].field} and $NAME.field in expressions reach into it, and for goes through \
                its elements. Of a request the body is kept, of any other command the text. A path takes a part of the last answer's body.
                """,
            examples: [
                .init(
                    "Keep a part of an answer, and a list.",
                    """
                    get /v2.0/networks
                    capture ids = $.networks[*].id
                    capture apps = app list
                    echo ${apps[0].name}
                    """)
            ], seeAlso: ["set", "for"], isStatement: true, synopsis: "capture NAME = COMMAND | JSONPATH [of last] | ! PROGRAM"),
        Command(
            "echo", "Print words", [.argument("words", .string, value: "WORD", optional: true, variadic: true, "What to print")],
            outcome: .text,
            examples: [.init("Print a variable.", "set name demo\necho the name is $name")], seeAlso: ["set"], optionsComeFirst: true),
    ]

    static let flow: [Command] = [
        Command(
            "if", "Run statements when a condition holds",
            details: "The condition is an expression, or a command that succeeds; '!' before either turns it round. A block ends with end.",
            examples: [
                .init(
                    "Decide by the last answer.",
                    """
                    get /v2.0/networks
                    if $.networks.length == 0
                      echo no networks
                    elif $.networks.length > 100
                      echo many
                    else
                      echo some
                    end
                    """)
            ], seeAlso: ["for", "assert"], isStatement: true,
            synopsis: "if EXPR|COMMAND; STATEMENT...; [elif EXPR|COMMAND; STATEMENT...;]... [else; STATEMENT...;] end"),
        Command("elif", "Another condition of an if", seeAlso: ["if"], isStatement: true, synopsis: "elif EXPR|COMMAND"),
        Command("else", "What an if does when no condition held", seeAlso: ["if"], isStatement: true, synopsis: "else"),
        Command("end", "End an if or a for", seeAlso: ["if", "for"], isStatement: true, synopsis: "end"),
        Command(
            "for", "Run statements for each word",
            details: "A variable that holds a JSON array stands for its elements.",
            examples: [
                .init(
                    "Create two networks and delete them.",
                    """
                    for name in red blue
                      post /v2.0/networks -d network.name=$name
                      expect 201
                      capture id = $.network.id
                      delete /v2.0/networks/$id
                    end
                    """)
            ], seeAlso: ["if", "capture"], isStatement: true, synopsis: "for NAME in WORD...; STATEMENT...; end"),
        Command(
            "assert", "Fail unless an expression holds", details: "When it does not hold, both sides are printed.",
            examples: [.init("Check a part of the last answer.", "get /v2.0/networks\nassert $.networks.length >= 0 && status == 200")],
            exitStatuses: [.init(1, "it does not hold")], seeAlso: ["expect", "if"], isStatement: true, synopsis: "assert EXPR"),
        Command(
            "expect", "Judge the answer to the request before it",
            details: """
                STATUS is a status such as 200, a class such as 2xx, or a list such as 200,204. Each JSONPATH OP VALUE must hold, too. Where an expect \
                follows a request, it alone decides whether the request failed.
                """,
            examples: [
                .init(
                    "Expect a refusal, and the reason.",
                    """
                    get /v2.0/networks/00000000-0000-0000-0000-000000000000
                    expect 404 $.NeutronError.type == NetworkNotFound
                    """)
            ], exitStatuses: [.init(1, "the answer is another")], seeAlso: ["assert", "request"], isStatement: true,
            synopsis: "expect STATUS [JSONPATH OP VALUE]..."),
        Command(
            "wait-until", "Repeat a command until it succeeds",
            details: "A request that expect statements follow has succeeded when they hold.",
            [
                .option(
                    "--timeout", short: "t", value: "S", .seconds, default: "the session's --timeout, else 60", "Give up after this time"),
                .option("--interval", value: "S", .seconds, default: "0.25", "Time between two attempts"),
            ],
            examples: [
                .init(
                    "Wait for the API.",
                    """
                    wait-until --timeout 10 get /v2.0/networks
                    expect 200
                    """)
            ], exitStatuses: [.init(7, "the time is over")], seeAlso: ["expect", "watch"], isStatement: true,
            synopsis: "wait-until [--timeout S] [--interval S] COMMAND"),
        Command(
            "watch", "Repeat a command until it is interrupted",
            details: "At a terminal the screen is drawn anew each time. A failure is shown, and does not end it; Ctrl-C does.",
            [.option("--interval", short: "n", value: "S", .seconds, default: "2", "Time between two runs")], seeAlso: ["wait-until"],
            isStatement: true, synopsis: "watch [-n S] COMMAND"),
    ]

    static let session: [Command] = [
        Command(
            "help", "Explain a command, a group, or list them all",
            [
                .argument(
                    "words", .command, value: "COMMAND", optional: true, variadic: true, "A command, the first word of some, or a group")
            ],
            outcome: .text, examples: [.init("Explain one command.", "help pipeline use")], seeAlso: ["man"]),
        Command(
            "man", "Show a page of the manual",
            [.argument("words", .command, value: "COMMAND", optional: true, variadic: true, "A command or a group")], outcome: .text,
            seeAlso: ["help"]),
        Command(
            "history", "List the commands typed before",
            [
                .argument("pattern", .regularExpression, optional: true, "Only lines that match"),
                .option("--lines", short: "n", value: "COUNT", .integer(1...100_000), default: "all", "How many of the latest"),
            ], outcome: .text, seeAlso: ["help"]),
        Command(
            "source", "Run a script in this session",
            details: "The script is parsed whole first; with a mistake in it nothing of it runs.",
            [.argument("file", .file, "The script")],
            examples: [
                .init("Run a script that sets variables.", "source names.csh\necho $name", fixtures: ["names.csh": "set name demo\n"])
            ],
            exitStatuses: [.init(2, "the script has a syntax error")], seeAlso: ["set"]),
        Command(
            "timing", "Print how long each command took",
            [.argument("switch", .choice(["on", "off"]), optional: true, "Whether to print it")],
            outcome: .text, examples: [.init("Time one command.", "timing on\nget /v2.0/networks\ntiming off")], seeAlso: ["request"]),
        Command(
            "quit", "Leave the shell",
            details: """
                A person who would leave an unconfirmed switch or an open transaction behind is told so first; giving the command again leaves all the same.
                """,
            [.argument("status", .integer(0...255), optional: true, default: "0", "The exit status")],
            seeAlso: ["exit"]),
        Command(
            "exit", "Leave the shell; the same as quit",
            [.argument("status", .integer(0...255), optional: true, default: "0", "The exit status")], seeAlso: ["quit"]),
    ]
}
