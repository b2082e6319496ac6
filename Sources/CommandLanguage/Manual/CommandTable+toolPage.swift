extension CommandTable {
    /// cloudsh(1).
    package var toolPage: ManualPage {
        let tool = Command.tool
        var page = Mdoc(name: "cloudsh", section: 1, summary: "admin shell with an OpenStack-compatible control plane inside")
        page.section("SYNOPSIS")
        page.raw(".Nm cloudsh")
        page.raw(".Op Ar OPTION...")
        page.raw(".Op Ar FILE...")
        page.raw(".Nm cloudsh")
        page.raw(".Cm serve")
        page.raw(".Op Ar OPTION...")
        page.raw(".Nm cloudsh")
        page.raw(".Fl -attach")
        page.raw(".Op Ar SOCKET")
        page.raw(".Op Ar OPTION...")
        page.section("DESCRIPTION")
        page.paragraphs(tool.details)
        page.raw(".Pp")
        page.sentences("The commands are described in these pages; cloudsh-commands(7) describes the language.")
        page.list(groups.map { ("Xr cloudsh-\($0.name) 1", $0.summary + ".") }, width: "cloudsh-extensions(1)")
        page.section("OPTIONS")
        page.list(tool.parameters.map { ($0.termMdoc, $0.sentence) })
        page.environment()
        page.files()
        page.section("EXIT STATUS")
        page.list(tool.exitStatuses.map { ("Li \($0.code)", $0.meaning + ".") }, width: "130")
        page.section("EXAMPLES")
        for (index, example) in tool.examples.enumerated() {
            if index > 0 { page.raw(".Pp") }
            page.sentences(example.note)
            page.literal("$ " + example.script)
        }
        page.diagnostics()
        page.seeAlso(
            groups.map(\.name).sorted().map { ("cloudsh-\($0)", 1) } + [("cloudsh-paste", 5), ("cloudsh.conf", 5), ("cloudsh-commands", 7)])
        return ManualPage(name: "cloudsh", section: 1, text: page.text)
    }
}
