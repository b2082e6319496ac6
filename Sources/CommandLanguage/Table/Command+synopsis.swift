extension Command {
    /// How the command is written: `pipeline use APP REVISION [--confirm SECS]`.
    package var synopsisText: String {
        synopsis ?? synopsisParts.joined(separator: " ")
    }

    /// The parts of the synopsis that stay together when it is broken into lines.
    var synopsisParts: [String] {
        if let synopsis { return synopsis.split(separator: " ").map(String.init) }
        return path + ownParameters.map(\.synopsisText) + (outcomeTakesOutputOptions ? ["[-o FORMAT]"] : [])
    }

    /// Arguments first, then options without those that every listing command has.
    var ownParameters: [Parameter] { positionals + options.filter { !isCommon($0) } }

    func isCommon(_ parameter: Parameter) -> Bool {
        guard !parameter.isPositional, outcomeTakesOutputOptions else { return false }
        // A command may give --sort a meaning of its own.
        if parameter.name == "sort" { return parameter.kind == .column }
        return ["output", "column", "no-headers"].contains(parameter.name)
    }

    var outcomeTakesOutputOptions: Bool { parameter(named: "output") != nil && outcome != .nothing }
}

extension Parameter {
    /// `[--app APP]`, `REVISION`, `[FILE...]`.
    package var synopsisText: String {
        switch form {
        case .positional(let isOptional, let isVariadic):
            let name = valueName + (isVariadic ? "..." : "")
            return isOptional ? "[\(name)]" : name
        case .flag: return "[\(shortestSpelling)]"
        case .option(let isRepeatable): return "[\(shortestSpelling) \(valueName)]" + (isRepeatable ? "..." : "")
        case .optionalValue: return "[\(shortestSpelling) [\(valueName)]]"
        }
    }

    private var shortestSpelling: String { short.map { "-" + String($0) } ?? spelling }
}
