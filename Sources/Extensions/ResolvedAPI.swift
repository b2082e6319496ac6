package import APIResources
package import JSONCodec

/// The resources of an API with all that a set of extensions adds to them. It belongs to a revision and never changes.
package struct ResolvedAPI: Sendable {
    /// In an order in which each comes after those that it requires.
    package let extensions: [Extension]
    package let definitions: [ResourceDefinition]

    /// - Throws: ``ExtensionError``: something required is missing, requirements go in a circle, a collection is unknown.
    package init(core: [ResourceDefinition], extensions: [Extension]) throws(ExtensionError) {
        var byAlias: [String: Extension] = [:]
        for added in extensions {
            guard byAlias.updateValue(added, forKey: added.alias) == nil else { throw .duplicate(added.alias) }
        }
        var order = DependencyOrder(known: byAlias)
        for added in extensions { try order.visit(added.alias, path: []) }
        self.extensions = order.sorted
        var definitions = core
        for added in order.sorted {
            for var resource in added.resources {
                resource.extensionAlias = added.alias
                definitions.append(resource)
            }
        }
        for added in order.sorted {
            for (collection, attributes) in added.attributes {
                guard let index = definitions.firstIndex(where: { $0.collection == collection }) else {
                    throw .unknownCollection(collection, by: added.alias)
                }
                definitions[index] = definitions[index].adding(attributes, from: added.alias)
            }
        }
        self.definitions = definitions
    }

    package func definition(of collection: String) -> ResourceDefinition? { definitions.first { $0.collection == collection } }

    /// The answer to a list of extensions.
    package var listDocument: JSONValue { ["extensions": .array(extensions.map { .object($0.document) })] }

    /// The answer to a question for one extension; `nil` when it is not there.
    package func showDocument(_ alias: String) -> JSONValue? {
        extensions.first { $0.alias == alias }.map { ["extension": .object($0.document)] }
    }
}

extension Extension {
    /// What clients are told about it.
    package var document: JSONObject {
        [
            "name": .string(name), "alias": .string(alias), "description": .string(description), "updated": .string(updated),
            "links": .array(links.map { .string($0) }),
        ]
    }
}

/// A walk through requirements, depth first.
private struct DependencyOrder {
    let known: [String: Extension]
    var sorted: [Extension] = []
    private var done: Set<String> = []

    init(known: [String: Extension]) { self.known = known }

    mutating func visit(_ alias: String, path: [String]) throws(ExtensionError) {
        guard !done.contains(alias) else { return }
        if let start = path.firstIndex(of: alias) { throw .cycle(path[start...] + [alias]) }
        guard let added = known[alias] else { throw .missing(required: alias, by: path.last ?? alias) }
        for required in added.requires { try visit(required, path: path + [alias]) }
        // An optional one that requires this one comes after it: what is only optional cannot make a circle.
        for wanted in added.optional where known[wanted] != nil && !path.contains(wanted) && wanted != alias {
            if !requires(wanted, alias) { try visit(wanted, path: path + [alias]) }
        }
        if done.insert(alias).inserted { sorted.append(added) }
    }

    private func requires(_ alias: String, _ target: String) -> Bool {
        var open = [alias]
        var seen: Set<String> = []
        while let next = open.popLast() {
            if next == target { return true }
            guard seen.insert(next).inserted, let added = known[next] else { continue }
            open += added.requires + added.optional
        }
        return false
    }
}
