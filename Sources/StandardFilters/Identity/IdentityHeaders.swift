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

    /// In canonical form, by their length. The last five are what older releases called some of them.
    private static let names: [[[UInt8]]] = {
        let all =
            perToken.flatMap { ["x-" + $0, "x-service-" + $0] } + [
                "x-service-catalog", "x-is-admin-project", "openstack-system-scope", "x-tenant-id", "x-tenant-name", "x-tenant", "x-user",
                "x-role",
            ]
        return (0...(all.map(\.utf8.count).max() ?? 0)).map { count in all.filter { $0.utf8.count == count }.map { Array($0.utf8) } }
    }()

    /// A header's name in lower case with `-` for `_`: WSGI servers fold the two, so a client could write either.
    static func canonical(_ name: String) -> String {
        let bytes = name.utf8
        guard bytes.contains(where: { $0 == UInt8(ascii: "_") || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) }) else {
            return name
        }
        return String(decoding: bytes.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : HeaderText.lower($0) }, as: UTF8.self)
    }

    /// Whether a header tells who asks, however its name is spelt: WSGI servers fold case, and `_` to `-`, so a client could write either.
    static func contains(_ name: String) -> Bool {
        let bytes = name.utf8
        guard bytes.count < names.count, let first = bytes.first, first | 0x20 == UInt8(ascii: "x") || first | 0x20 == UInt8(ascii: "o")
        else { return false }
        return names[bytes.count].contains { known in
            known.elementsEqual(bytes) { $0 == ($1 == UInt8(ascii: "_") ? UInt8(ascii: "-") : HeaderText.lower($1)) }
        }
    }

    /// Removes all of them.
    static func strip(from headers: inout HTTPHeaders) {
        var found: [String] = []
        for (name, _) in headers where contains(name) { found.append(name) }
        for name in found { headers.remove(name: name) }
    }

    /// What a user's token says, in today's and in the older names; the catalog is not part of it.
    static func fields(of token: ValidatedToken) -> [(String, String)] {
        var fields = [(identityStatus, "Confirmed")] + common(token, "X-")
        func add(_ name: String, _ value: String?) {
            if let value { fields.append((name, value)) }
        }
        add(isAdminProject, token.isAdminProject.map { $0 ? "True" : "False" })
        add(systemScope, token.systemScope)
        add("X-User", token.userName)
        add("X-Tenant-Id", token.projectID)
        add("X-Tenant-Name", token.projectName)
        add("X-Tenant", token.projectName)
        add("X-Role", token.roles.joined(separator: ","))
        return fields
    }

    /// What a service's token says.
    static func serviceFields(of token: ValidatedToken) -> [(String, String)] {
        [(serviceIdentityStatus, "Confirmed")] + common(token, "X-Service-")
    }

    private static func common(_ token: ValidatedToken, _ prefix: String) -> [(String, String)] {
        let values: [(String, String?)] = [
            ("User-Id", token.userID), ("User-Name", token.userName), ("User-Domain-Id", token.userDomainID),
            ("User-Domain-Name", token.userDomainName), ("Project-Id", token.projectID), ("Project-Name", token.projectName),
            ("Project-Domain-Id", token.projectDomainID), ("Project-Domain-Name", token.projectDomainName), ("Domain-Id", token.domainID),
            ("Domain-Name", token.domainName), ("Roles", token.roles.joined(separator: ",")),
        ]
        return values.compactMap { name, value in value.map { (prefix + name, $0) } }
    }
}
