package import APIResources
package import Extensions
package import Persistence
package import Policy

extension VolumeService: APIService {
    package var project: String { "cinder" }
    package var schema: Schema { VolumeSchema.schema }
    package var definitions: [ResourceDefinition] { VolumeDefinitions.all }
    package var extensions: [Extension] { VolumeExtensions.all }
    package var enforcers: [Enforcer] { [enforcer] }
}
