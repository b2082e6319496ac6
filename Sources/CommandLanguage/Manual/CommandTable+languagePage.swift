extension CommandTable {
    /// cloudsh-commands(7): the language.
    package var languagePage: ManualPage {
        var page = Mdoc(name: "cloudsh-commands", section: 7, summary: "the language of cloudsh")
        page.section("SYNOPSIS")
        for (index, name) in ["set", "capture", "if", "for", "assert", "expect", "wait-until", "watch"].enumerated() {
            guard let command = command(named: name) else { continue }
            if index > 0 { page.raw(".Pp") }
            page.raw(command.synopsisMdoc)
        }
        page.section("DESCRIPTION")
        for (title, text) in CommandTable.languageChapters {
            if let title { page.subsection(title) }
            page.paragraphs(text)
        }
        page.subsection("Statements")
        page.list(
            commands.filter { $0.isStatement || $0.group == "shell" }.map { command in
                ("Ic " + command.path.map(Mdoc.argument).joined(separator: " "), "\(command.summary). \(command.details)")
            })
        page.section("OPTIONS")
        page.sentences("Options may stand anywhere behind a command's name, unless cloudsh-shell(1) says otherwise of it; -- ends them.")
        page.environment()
        page.files()
        page.exitStatuses(Command.tool.exitStatuses.filter { $0.code > 2 })
        page.section("EXAMPLES")
        page.sentences("A script that makes a volume, waits for it and removes it.")
        page.literal(CommandTable.languageExample)
        page.diagnostics()
        page.seeAlso([("cloudsh", 1), ("cloudsh-requests", 1), ("cloudsh-shell", 1)])
        return ManualPage(name: "cloudsh-commands", section: 7, text: page.text)
    }

    /// A script that works in a fresh instance with the embedded configuration.
    package static let languageExample = """
        # The project is a part of the volume API's paths.
        set project demo
        post /v3/$project/volumes -d {"volume": {"size": 1, "name": "scratch"}}
        expect 202 $.volume.size == 1
        capture id = $.volume.id
        wait-until --timeout 30 get /v3/$project/volumes/$id
        expect 200 $.volume.status == available
        delete /v3/$project/volumes/$id
        expect 202
        """

    private static let languageChapters: [(String?, String)] = [
        (
            nil,
            """
            A script is a list of statements, one a line; ; separates statements on one line. A script is parsed whole before its first statement runs: \
            with a mistake anywhere in it, nothing runs. A batch stops at the first failure with that failure's exit status.

            A leading - on a line ignores that line's failure.
            """
        ),
        (
            "Sessions",
            """
            Each shell, each batch and each line that is sent to the control socket alone is a session. A switch that waits for its confirmation and an \
            open transaction belong to the session that began them. When a batch ends, in whatever way, its unconfirmed switch is undone, its transaction \
            is aborted, and its exit status says so. A shell that is left, or loses its connection, leaves the time to confirm running.
            """
        ),
        (
            "Words",
            """
            Words are separated by blanks. '...' keeps everything in it as it is; "..." keeps everything but variables and the escapes \\", \\\\ and \\$; a \
            backslash keeps the next character. # at the start of a word begins a comment. A line goes on in the next one after a trailing backslash, in \
            an open quote, and in an open { or [ of an inline JSON body.

            An inline JSON body is a word that begins with { or [, or has one behind =. It keeps its blanks and quotes. Variables in it are put in so that \
            it stays JSON; \\$ is a dollar sign.

            Commands are a noun and a verb, or one word. At a prompt an unambiguous beginning of a word stands for it; in a script it does not.
            """
        ),
        (
            "Variables",
            """
            $NAME and ${NAME} stand for a variable's value, which stays one word and is never taken for an option. ${NAME:-default} gives a default for one \
            that is undefined or empty; without it an undefined variable is an error. ${NAME.member[0]} goes into a captured JSON value. $? is the last \
            exit status, $error the last error's text.
            """
        ),
        (
            "Expressions",
            """
            if, assert and expect compare with == != < <= > >= ~ (matches a regular expression) !~ contains and in; && || ! and parentheses join \
            comparisons. Operands are numbers, quoted strings, JSON, variables, status (of the last answer) and paths into its body. On the right of an \
            operator a bare word is a string. Text that looks like a number is compared as one.
            """
        ),
        (
            "Paths",
            """
            $.networks[0].name goes into the last answer's body. [-1] counts from the end, [1:3] is a slice, [*] all elements, ['a b'] a member with any \
            name, ..name a member at any depth, .length a count, and [?(@.name == 'x')] the elements for which the expression holds.
            """
        ),
        (
            "Redirection",
            """
            COMMAND > FILE writes the output to a file, >> appends to it. COMMAND | PROGRAM gives it to a program of the operating system, ! PROGRAM runs \
            one; the rest of the line is the shell's, sh -c.
            """
        ),
    ]
}
