import APIResources

/// The resource that another is part of, as rules speak of it: the network of a port, the group of a security group rule.
struct PolicyParent: Sendable {
    let definition: ResourceDefinition
    /// Where the part names it.
    let column: String

    init(_ definition: ResourceDefinition, named column: String) {
        self.definition = definition
        self.column = column
    }

    /// What the keys begin with that are about it: `network:`.
    var prefix: String { definition.name + ":" }

    /// Whether a check of a field of `resource` is about it.
    func isMeant(by resource: String) -> Bool { resource == definition.name || resource == definition.collection }
}
