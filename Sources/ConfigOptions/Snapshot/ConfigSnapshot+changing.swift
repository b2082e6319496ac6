import INI

extension ConfigSnapshot {
    /// A snapshot in which one option has another value, as `config set` gives it; what refers to the option follows.
    ///
    /// Whether the option is mutable is not asked here. Each line of the text is a value of a multi option.
    ///
    /// - Throws: what is wrong with the value, or that there is no such option.
    package func with(set name: String, group: String = "DEFAULT", value: String) throws(ConfigErrors) -> ConfigSnapshot {
        let key = OptionKey(name, group: OptionKey.group(ofSection: group))
        guard let index = catalog.index(key) else { throw ConfigErrors([unknownOption(key)]) }
        var inputs = inputs
        let texts = catalog.options[index].type.isMulti ? value.split(separator: "\n").map(String.init) : [value]
        inputs[index] = OptionInput(texts: texts.map { .init($0) }, source: .runtime)
        var evaluator = OptionEvaluator(catalog: catalog, inputs: inputs, host: host)
        evaluator.evaluateAll()
        guard evaluator.errors.isEmpty else { throw ConfigErrors(evaluator.errors) }
        return ConfigSnapshot(self, inputs: inputs, values: evaluator.values, isMasked: evaluator.isMasked)
    }

    private func unknownOption(_ key: OptionKey) -> SourceError {
        let advice = catalog.suggestion(for: key).map { "Did you mean `\($0.name)` in [\($0.group)]?" }
        return SourceError("\(project.rawValue) has no option \(key)", at: ValueSource.runtime.origin, advice: advice)
    }
}
