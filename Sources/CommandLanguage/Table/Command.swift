/// One command, declared as data: its words, parameters, output and documentation.
package struct Command: Sendable, Hashable {
    /// What running it gives.
    package enum Outcome: Sendable, Hashable {
        case nothing
        case text
        /// A list: an array of objects in JSON.
        case table
        /// One thing: an object in JSON.
        case record
        /// The answer to a request.
        case response
        /// Any JSON document.
        case document

        var defaultFormat: String? {
            switch self {
            case .nothing, .text: nil
            case .table, .record: "table"
            case .response: "the body, JSON indented"
            case .document: "JSON indented; a string as it is"
            }
        }
    }

    /// A column of the output, which is a field of its JSON form.
    package struct Field: Sendable, Hashable {
        package var name: String
        package var help: String
        /// Shown by `-o wide`, JSON, YAML, CSV and `-c` only: the plain table leaves it out.
        package var isWide: Bool

        package init(_ name: String, _ help: String, wide: Bool = false) {
            self.name = name
            self.help = help
            isWide = wide
        }
    }

    /// A use of the command that works as it stands in a fresh instance with the embedded configuration.
    package struct Example: Sendable, Hashable {
        /// What it is for; one sentence.
        package var note: String
        /// One or more lines of a script.
        package var script: String
        /// Files that must stand in the working directory, by name: not shown, for those who run the example.
        package var fixtures: [String: String]

        package init(_ note: String, _ script: String, fixtures: [String: String] = [:]) {
            self.note = note
            self.script = script
            self.fixtures = fixtures
        }
    }

    package struct ExitStatus: Sendable, Hashable {
        package var code: Int
        package var meaning: String

        package init(_ code: Int, _ meaning: String) {
            self.code = code
            self.meaning = meaning
        }
    }

    /// Its words: `["pipeline", "use"]` or one word.
    package var path: [String]
    /// The key of its ``CommandGroup``.
    package var group: String
    /// One line, without a full stop.
    package var summary: String
    /// The longer text of `help` and the manual; paragraphs are separated by an empty line.
    package var details: String
    package var parameters: [Parameter]
    package var outcome: Outcome
    /// The columns of what it lists or shows; they do not change between releases.
    package var fields: [Field]
    package var examples: [Example]
    /// Exit statuses besides 0 and 1 in general.
    package var exitStatuses: [ExitStatus]
    /// Names of commands.
    package var seeAlso: [String]
    /// Its answer is judged by the `expect` statements that follow it.
    package var isRequest: Bool
    /// A statement of the language with a syntax of its own, which the parser knows: `if`, `capture`, `expect`...
    package var isStatement: Bool
    /// The syntax where the parameters cannot state it.
    package var synopsis: String?
    /// Options stand before the first argument; all words after it are arguments, dashes or not.
    package var optionsComeFirst: Bool

    package init(
        _ path: String, group: String = "", _ summary: String, details: String = "", _ parameters: [Parameter] = [],
        outcome: Outcome = .nothing,
        fields: [Field] = [], examples: [Example] = [], exitStatuses: [ExitStatus] = [], seeAlso: [String] = [], isRequest: Bool = false,
        isStatement: Bool = false, synopsis: String? = nil, optionsComeFirst: Bool = false
    ) {
        self.path = path.split(separator: " ").map(String.init)
        self.group = group
        self.summary = summary
        self.details = details
        self.outcome = outcome
        self.parameters = parameters + Command.outputParameters(for: outcome, besides: parameters)
        self.fields = fields
        self.examples = examples
        self.exitStatuses = exitStatuses
        self.seeAlso = seeAlso
        self.isRequest = isRequest
        self.isStatement = isStatement
        self.synopsis = synopsis
        self.optionsComeFirst = optionsComeFirst
    }

    /// `pipeline use`.
    package var name: String { path.joined(separator: " ") }

    package var positionals: [Parameter] { parameters.filter(\.isPositional) }
    package var options: [Parameter] { parameters.filter { !$0.isPositional } }

    package func parameter(named name: String) -> Parameter? { parameters.first { $0.name == name } }

    /// The options that every command that lists or shows takes.
    private static func outputParameters(for outcome: Outcome, besides declared: [Parameter]) -> [Parameter] {
        guard outcome != .nothing, outcome != .text else { return [] }
        let common: [Parameter] = [
            .option(
                "--output", short: "o", synonyms: ["f"], value: "FORMAT", .choice(OutputFormat.allCases.map(\.rawValue)),
                default: outcome.defaultFormat,
                "How to print: table, json, yaml, csv, value, wide"),
            .option(
                "--column", short: "c", value: "COLUMN", .column, repeatable: true, default: "all", "Print this column only; repeatable"),
            .option("--sort", value: "COLUMN", .column, "Sort the rows by this column; COLUMN:desc sorts downwards"),
            .flag("--no-headers", "Leave out the line with the columns' names"),
        ]
        return common.filter { option in !declared.contains { $0.name == option.name } }
    }
}
