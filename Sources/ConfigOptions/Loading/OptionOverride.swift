/// A value that the command line gives to an option; it stands above environment and files.
package struct OptionOverride: Sendable, Hashable {
    /// The project it is for; nil: for each that has the option.
    package let project: ConfigProject?
    package let key: OptionKey
    package let value: String

    package init(_ name: String, group: String = "DEFAULT", value: String, project: ConfigProject? = nil) {
        self.project = project
        self.key = OptionKey(name, group: group)
        self.value = value
    }
}
