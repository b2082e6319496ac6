/// One option with its value and where that comes from, ready to be shown: secrets are masked.
package struct ConfigEntry: Sendable, Hashable, CustomStringConvertible {
    package let project: ConfigProject
    package let group: String
    package let name: String

    /// The value as text; nil when there is none; `****` for a secret that has one.
    package let value: String?

    /// The default as text; nil when there is none; `****` for a secret that has one.
    package let defaultValue: String?

    package let source: ValueSource
    package let isMutable: Bool

    /// What the value has to be: `an integer of at least 1`.
    package let requirement: String

    package let help: String

    package static let mask = "****"

    /// `cinder.DEFAULT.osapi_volume_workers = 2 (cinder.conf:13)`, as it is logged.
    package var description: String {
        "\(project.rawValue).\(group).\(name) = \(value ?? "<None>") (\(source))"
    }
}

extension ConfigSnapshot {
    /// Every option, by group (`DEFAULT` first) and name.
    package var entries: [ConfigEntry] { catalog.options.indices.map(entry(at:)) }

    /// One option; nil when the project has none of that name.
    package func entry(_ name: String, group: String = "DEFAULT") -> ConfigEntry? {
        catalog.index(OptionKey(name, group: group)).map(entry(at:))
    }

    private func entry(at index: Int) -> ConfigEntry {
        let option = catalog.options[index]
        let masked = isMasked[index]
        func shown(_ text: String?) -> String? { masked && text?.isEmpty == false ? ConfigEntry.mask : text }
        let defaults = option.defaultValue.texts(on: host)
        let defaultText = defaults.isEmpty && !option.type.isMulti ? nil : defaults.joined(separator: ",")
        return ConfigEntry(
            project: project, group: option.group, name: option.name, value: shown(values[index].text), defaultValue: shown(defaultText),
            source: inputs[index]?.source ?? .default, isMutable: option.isMutable, requirement: option.type.requirement, help: option.help)
    }
}
