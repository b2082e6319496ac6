package import APIResources
package import Extensions
package import Persistence
package import Policy

extension IdentityService: APIService {
    package var project: String { "keystone" }
    package var schema: Schema { IdentitySchema.schema }
    package var definitions: [ResourceDefinition] { IdentityDefinitions.all }
    package var extensions: [Extension] { [] }
    package var enforcers: [Enforcer] { [policy.enforcer] }
    package var workers: [WorkerDescription] { [] }

    package func prepare() async throws {
        try tokens.prepare()
        try await sealConsumerSecrets()
        try await bootstrapWhenEmpty()
        try refuseDeepTrees()
    }
}
