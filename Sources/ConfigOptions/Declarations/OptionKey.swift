/// What identifies an option inside a project: its group and its name.
package struct OptionKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let group: String
    package let name: String

    package init(_ name: String, group: String = "DEFAULT") {
        self.group = group
        self.name = name
    }

    /// The name, with the group in brackets before it unless that is `DEFAULT`.
    package var description: String { group == "DEFAULT" ? name : "[\(group)] \(name)" }

    /// `DEFAULT` comes before all other groups.
    package static func < (left: OptionKey, right: OptionKey) -> Bool {
        if left.group != right.group {
            return left.group == "DEFAULT" || (right.group != "DEFAULT" && left.group < right.group)
        }
        return left.name < right.name
    }

    /// The group that a section belongs to: names are compared without regard to case, except that `DEFAULT` is only itself.
    static func group(ofSection name: String) -> String { name == "DEFAULT" ? name : name.lowercased() }
}
