import CommandLanguage
import Testing

@Suite("Completion, ? and hints")
struct CompletionTests {
    private let table = CommandTable.standard

    private func values(_ line: String) -> [String] { table.complete(line).candidates.map(\.value) }

    @Test(
        "the words that may come next are offered",
        arguments: [
            ("pipe", ["pipeline"]), ("auth ", ["list", "show", "use"]), ("pipeline s", ["show"]),
            ("app list --no", ["--no-headers"]),
            ("app list -o ", ["table", "json", "yaml", "csv", "value", "wide"]), ("app list -o j", ["json"]),
            ("app list --output=y", ["yaml"]),
            ("app list -c na", ["name"]), ("request G", ["GET"]), ("timing o", ["on", "off"]), ("app list; wor", ["worker"]),
            ("-wor", ["worker"]),
            ("if wor", ["worker"]), ("capture x = pipeline dif", ["diff"]), ("capture x ", ["="]),
            ("wait-until --timeout 5 wor", ["worker"]),
            ("wait-until --t", ["--timeout"]), ("watch -n 2 rp", ["rpc"]), ("help pipeline dif", ["diff"]),
            ("help pipelines", ["pipelines"]),
            ("pi li", ["list"]), ("for x ", ["in"]), ("app list | gre", []), ("! ls", []), ("# app", []), ("echo 'a", []),
            ("get /x --t", ["--trace"]),
            ("log level d", ["debug"]), ("expect 20", ["200", "201", "202", "204"]), ("if app list\nwor", ["worker"]),
        ])
    func words(line: String, expected: [String]) {
        #expect(values(line) == expected)
    }

    @Test(
        "live things are asked for by kind",
        arguments: [
            ("app show ", [.app]), ("pipeline use ", [.app, .revision]), ("pipeline use neutron ", [.revision]),
            ("pipeline list --app", []),
            ("get /v2.0/net", [.path]), ("get /x --app ", [.app]), ("get /x --app=n", [.app]), ("get /x -H ", [.header]),
            ("source ", [.file]),
            ("app load ", [.file]), ("app load a.ini#", [.deploymentFile]), ("app list > ", [.file]), ("echo $na", [.variable]),
            ("echo \"x $", [.variable]),
            ("echo ${na", [.variable]), ("auth use k", [.strategy]), ("resource show n", [.resource]), ("extension show ", [.extension]),
            ("worker scale ", [.service]), ("rpc call ", [.topic]), ("rpc call t ", [.rpcMethod]),
            ("config get ", [.optionGroup, .optionName]),
            ("post /x -d @f", [.file]), ("unset ", [.variable]),
        ] as [(String, [ValueKind])])
    func live(line: String, expected: [ValueKind]) {
        #expect(table.complete(line).wanted == expected)
    }

    @Test("what is replaced is the word, quotes included")
    func replacement() {
        let quoted = table.complete("app show 'ne")
        #expect(quoted.prefix == "ne" && quoted.replacement == 9..<12 && quoted.openQuote == "'")
        #expect(quoted.insertion(of: CompletionWord("neutron")) == "'neutron' ")
        let option = table.complete("get /é --app=ne")
        #expect(option.prefix == "ne" && option.replacement == 14..<16)
        #expect(option.insertion(of: CompletionWord("a b;c")) == "a\\ b\\;c ")
        let middle = table.complete("app sh neutron", cursor: 6)
        #expect(middle.candidates.map(\.value) == ["show"] && middle.replacement == 4..<6)
        let variable = table.complete("echo ${na")
        #expect(variable.prefix == "na" && variable.replacement == 7..<9)
        #expect(table.complete("pipeline use neutron ").values["app"] == ["neutron"])
    }

    @Test("? lists words with one line of help each")
    func legalWords() {
        let verbs = table.legalNext("auth ")
        #expect(verbs.map(\.word) == ["list", "show", "use"])
        #expect(verbs.allSatisfy { !$0.help.isEmpty })
        #expect(
            table.legalNext("auth use ").map(\.word) == [
                "STRATEGY", "--app APP", "--confirm S", "--if-active REV", "--probe 'METHOD PATH STATUS'", "--dry-run", "--comment TEXT",
            ])
        #expect(table.legalNext("auth use keystone ").map(\.word).last == "<return>")
        #expect(table.legalNext("auth use x --app ").map(\.word) == ["APP"])
        #expect(table.legalNext("log level ").prefix(2).map(\.word) == ["trace", "debug"])
        #expect(table.legalNext("").count == Set(table.commands.compactMap(\.path.first)).count)
    }

    /// The options of a switch.
    private static let conditions = " [--confirm S] [--if-active REV] [--probe 'METHOD PATH STATUS']... [--dry-run] [--comment TEXT]"

    @Test(
        "the hint is the rest of the syntax",
        arguments: [
            ("auth use", " STRATEGY [--app APP]" + conditions),
            ("auth use ", "STRATEGY [--app APP]" + conditions),
            ("auth use keystone --app neutron", conditions), ("worker scale", " SERVICE COUNT"),
            ("worker scale x ", "COUNT"), ("auth use x --app ", "APP"), ("auth ", "list|show|use"),
            ("capture", " NAME = COMMAND | JSONPATH [of last] | ! PROGRAM"),
            ("nonsense", nil), ("", nil), ("echo 'a", nil), ("app list | x", nil),
        ] as [(String, String?)])
    func hints(line: String, expected: String?) {
        #expect(table.hint(line) == expected)
    }

    @Test(
        "the tool's own words are completed",
        arguments: [
            ([""], "serve\tRun the services in the foreground, without a shell"), (["--config-f"], "--config-file\t"),
            (["-o", "j"], "json"),
            (["-c", "pipeline u"], "pipeline use\tMake a revision the active one"),
            (["-c", "'pipe"], "pipeline\tlist, check, compare and switch pipelines"),
            (["--output=js"], "--output=json"),
        ])
    func tool(words: [String], expected: String) {
        let lines = CompletionReply.text(for: table.completeTool(words)).split(separator: "\n")
        #expect(lines.first?.hasPrefix(expected) == true, "\(lines)")
        #expect(lines.last?.hasPrefix(":") == true)
    }

    @Test("files are left to the calling shell, live things are added")
    func directives() {
        #expect(CompletionReply.text(for: table.completeTool(["--config-file", ""])) == ":file\n")
        #expect(CompletionReply.text(for: table.completeTool(["--state-dir", ""])) == ":directory\n")
        let found = [CompletionWord("neutron", help: "running"), CompletionWord("other")]
        #expect(CompletionReply.text(for: table.completeTool(["-c", "app show n"]), found: found) == "app show neutron\trunning\n:end\n")
    }
}
