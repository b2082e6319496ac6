/// What the first identities are called, as `keystone-manage bootstrap` has it.
package struct BootstrapOptions: Sendable {
    package var userName = "admin"
    /// `nil` for a generated one, which a user who is there keeps theirs instead of.
    package var password: String?
    package var projectName = "admin"
    package var roleName = "admin"
    package var serviceName = "keystone"
    package var regionID: String? = "RegionOne"
    /// The endpoint of the identity service for each interface; none of these for no endpoint.
    package var publicURL: String?
    package var internalURL: String?
    package var adminURL: String?
    /// Whether the roles of the implied chain are protected.
    package var makesRolesImmutable = true

    package init() {}
}
