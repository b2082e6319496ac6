/// The options of one `[group]`, or some of them: several groups of one name make one.
package struct OptionGroup: Sendable {
    package let name: String
    package let help: String
    package let options: [OptionDefinition]

    package init(_ name: String, help: String = "", _ options: [OptionDefinition]) {
        self.name = name
        self.help = help
        self.options = options.map { option in
            var member = option
            member.group = name
            return member
        }
    }
}
