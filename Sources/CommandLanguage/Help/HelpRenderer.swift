/// Writes help as text of a given width.
struct HelpRenderer {
    let width: Int
    private(set) var lines: [String] = []

    init(width: Int) { self.width = max(40, min(width, 120)) }

    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func line(_ text: String = "") { lines.append(text) }

    mutating func heading(_ text: String) {
        if !lines.isEmpty, lines.last != "" { lines.append("") }
        lines.append(text)
    }

    mutating func paragraphs(_ text: String, indentation: Int = 0) { lines += text.wrapped(to: width, indentation: indentation) }

    /// Terms with their explanations in a column beside them.
    mutating func definitions(_ rows: [(term: String, text: String)], indentation: Int = 2, termWidth: Int? = nil) {
        let longest = rows.map(\.term.displayWidth).filter { $0 <= 30 }.max() ?? 20
        let column = indentation + (termWidth ?? longest) + 2
        for (term, text) in rows {
            let explanation = text.wrapped(to: width, indentation: column)
            let start = String(repeating: " ", count: indentation) + term
            guard let first = explanation.first else {
                lines.append(start)
                continue
            }
            if start.displayWidth + 2 > column {
                lines.append(start)
                lines += explanation
            } else {
                lines.append(start.padded(to: column) + first.drop { $0 == " " })
                lines += explanation.dropFirst()
            }
        }
    }

    mutating func command(_ command: Command) {
        line("\(command.name) - \(command.summary)")
        heading("Usage:")
        if let synopsis = command.synopsis, synopsis.contains("\n") {
            for synopsis in synopsis.split(separator: "\n") { line("  " + synopsis) }
        } else {
            usage(command.synopsisParts)
        }
        if !command.details.isEmpty {
            line()
            paragraphs(command.details)
        }
        if !command.positionals.isEmpty {
            heading("Arguments:")
            definitions(command.positionals.map { ($0.valueName, $0.explanation) })
        }
        if !command.options.isEmpty {
            heading("Options:")
            definitions(command.options.map { ($0.usage, $0.explanation) })
        }
        if !command.fields.isEmpty {
            heading("Columns:")
            definitions(command.fields.map { ($0.name, $0.help) })
        }
        if !command.exitStatuses.isEmpty {
            heading("Exit status:")
            definitions(command.exitStatuses.map { (String($0.code), $0.meaning) })
        }
        for (index, example) in command.examples.enumerated() {
            if index == 0 { heading("Examples:") } else { line() }
            paragraphs(example.note, indentation: 2)
            for exampleLine in example.script.split(separator: "\n", omittingEmptySubsequences: false) { line("    " + exampleLine) }
        }
        if !command.seeAlso.isEmpty { heading("See also: " + command.seeAlso.joined(separator: ", ")) }
    }

    /// The parts on as many lines as they need, none broken.
    private mutating func usage(_ parts: [String]) {
        var text = "  "
        for (index, part) in parts.enumerated() {
            if index > 0, text.displayWidth + 1 + part.displayWidth > width {
                line(text)
                text = "      "
            } else if index > 0 {
                text += " "
            }
            text += part
        }
        line(text)
    }

    mutating func group(_ group: CommandGroup, termWidth: Int? = nil) {
        heading("\(group.name) - \(group.summary)")
        definitions(group.commands.map { ($0.name, $0.summary) }, termWidth: termWidth)
    }
}

extension Parameter {
    /// The help with the default, as a listing shows it.
    var explanation: String { help + (defaultText.map { " (default: \($0))" } ?? "") }
}
