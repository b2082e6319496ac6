/// Writes a project's sample configuration: every option, commented out, with its default and what there is to know about it.
///
/// The text is the same on every machine.
package enum SampleWriter {
    package static func sample(for project: ConfigProject) -> String {
        let catalog = OptionCatalog.catalog(for: project)
        var text = comment(
            "Options of \(project.rawValue), each with its default. An option without a description is accepted and checked, so that "
                + "the files of a deployment can be used as they are, and has no effect here.")
        for group in catalog.groups {
            text += (group == "DEFAULT" ? "\n" : "\n\n") + "[\(group)]\n"
            if let help = catalog.groupHelp[group] { text += comment(help) }
            for option in catalog.options where option.group == group { text += "\n" + entry(option) }
        }
        return text
    }

    private static func entry(_ option: OptionDefinition) -> String {
        var text = comment((option.help.isEmpty ? "" : option.help + " ") + "(\(option.type.name)\(option.type.isMulti ? "" : " value"))")
        let bounds = option.type.bounds
        if let minimum = bounds.minimum { text += "# Minimum value: \(minimum)\n" }
        if let maximum = bounds.maximum { text += "# Maximum value: \(maximum)\n" }
        let choices = option.type.choices
        switch option.type {
        case .string, .integer:
            if !choices.isEmpty { text += "# Possible values: \(choices.map { $0.isEmpty ? "''" : $0 }.joined(separator: ", "))\n" }
        case .list:
            if !choices.isEmpty { text += "# Possible items: \(choices.joined(separator: ", "))\n" }
        default: break
        }
        if case .string(_, _, _, let pattern?) = option.type { text += "# Pattern: \(pattern)\n" }
        if option.isMutable { text += "# Note: This option can be changed without restarting.\n" }
        if option.isDeprecated { text += "# Note: Upstream has deprecated this option.\n" }
        for former in option.formerNames { text += "# Former name: [\(former.group)] \(former.name)\n" }
        switch option.defaultValue {
        case .hostName, .hostAddress, .hostAddressV6: text += "# The default is found at start; this value is an example.\n"
        default: break
        }
        let values = option.defaultValue.sampleTexts
        if values.isEmpty { return text + "#\(option.name) =" + (option.type.isMulti ? "\n" : " <None>\n") }
        for value in values { text += "#\(option.name) =" + (value.isEmpty ? "\n" : " \(quoted(value))\n") }
        return text
    }

    /// The value as a file has to write it: quoted when reading would take blanks or quotes away.
    private static func quoted(_ value: String) -> String {
        let isKept = value == value.trimmed && !(value.count > 1 && value.first == value.last && ["\"", "'"].contains(value.first))
        return isKept ? value : "\"\(value)\""
    }

    /// Comment lines of at most 79 characters.
    private static func comment(_ text: String) -> String {
        var lines = ""
        var line = "#"
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > 79, line != "#" {
                lines += line + "\n"
                line = "#"
            }
            line += " " + word
        }
        return lines + line + "\n"
    }
}
