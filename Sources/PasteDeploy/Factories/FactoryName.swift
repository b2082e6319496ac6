/// The ways in which a deployment file names a factory, brought to one spelling.
enum FactoryName {
    /// The spelling by which two names of the same factory are equal.
    ///
    /// `egg:` names have their distribution in lower case with `-` for every run of `-`, `_`, `.`, and their entry point written
    /// out (`main` when none is given); in `module:object`, blanks around the colon go.
    static func canonical(_ name: String) -> String {
        if let (distribution, entry) = egg(name) {
            return "egg:\(normalized(distribution))#\(entry)"
        }
        return name.split(separator: ":", omittingEmptySubsequences: false).map(\.trimmed).joined(separator: ":")
    }

    /// The distribution and the entry point of an `egg:` name, or nil when it is not one.
    static func egg(_ name: String) -> (distribution: String, entry: String)? {
        guard name.prefix(4).lowercased() == "egg:" else { return nil }
        let parts = name.dropFirst(4).split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let entry = parts.count > 1 ? parts[1].trimmed : ""
        return (parts.first.map(\.trimmed) ?? "", entry.isEmpty ? "main" : entry)
    }

    static func normalized(_ distribution: String) -> String {
        distribution.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "-")
    }

    /// The scheme of a `use` value such as `egg:Paste#urlmap`, or nil for the name of a section.
    static func scheme(_ text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon]
        guard !scheme.isEmpty, scheme.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        return String(scheme)
    }
}
