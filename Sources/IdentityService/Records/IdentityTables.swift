package import APIResources

/// The tables of the resources that are kept as documents.
package enum IdentityTables {
    package static let projects = ResourceTable(IdentityDefinitions.project)
    package static let users = ResourceTable(IdentityDefinitions.user)
    package static let groups = ResourceTable(IdentityDefinitions.group)
    package static let roles = ResourceTable(IdentityDefinitions.role)
    package static let regions = ResourceTable(IdentityDefinitions.region)
    package static let services = ResourceTable(IdentityDefinitions.service)
    package static let endpoints = ResourceTable(IdentityDefinitions.endpoint)
    package static let credentials = ResourceTable(IdentityDefinitions.credential)
    package static let applicationCredentials = ResourceTable(IdentityDefinitions.applicationCredential)
    package static let accessRules = ResourceTable(IdentityDefinitions.accessRule)
    package static let policies = ResourceTable(IdentityDefinitions.policy)
    package static let trusts = ResourceTable(IdentityDefinitions.trust)
    package static let registeredLimits = ResourceTable(IdentityDefinitions.registeredLimit)
    package static let limits = ResourceTable(IdentityDefinitions.limit)
    package static let consumers = ResourceTable(IdentityDefinitions.consumer)
    package static let endpointGroups = ResourceTable(IdentityDefinitions.endpointGroup)
}
