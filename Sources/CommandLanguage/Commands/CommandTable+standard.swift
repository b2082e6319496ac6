extension CommandTable {
    /// The commands of cloudsh.
    package static let standard = CommandTable(groups: [])
}
