import INI

extension FactoryRegistry.Row {
    /// Why an option cannot be given to a factory.
    struct OptionObjection {
        let message: String
        let advice: String?

        /// Whether it is the value that does not fit: the option itself is a known one.
        let isToValue: Bool
    }

    /// Why the factory does not take an option with that value, or nil when it does.
    ///
    /// - Parameters:
    ///   - value: nil when it is not known.
    ///   - factory: how the factory is called in messages.
    func objection(to option: String, value: String?, factory: String) -> OptionObjection? {
        if let declared = options.first(where: { $0.name == option }) {
            guard let objection = value.flatMap(declared.objection(to:)) else { return nil }
            return OptionObjection(message: "option `\(option)`: \(objection)", advice: nil, isToValue: true)
        }
        guard !acceptsAnyOption else { return nil }
        let known = options.map(\.name)
        return OptionObjection(
            message: "\(kind.rawValue) `\(factory)` has no option `\(option)`",
            advice: Spelling.advice(for: option, in: known + ["use", "filter-with", "set", "get"])
                ?? (known.isEmpty ? "It takes no options." : "It takes: \(known.joined(separator: ", "))."),
            isToValue: false)
    }
}
