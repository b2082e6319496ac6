package import INI

/// The configuration of one project at one moment: every option has a valid value, and nothing of it changes.
///
/// Reading a value is one dictionary look-up; it may be done for each request. A name that the project does not declare reads as
/// an option that has no value.
package final class ConfigSnapshot: Sendable {
    package let catalog: OptionCatalog

    /// Names of options that were written in a former spelling, as warnings with their place.
    package let warnings: [SourceError]

    /// Options in the files that the project does not have, without those of the sections that configure volume back ends.
    package let unknown: [UnknownOption]

    /// The files that were read, in order, by the names they are known by to the user.
    package let files: [String]

    /// The directories that `findFile` looks in.
    package let searchDirectories: [String]

    /// Whether any of the files belongs to this project alone.
    package let hasFileOfItsOwn: Bool

    let host: HostFacts
    let inputs: [OptionInput?]
    let values: [OptionValue]
    let isMasked: [Bool]

    /// Values of sections that declare no options (`[lvm-1]` of `enabled_backends`), by group.
    private let unregistered: [String: [OptionValue.Pair]]

    init(
        catalog: OptionCatalog, host: HostFacts, evaluated: OptionEvaluator, warnings: [SourceError], documents: [ConfigDocument],
        unknown: [UnknownOption], searchDirectories: [String]
    ) {
        self.catalog = catalog
        self.host = host
        self.warnings = warnings
        self.searchDirectories = searchDirectories
        files = documents.filter { !$0.isBase }.map(\.ini.file)
        hasFileOfItsOwn = documents.contains { $0.owner == catalog.project && !$0.isBase }
        inputs = evaluated.inputs
        values = evaluated.values
        isMasked = evaluated.isMasked
        var backends: Set<String> = ["backend_defaults"]
        if let index = catalog.index(OptionKey("enabled_backends")), case .list(let names) = evaluated.values[index] {
            for name in names { backends.insert(OptionKey.group(ofSection: name)) }
        }
        self.unknown = unknown.filter { !backends.contains($0.key.group) }
        var unregistered: [String: [OptionValue.Pair]] = [:]
        for option in unknown {
            unregistered[option.key.group, default: []].append(.init(key: option.key.name, value: option.value))
        }
        self.unregistered = unregistered
    }

    /// The same files with other values.
    init(_ other: ConfigSnapshot, inputs: [OptionInput?], values: [OptionValue], isMasked: [Bool]) {
        catalog = other.catalog
        host = other.host
        warnings = other.warnings
        unknown = other.unknown
        files = other.files
        hasFileOfItsOwn = other.hasFileOfItsOwn
        searchDirectories = other.searchDirectories
        unregistered = other.unregistered
        self.inputs = inputs
        self.values = values
        self.isMasked = isMasked
    }

    package var project: ConfigProject { catalog.project }

    /// The effective value: what was given, else the default.
    package func value(_ name: String, group: String = "DEFAULT") -> OptionValue {
        guard let index = catalog.index(OptionKey(name, group: group)) else { return .unset }
        return values[index]
    }

    /// The value as text, whatever the type; nil when there is none.
    package func string(_ name: String, group: String = "DEFAULT") -> String? {
        value(name, group: group).text
    }

    package func int(_ name: String, group: String = "DEFAULT") -> Int? {
        if case .integer(let number) = value(name, group: group) { number } else { nil }
    }

    package func double(_ name: String, group: String = "DEFAULT") -> Double? {
        switch value(name, group: group) {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }

    /// False also when there is no value.
    package func bool(_ name: String, group: String = "DEFAULT") -> Bool {
        value(name, group: group) == .boolean(true)
    }

    /// The items; none when there is no value.
    package func list(_ name: String, group: String = "DEFAULT") -> [String] {
        if case .list(let items) = value(name, group: group) { items } else { [] }
    }

    /// All values of an option that may be given several times.
    package func multi(_ name: String, group: String = "DEFAULT") -> [String] {
        list(name, group: group)
    }

    /// The pairs in the order they are written.
    package func dict(_ name: String, group: String = "DEFAULT") -> [OptionValue.Pair] {
        if case .dictionary(let pairs) = value(name, group: group) { pairs } else { [] }
    }

    /// Where the value comes from; nil when there is no such option.
    package func source(_ name: String, group: String = "DEFAULT") -> ValueSource? {
        catalog.index(OptionKey(name, group: group)).map { inputs[$0]?.source ?? .default }
    }

    /// Whether nobody gave the option a value.
    package func isDefault(_ name: String, group: String = "DEFAULT") -> Bool {
        source(name, group: group) == .default
    }

    /// The raw values of a section whose options nobody declared, such as a volume back end's; repeated keys are repeated.
    package func unregisteredValues(group: String) -> [OptionValue.Pair] {
        unregistered[OptionKey.group(ofSection: group)] ?? []
    }

    /// The path of a file that an option names (`api_paste_config`): an absolute one is taken as it is, any other is looked for in
    /// `searchDirectories`.
    ///
    /// - Returns: nil when it does not exist.
    package func findFile(_ name: String) -> String? {
        guard !name.isEmpty else { return nil }
        guard !name.hasPrefix("/") else { return FileAccess.exists(name) ? name : nil }
        return searchDirectories.lazy.map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }.first(where: FileAccess.exists)
    }
}
