extension CommandTable {
    /// cloudsh.conf(5).
    package static func configurationPage(_ rows: [OptionRow]) -> ManualPage {
        var page = Mdoc(name: "cloudsh.conf", section: 5, summary: "configuration of cloudsh")
        page.section("SYNOPSIS")
        page.raw(".Nm cloudsh")
        page.raw(".Fl -config-file Ar cloudsh.conf")
        page.section("DESCRIPTION")
        page.paragraphs(
            """
            Configuration files have the format of oslo.config: sections in brackets, NAME = VALUE lines, comments with # or ;, values that go on in \
            indented lines, and $NAME or ${GROUP.NAME} for the value of another option. A later file overrides an earlier one.

            Each service is a project with options of its own: a file whose name starts with the project's, or that is given as PROJECT:FILE, belongs to \
            that project; any other file is common and read first.
            """)
        page.section("OPTIONS")
        if rows.isEmpty { page.sentences("See cloudsh-config(1).") }
        var sections: [(title: String, rows: [OptionRow])] = []
        for row in rows {
            let title = "[\(row.group)]" + (row.project.isEmpty ? "" : " of \(row.project)")
            if let index = sections.firstIndex(where: { $0.title == title }) {
                sections[index].rows.append(row)
            } else {
                sections.append((title, [row]))
            }
        }
        for section in sections {
            page.subsection(section.title)
            page.list(
                section.rows.map { row in
                    let type = row.type.isEmpty ? "" : " Pq " + Mdoc.argument(row.type)
                    let value = row.defaultText.isEmpty ? "none" : row.defaultText
                    return ("Va " + Mdoc.argument(row.name) + type, sentence(row.help) + " Default: \(value).")
                })
        }
        page.environment()
        page.files()
        page.exitStatuses([.init(3, "a configuration file is wrong")])
        page.section("EXAMPLES")
        page.literal("[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 9696\nauth_strategy = noauth")
        page.diagnostics()
        page.seeAlso([("cloudsh", 1), ("cloudsh-config", 1), ("cloudsh-paste", 5)])
        return ManualPage(name: "cloudsh.conf", section: 5, text: page.text)
    }

    /// cloudsh-paste(5).
    package static func deploymentPage(_ rows: [FactoryRow]) -> ManualPage {
        var page = Mdoc(name: "cloudsh-paste", section: 5, summary: "deployment files of cloudsh")
        page.section("SYNOPSIS")
        page.literal("[composite:NAME]\n[pipeline:NAME]\n[filter:NAME]\n[app:NAME]\n[filter-app:NAME]")
        page.section("DESCRIPTION")
        page.paragraphs(
            """
            Deployment files have the format of Paste Deploy. A pipeline names filters and, last, an app. A composite chooses among apps, by path or by \
            auth strategy. use = gives a section's origin: another section, config:FILE#SECTION, egg:PACKAGE#NAME, or call:MODULE:NAME. filter-with wraps \
            an app in a filter. set NAME overrides a default of the file, get NAME takes one; %(NAME)s is replaced by a default, %(here)s by the file's \
            directory.

            Names of factories are those that deployment files of the Python services use; each stands for a factory built in.
            """)
        page.section("OPTIONS")
        if rows.isEmpty { page.sentences("Options of a factory are the further lines of its section.") }
        var kinds: [String] = []
        for row in rows where !kinds.contains(row.kind) { kinds.append(row.kind) }
        for kind in kinds {
            page.subsection(kind.prefix(1).uppercased() + kind.dropFirst() + " factories")
            page.raw(".Bl -tag -width Ds")
            for row in rows where row.kind == kind {
                page.raw(".It " + row.names.prefix(1).map { "Li " + Mdoc.argument($0) }.joined())
                page.sentences(sentence(row.summary))
                if row.names.count > 1 { page.sentences("Also known as \(row.names.dropFirst().joined(separator: ", ")).") }
                page.list(row.options.map { ("Va " + Mdoc.argument($0.name), sentence($0.help)) })
            }
            page.raw(".El")
        }
        page.environment()
        page.files()
        page.exitStatuses([.init(3, "the deployment file is wrong")])
        page.section("EXAMPLES")
        page.literal(
            """
            [pipeline:main]
            pipeline = request_id catch_errors hello

            [filter:request_id]
            paste.filter_factory = oslo_middleware:RequestId.factory

            [filter:catch_errors]
            paste.filter_factory = oslo_middleware:CatchErrors.factory

            [app:hello]
            paste.app_factory = oslo_middleware:Healthcheck.app_factory
            """)
        page.diagnostics()
        page.seeAlso([("cloudsh", 1), ("cloudsh-apps", 1), ("cloudsh-pipelines", 1), ("cloudsh.conf", 5)])
        return ManualPage(name: "cloudsh-paste", section: 5, text: page.text)
    }

    /// The help as one or more sentences.
    private static func sentence(_ text: String) -> String {
        let trimmed = text.trimmingBlanks
        guard let last = trimmed.last else { return "" }
        return last == "." || last == "!" || last == "?" ? trimmed : trimmed + "."
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while let first = text.first, first == " " || first == "\n" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\n" { text.removeLast() }
        return String(text)
    }
}
