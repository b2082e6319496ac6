extension CommandTable {
    /// Every page of the manual.
    ///
    /// - Parameters:
    ///   - options: the rows of cloudsh.conf(5).
    ///   - factories: the rows of cloudsh-paste(5).
    package func manual(options: [OptionRow], factories: [FactoryRow]) -> [ManualPage] {
        [toolPage, languagePage] + groups.map(page(for:))
            + [CommandTable.configurationPage(options), CommandTable.deploymentPage(factories)]
    }

    /// The name of the page that explains `words`: a group's, the page of a command's group, or the tool's; `nil` when they name nothing.
    package func manualPageName(for words: [String]) -> String? {
        guard let first = words.first else { return "cloudsh" }
        if words.count == 1, group(named: first) != nil { return "cloudsh-\(first)" }
        if words.count == 1, ["cloudsh", "commands", "conf", "paste"].contains(first) {
            return first == "cloudsh" ? first : first == "conf" ? "cloudsh.conf" : "cloudsh-\(first)"
        }
        let found = commands(startingWith: Array(words.prefix(2))).first ?? commands(startingWith: [first]).first
        return found.map { "cloudsh-\($0.group)" }
    }

    /// cloudsh-GROUP(1).
    package func page(for group: CommandGroup) -> ManualPage {
        let name = "cloudsh-\(group.name)"
        var page = Mdoc(name: name, section: 1, summary: group.summary)
        page.section("SYNOPSIS")
        for (index, command) in group.commands.enumerated() {
            if index > 0 { page.raw(".Pp") }
            page.raw(command.synopsisMdoc)
        }
        page.section("DESCRIPTION")
        page.paragraphs(group.details.isEmpty ? "Commands of cloudsh(1)." : group.details)
        for command in group.commands {
            page.subsection(command.name)
            page.sentences(command.summary + ".")
            page.paragraphs(command.details)
            let arguments = command.ownParameters
            if !arguments.isEmpty { page.list(arguments.map { ($0.termMdoc, $0.sentence) }) }
            if !command.fields.isEmpty {
                page.raw(".Pp")
                page.sentences(
                    command.outcome == .response ? "With -i, the fields of -o json are:" : "The columns, and the fields of -o json, are:")
                page.list(command.fields.map { ("Li " + Mdoc.argument($0.name), $0.help) }, width: "last_heartbeat", compact: true)
            }
        }
        page.section("OPTIONS")
        let common = group.commands.first { $0.outcomeTakesOutputOptions }
        if let common {
            page.sentences("Every command that lists or shows something takes these options.")
            page.list(common.options.filter { common.isCommon($0) }.map { ($0.termMdoc, $0.sentence) })
        } else {
            page.sentences("The options of each command stand with it.")
        }
        page.environment()
        page.files()
        page.exitStatuses(group.commands.flatMap(\.exitStatuses))
        page.section("EXAMPLES")
        var hasExamples = false
        for command in group.commands {
            for example in command.examples {
                if hasExamples { page.raw(".Pp") }
                hasExamples = true
                page.sentences(example.note)
                page.literal(example.script)
            }
        }
        if !hasExamples { page.sentences("See cloudsh(1).") }
        page.diagnostics()
        page.seeAlso([("cloudsh", 1), ("cloudsh.conf", 5), ("cloudsh-commands", 7)])
        return ManualPage(name: name, section: 1, text: page.text)
    }
}

extension Command {
    /// The command's line in a synopsis.
    var synopsisMdoc: String {
        if let synopsis {
            let rest = synopsis.split(separator: " ").dropFirst(path.count).joined(separator: " ")
            return ".Ic " + path.map(Mdoc.argument).joined(separator: " ") + (rest.isEmpty ? "" : " Ar " + Mdoc.argument(rest))
        }
        let parts = ownParameters.map(\.synopsisMdoc) + (outcomeTakesOutputOptions ? ["Op Fl o Ar FORMAT"] : [])
        // `Op` takes the rest of its line: each part gets a line of its own.
        return ([".Ic " + path.map(Mdoc.argument).joined(separator: " ")] + parts.map { "." + $0 }).joined(separator: "\n")
    }
}

extension Mdoc {
    mutating func environment() {
        section("ENVIRONMENT")
        list(
            [
                ("Ev NO_COLOR", "When set, nothing is coloured."),
                ("Ev CLICOLOR_FORCE", "When set, output is coloured even where it is no terminal."),
                ("Ev PAGER", "The program that shows long output on a terminal."),
                ("Ev XDG_STATE_HOME", "Where the state directory lives unless --state-dir says otherwise; ~/.local/state when unset."),
            ], width: "CLICOLOR_FORCE")
    }

    mutating func files() {
        section("FILES")
        list(
            [
                ("Pa ~/.cloudsh/ , Pa ~/ , Pa /etc/cloudsh/ , Pa /etc/", "Searched for configuration files, in this order."),
                ("Pa STATE_DIR/cloudsh.sock", "The control socket of a running instance."),
                ("Pa STATE_DIR/history", "The commands typed before."),
            ])
    }

    /// 0 and 1 in general, and what is special, each code once.
    mutating func exitStatuses(_ special: [Command.ExitStatus]) {
        section("EXIT STATUS")
        var meanings: [Int: [String]] = [0: ["success"], 1: ["a command failed"], 2: ["wrong usage, or a syntax error"]]
        for status in special where meanings[status.code]?.contains(status.meaning) != true {
            meanings[status.code, default: []].append(status.meaning)
        }
        list(
            meanings.keys.sorted().map { code in ("Li \(code)", (meanings[code] ?? []).joined(separator: "; ") + ".") }, width: "130")
    }

    mutating func diagnostics() {
        section("DIAGNOSTICS")
        sentences("Errors go to standard error, one line each, with a line of advice below where there is some:")
        literal("cloudsh: FILE:LINE:COLUMN: error: message\n  did you mean 'list'?")
        sentences("All mistakes of a script are reported before anything of it runs.")
    }

    mutating func seeAlso(_ pages: [(String, Int)]) {
        section("SEE ALSO")
        for (index, (name, section)) in pages.enumerated() {
            raw(".Xr \(name) \(section)" + (index < pages.count - 1 ? " ," : ""))
        }
    }
}
