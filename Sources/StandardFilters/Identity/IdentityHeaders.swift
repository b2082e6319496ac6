import NIOHTTP1

/// The request headers that tell a service who asks. Only `authtoken` may set them: what a client sends in them is removed.
///
/// Upstream: keystonemiddleware, `keystonemiddleware/auth_token/_request.py`.
enum IdentityHeaders {
    static let identityStatus = "X-Identity-Status"
    static let serviceIdentityStatus = "X-Service-Identity-Status"
    static let systemScope = "OpenStack-System-Scope"
    static let serviceCatalog = "X-Service-Catalog"
    static let isAdminProject = "X-Is-Admin-Project"

    /// What a user's token and a service's token both tell, as the part of the name after `X-` or `X-Service-`.
    private static let perToken = [
        "user-id", "user-name", "user-domain-id", "user-domain-name", "project-id", "project-name", "project-domain-id",
        "project-domain-name", "domain-id", "domain-name", "roles", "identity-status",
    ]

    /// In canonical form. The last five are what older releases called some of them.
    private static let names: Set<String> = Set(
        perToken.flatMap { ["x-" + $0, "x-service-" + $0] } + [
            "x-service-catalog", "x-is-admin-project", "openstack-system-scope", "x-tenant-id", "x-tenant-name", "x-tenant", "x-user",
            "x-role",
        ])

    /// A header's name in lower case with `-` for `_`: WSGI servers fold the two, so a client could write either.
    static func canonical(_ name: String) -> String {
        let bytes = name.utf8
        guard bytes.contains(where: { $0 == UInt8(ascii: "_") || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) }) else {
            return name
        }
        return String(decoding: bytes.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : HeaderText.lower($0) }, as: UTF8.self)
    }

    /// Whether a header tells who asks, however its name is spelt.
    static func contains(_ name: String) -> Bool {
        switch name.utf8.first {
        case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"): names.contains(canonical(name))
        default: false
        }
    }

    /// Removes all of them.
    static func strip(from headers: inout HTTPHeaders) {
        var found: [String] = []
        for (name, _) in headers where contains(name) { found.append(name) }
        for name in found { headers.remove(name: name) }
    }

    /// Sets what a user's token says, in today's and in the older names.
    static func set(_ token: ValidatedToken, in headers: inout HTTPHeaders, includingCatalog: Bool) {
        func add(_ name: String, _ value: String?) {
            if let value { headers.add(name: name, value: value) }
        }
        headers.add(name: identityStatus, value: "Confirmed")
        setCommon(token, "X-", in: &headers)
        if let isAdminProject = token.isAdminProject {
            headers.add(name: Self.isAdminProject, value: isAdminProject ? "True" : "False")
        }
        add(systemScope, token.systemScope)
        if includingCatalog { add(serviceCatalog, token.serviceCatalog) }
        add("X-User", token.userName)
        add("X-Tenant-Id", token.projectID)
        add("X-Tenant-Name", token.projectName)
        add("X-Tenant", token.projectName)
        headers.add(name: "X-Role", value: token.roles.joined(separator: ","))
    }

    /// Sets what a service's token says.
    static func setService(_ token: ValidatedToken, in headers: inout HTTPHeaders) {
        headers.add(name: serviceIdentityStatus, value: "Confirmed")
        setCommon(token, "X-Service-", in: &headers)
    }

    private static func setCommon(_ token: ValidatedToken, _ prefix: String, in headers: inout HTTPHeaders) {
        func add(_ name: String, _ value: String?) {
            if let value { headers.add(name: prefix + name, value: value) }
        }
        add("User-Id", token.userID)
        add("User-Name", token.userName)
        add("User-Domain-Id", token.userDomainID)
        add("User-Domain-Name", token.userDomainName)
        add("Project-Id", token.projectID)
        add("Project-Name", token.projectName)
        add("Project-Domain-Id", token.projectDomainID)
        add("Project-Domain-Name", token.projectDomainName)
        add("Domain-Id", token.domainID)
        add("Domain-Name", token.domainName)
        add("Roles", token.roles.joined(separator: ","))
    }
}
