/// A command with values for its parameters, validated.
package struct Invocation: Sendable, Hashable {
    /// One value as it was given.
    package struct Occurrence: Sendable, Hashable {
        package var parameter: String
        /// Empty for a flag.
        package var value: String
        package var range: SourceRange
    }

    package var command: Command
    /// All values in the order they were given.
    package var occurrences: [Occurrence]
    /// The whole command, for messages.
    package var range: SourceRange

    package init(command: Command, occurrences: [Occurrence], range: SourceRange) {
        self.command = command
        self.occurrences = occurrences
        self.range = range
    }

    /// `pipeline use`: what a dispatcher switches on.
    package var name: String { command.name }

    /// The last value of the parameter.
    package subscript(parameter: String) -> String? { occurrences.last { $0.parameter == parameter }?.value }

    /// Every value of the parameter, in order.
    package func values(_ parameter: String) -> [String] { occurrences.filter { $0.parameter == parameter }.map(\.value) }

    /// Whether the flag, option or argument was given.
    package func has(_ parameter: String) -> Bool { occurrences.contains { $0.parameter == parameter } }

    /// How often the flag was given.
    package func count(_ parameter: String) -> Int { occurrences.count { $0.parameter == parameter } }

    /// The value as a whole number.
    package func integer(_ parameter: String) -> Int? { self[parameter].flatMap { Int($0) } }

    /// The value as a number of seconds.
    package func seconds(_ parameter: String) -> Double? { self[parameter].flatMap(ValueKind.seconds(parsing:)) }

    /// Where the parameter's last value stands, else the whole command.
    package func range(of parameter: String) -> SourceRange { occurrences.last { $0.parameter == parameter }?.range ?? range }

    /// How its output is wanted.
    ///
    /// - Parameter defaults: the session's wishes, which the command's own options override.
    package func outputOptions(defaults: OutputOptions = OutputOptions()) -> OutputOptions {
        var options = defaults
        if let format = self["output"].flatMap(OutputFormat.init) { options.format = format }
        let columns = values("column")
        if !columns.isEmpty { options.columns = columns }
        // A command may know `match`: the order in which it gives its rows.
        if let sort = self["sort"] { options.sort = sort == "match" ? nil : sort }
        if has("no-headers") { options.omitsHeaders = true }
        if has("include") { options.includesHead = true }
        if has("trace") { options.showsTrace = true }
        return options
    }
}
