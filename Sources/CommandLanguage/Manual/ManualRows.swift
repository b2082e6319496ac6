/// A configuration option, as cloudsh.conf(5) lists it.
package struct OptionRow: Sendable, Hashable {
    /// The service it belongs to; empty for one that all share.
    package var project: String
    package var group: String
    package var name: String
    package var type: String
    package var defaultText: String
    package var help: String

    package init(project: String = "", group: String, name: String, type: String, defaultText: String, help: String) {
        self.project = project
        self.group = group
        self.name = name
        self.type = type
        self.defaultText = defaultText
        self.help = help
    }
}

/// A factory of filters, apps or composites, as cloudsh-paste(5) lists it.
package struct FactoryRow: Sendable, Hashable {
    /// The name that deployment files use, then its aliases.
    package var names: [String]
    /// `filter`, `app`, `composite`.
    package var kind: String
    package var summary: String
    /// Its options in a section of the file.
    package var options: [Option]

    package struct Option: Sendable, Hashable {
        package var name: String
        package var help: String

        package init(_ name: String, _ help: String) {
            self.name = name
            self.help = help
        }
    }

    package init(names: [String], kind: String, summary: String, options: [Option] = []) {
        self.names = names
        self.kind = kind
        self.summary = summary
        self.options = options
    }
}
