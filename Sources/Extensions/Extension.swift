package import APIResources

/// An extension of an API, as data: what clients are told about it, and what it adds.
package struct Extension: Sendable {
    package var alias: String
    package var name: String
    package var description: String
    /// When it was last changed, as the service that is imitated writes it.
    package var updated: String
    package var links: [String]
    /// Aliases without which it cannot be.
    package var requires: [String]
    /// Aliases after which it comes, when they are there.
    package var optional: [String]
    package var resources: [ResourceDefinition]
    /// The attributes it adds to resources of others, by their collection.
    package var attributes: [(collection: String, attributes: [Attribute])]

    package init(
        _ alias: String, name: String, description: String, updated: String, links: [String] = [], requires: [String] = [],
        optional: [String] = [], resources: [ResourceDefinition] = [], attributes: [(collection: String, attributes: [Attribute])] = []
    ) {
        self.alias = alias
        self.name = name
        self.description = description
        self.updated = updated
        self.links = links
        self.requires = requires
        self.optional = optional
        self.resources = resources
        self.attributes = attributes
    }

    /// The collections it brings or adds to.
    package var collections: [String] {
        var names = resources.map(\.collection)
        for addition in attributes where !names.contains(addition.collection) { names.append(addition.collection) }
        return names
    }
}
