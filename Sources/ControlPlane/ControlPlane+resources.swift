package import APIResources
package import Extensions
import HTTPApplication

extension ControlPlane {
    /// The resources of the services that run here, with the app that serves each.
    package func resources() -> [ServedResource] {
        projects.flatMap { project -> [ServedResource] in
            guard let app = apps.first(where: { $0.project.project == project.project }) else { return [] }
            return project.service.definitions.map { ServedResource(definition: $0, app: app.name) }
        }
    }

    package func resource(_ name: String) throws -> ServedResource {
        let all = resources()
        guard let resource = all.first(where: { $0.definition.name == name || $0.definition.collection == name }) else {
            throw ControlError.unknown("resource", name, known: all.map(\.definition.name))
        }
        return resource
    }

    /// The extensions that the services offer, with the app that serves each.
    package func extensions() -> [ServedExtension] {
        projects.flatMap { project -> [ServedExtension] in
            guard let app = apps.first(where: { $0.project.project == project.project }) else { return [] }
            return project.service.extensions.map { ServedExtension(definition: $0, app: app.name) }
        }
    }
}

/// An extension and the app that serves it.
package struct ServedExtension: Sendable {
    package var definition: Extension
    package var app: String
}

/// A resource and the app that serves it.
package struct ServedResource: Sendable {
    package var definition: ResourceDefinition
    package var app: String
}
