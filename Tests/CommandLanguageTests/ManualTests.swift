import CommandLanguage
import Testing

@Suite("Help and manual")
struct ManualTests {
    private let table = CommandTable.standard

    @Test("help lists every command with its summary")
    func overview() {
        let text = table.helpOverview()
        for command in table.commands { #expect(text.contains("  \(command.name) "), "\(command.name)") }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("help explains a command", arguments: CommandTable.standard.commands)
    func command(command: Command) throws {
        let text = try table.help(for: command.path.map { Argument($0) }).get()
        #expect(text.hasPrefix("\(command.name) - \(command.summary)\n\nUsage:\n"))
        for option in command.options { #expect(text.contains(option.spelling), "\(option.name)") }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.hasPrefix("    ") }, "\(text)")
    }

    @Test("help explains a noun, a group, and knows what a misspelt word meant")
    func others() throws {
        #expect(try table.help(for: [Argument("pipeline")]).get().contains("pipeline use [APP] REVISION"))
        #expect(try table.help(for: [Argument("requests")]).get().hasPrefix("requests - issue requests"))
        #expect(try table.help(for: [Argument("pipeline"), Argument("diff")]).get().hasPrefix("pipeline diff - "))
        #expect(throws: Diagnostic.self) { try table.help(for: [Argument("pipeline"), Argument("dif")]).get() }
        let error = #expect(throws: Diagnostic.self) { try table.help(for: [Argument("pipelin3")]).get() }
        #expect(error?.suggestions == ["pipeline"])
    }

    @Test("--help has every option of the tool")
    func tool() {
        let text = Command.tool.helpText()
        for option in Command.tool.options { for spelling in option.spellings { #expect(text.contains(spelling)) } }
        for status in ["0", "130", "143"] { #expect(text.contains("\n  \(status) ")) }
    }

    private var pages: [ManualPage] {
        table.manual(
            options: [
                OptionRow(
                    project: "neutron", group: "DEFAULT", name: "bind_port", type: "port", defaultText: "9696",
                    help: "The port to listen on"),
                OptionRow(group: "DEFAULT", name: "debug", type: "boolean", defaultText: "false", help: ".Log \\ more."),
            ],
            factories: [
                FactoryRow(
                    names: ["oslo_middleware:RequestId.factory", "request_id"], kind: "filter", summary: "Gives each request an id",
                    options: [.init("compat_headers", "Further headers")])
            ])
    }

    @Test("there is a page for the tool, the language, each group and each kind of file")
    func pageNames() {
        let names = pages.map(\.fileName)
        #expect(names.prefix(2) == ["cloudsh.1", "cloudsh-commands.7"])
        #expect(names.suffix(2) == ["cloudsh.conf.5", "cloudsh-paste.5"])
        for group in table.groups { #expect(names.contains("cloudsh-\(group.name).1")) }
        #expect(names.count == table.groups.count + 4)
    }

    @Test("every page has every section, and no line that troff would misread")
    func sections() {
        let wanted = [
            "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "DIAGNOSTICS", "SEE ALSO",
        ]
        for page in pages {
            let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
            let sections = lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
            #expect(sections == wanted, "\(page.name)")
            #expect(!lines.contains { $0.hasPrefix("'") })
            for line in lines where line.hasPrefix(".") {
                #expect(line.dropFirst().first.map { $0.isLetter && $0.isUppercase } == true, "\(page.name): \(line)")
            }
        }
    }

    @Test(
        "the page of a command is that of its group",
        arguments: [
            ([], "cloudsh"), (["pipeline", "use"], "cloudsh-pipelines"), (["pipeline"], "cloudsh-pipelines"), (["get"], "cloudsh-requests"),
            (["apps"], "cloudsh-apps"), (["commands"], "cloudsh-commands"), (["nothing"], nil), (["conf"], "cloudsh.conf"),
        ] as [([String], String?)])
    func pageOfCommand(words: [String], expected: String?) {
        #expect(table.manualPageName(for: words) == expected)
    }

    @Test("the language's example parses")
    func example() {
        #expect(complaints(CommandTable.languageExample) == [])
    }

    @Test("completion scripts ask the tool and nothing else", arguments: CompletionScript.allCases)
    func scripts(script: CompletionScript) {
        #expect(script.text.contains("__complete --"))
        #expect(script.text.contains("2>/dev/null"))
        for command in table.commands where command.path.count == 2 { #expect(!script.text.contains(command.name)) }
    }
}
