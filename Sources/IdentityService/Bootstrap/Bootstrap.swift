import APIResources
import HTTPApplication
import JSONCodec
import Persistence

/// Makes the identities without which nobody could log in; what is there already stays as it is.
///
/// Upstream: keystone, `keystone/cmd/bootstrap.py`.
struct Bootstrap: Sendable {
    let options: BootstrapOptions
    let settings: IdentitySettings
    /// The hash of the password to set; `nil` to leave a user's as it is.
    let passwordHash: String?

    /// - Returns: whether the user is new.
    func run(in transaction: any WriteTransaction) throws -> Bool {
        let domainID = settings.defaultDomainID
        let directory = IdentityDirectory(transaction)
        if try directory.domain(id: domainID) == nil {
            try insertProject(domainID, "Default", "The default domain", domainID: nil, transaction)
        }
        let projectID = try directory.project(name: options.projectName, domainID: domainID)?.id ?? UUIDText.makeHex()
        if try directory.project(id: projectID) == nil {
            try insertProject(
                projectID, options.projectName, "Bootstrap project for initializing the cloud.", domainID: domainID, transaction)
        }
        let roles = try makeRoles(transaction)
        let (userID, isNew) = try makeUser(domainID, transaction)
        if let role = roles.first {
            try AssignmentRecord(.user(userID), .project(projectID), roleID: role).insert(in: transaction)
            try AssignmentRecord(.user(userID), .system, roleID: role).insert(in: transaction)
        }
        try makeCatalog(transaction)
        return isNew
    }

    private func insertProject(
        _ id: String, _ name: String, _ description: String, domainID: String?, _ transaction: any WriteTransaction
    ) throws {
        let domain = JSONValue(domainID)
        try IdentityTables.projects.insert(
            [
                "id": .string(id), "name": .string(name), "domain_id": domain, "parent_id": domain, "is_domain": .bool(domainID == nil),
                "description": .string(description), "enabled": true, "tags": [], "options": [:],
            ], in: transaction)
    }

    /// The roles and what they imply: the administrator's, manager, member and reader, and that of services.
    ///
    /// - Returns: the ids of the chain, the mightiest first.
    private func makeRoles(_ transaction: any WriteTransaction) throws -> [String] {
        let directory = IdentityDirectory(transaction)
        func role(_ name: String) throws -> String {
            if let known = try directory.role(name: name) { return known.id }
            let id = UUIDText.makeHex()
            try IdentityTables.roles.insert(
                [
                    "id": .string(id), "name": .string(name), "domain_id": .null, "description": .null,
                    "options": options.makesRolesImmutable ? ["immutable": true] : [:],
                ], in: transaction)
            return id
        }
        let chain = try [options.roleName, "manager", "member", "reader"].map(role)
        for (prior, implied) in zip(chain, chain.dropFirst()) {
            try transaction.execute(
                "INSERT OR IGNORE INTO identity_implied_roles (prior_role_id, implied_role_id) VALUES (?, ?)",
                [.text(prior), .text(implied)])
        }
        _ = try role("service")
        return chain
    }

    private func makeUser(_ domainID: String, _ transaction: any WriteTransaction) throws -> (id: String, isNew: Bool) {
        let known = try IdentityDirectory(transaction).user(name: options.userName, domainID: domainID)
        let id = known?.id ?? UUIDText.makeHex()
        if var document = known?.document {
            if known?.isEnabled == false {
                document["enabled"] = true
                try IdentityTables.users.update(document, in: transaction)
            }
        } else {
            try IdentityTables.users.insert(
                [
                    "id": .string(id), "name": .string(options.userName), "domain_id": .string(domainID), "enabled": true,
                    "password_expires_at": .null, "options": [:],
                ], in: transaction)
        }
        if let passwordHash {
            try UserRecord.addPassword(passwordHash, ofUser: id, at: .now(), expiresAt: nil, isSelfService: false, in: transaction)
        }
        return (id, known == nil)
    }

    private func makeCatalog(_ transaction: any WriteTransaction) throws {
        if let region = options.regionID, try IdentityTables.regions.record(region, in: transaction) == nil {
            try IdentityTables.regions.insert(["id": .string(region), "description": "", "parent_region_id": .null], in: transaction)
        }
        let urls = [("public", options.publicURL), ("internal", options.internalURL), ("admin", options.adminURL)]
        guard urls.contains(where: { $0.1 != nil }) else { return }
        let catalog = CatalogWriter(transaction: transaction, regionID: options.regionID)
        let service = try catalog.service(type: "identity", name: options.serviceName)
        for (interface, url) in urls {
            guard let url, try catalog.endpoint(service, interface) == nil else { continue }
            try catalog.insert(service, interface, url)
        }
    }
}
