package import INI

/// What a factory is called with: Paste's `global_conf` and `local_conf`, and where they come from.
package struct FactoryArguments: Sendable {
    /// One option of the section, its value interpolated.
    package struct Option: Sendable {
        package let key: String
        package let value: String

        /// Where the option's name stands: in the section itself, or in the one that it got the option from through `use`.
        package let position: SourcePosition
        package let valuePosition: SourcePosition

        /// The line at `position`.
        package let sourceLine: String

        /// The words of the value with their places.
        let words: [(text: String, position: SourcePosition)]

        /// Whether the value is what the author meant: false after a mistake in its references, which has been reported.
        let isComplete: Bool
    }

    /// The whole name of the section, such as `filter:cors`; for a factory that is named without a section, its URI.
    package let sectionName: String

    /// The name by which the deployment refers to it, such as `cors`.
    package let name: String

    package let kind: FactoryKind

    /// The factory as it is written in the file: `oslo_middleware.cors:filter_factory`.
    package let factoryName: String

    /// The options of `[DEFAULT]` with what `set` and the caller made of them, `here` and `__file__` included.
    package let globalConf: [String: String]

    /// The section's options, in the order of the file; the loader's own ones (`use`, `filter-with`, ...) are not among them.
    package let localConf: [Option]

    package let sectionPosition: SourcePosition

    /// The line at `sectionPosition`.
    package let sectionLine: String

    package init(
        sectionName: String, name: String, kind: FactoryKind, factoryName: String, globalConf: [String: String], localConf: [Option],
        sectionPosition: SourcePosition, sectionLine: String
    ) {
        self.sectionName = sectionName
        self.name = name
        self.kind = kind
        self.factoryName = factoryName
        self.globalConf = globalConf
        self.localConf = localConf
        self.sectionPosition = sectionPosition
        self.sectionLine = sectionLine
    }

    package func option(_ key: String) -> Option? {
        localConf.first { $0.key == key }
    }

    /// The value of an option, or nil when it is not given.
    package func string(_ key: String) -> String? {
        option(key)?.value
    }

    /// The truth value of an option: `true`, `yes`, `on`, `y`, `t`, `1` or their opposites, in any case.
    ///
    /// - Returns: nil when the option is not given.
    /// - Throws: `FactoryOptionError` for any other text.
    package func bool(_ key: String) throws(FactoryOptionError) -> Bool? {
        guard let text = string(key) else { return nil }
        guard let value = Self.boolean(text) else {
            throw FactoryOptionError(option: key, message: "`\(text)` is no boolean (true, yes, on, 1, false, no, off, 0)")
        }
        return value
    }

    /// The integer value of an option.
    ///
    /// - Returns: nil when the option is not given.
    /// - Throws: `FactoryOptionError` for any text that is no decimal integer.
    package func int(_ key: String) throws(FactoryOptionError) -> Int? {
        guard let text = string(key) else { return nil }
        guard let value = Self.integer(text) else { throw FactoryOptionError(option: key, message: "`\(text)` is no integer") }
        return value
    }

    /// The value of an option that need not be whole, such as `0.2`.
    ///
    /// - Returns: nil when the option is not given.
    /// - Throws: `FactoryOptionError` for any text that is no finite decimal number.
    package func number(_ key: String) throws(FactoryOptionError) -> Double? {
        guard let text = string(key) else { return nil }
        guard let value = Self.number(text) else { throw FactoryOptionError(option: key, message: "`\(text)` is no number") }
        return value
    }

    /// The items of an option, separated by commas or newlines, without blanks around them; empty items are dropped.
    package func list(_ key: String) -> [String] {
        (string(key) ?? "").split { $0 == "," || $0.isNewline }.map(\.trimmed).filter { !$0.isEmpty }
    }

    static func boolean(_ text: String) -> Bool? {
        switch text[...].trimmed.lowercased() {
        case "true", "yes", "on", "y", "t", "1": true
        case "false", "no", "off", "n", "f", "0": false
        default: nil
        }
    }

    static func integer(_ text: String) -> Int? {
        Int(text[...].trimmed)
    }

    /// Digits and what belongs to decimal numbers: no `inf`, `nan` or hexadecimal forms.
    static func number(_ text: String) -> Double? {
        let text = text[...].trimmed
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }), let value = Double(text) else {
            return nil
        }
        return value.isFinite ? value : nil
    }
}
