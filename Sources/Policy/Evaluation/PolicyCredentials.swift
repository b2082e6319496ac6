package import HTTPApplication
package import JSONCodec

/// Who asks, as rules see the caller.
package struct PolicyCredentials: Sendable, Hashable {
    package var userID: String?
    package var userName: String?
    package var projectID: String?
    package var projectName: String?
    package var domainID: String?
    package var userDomainID: String?
    package var projectDomainID: String?
    /// `all` for a token of the whole system.
    package var systemScope: String?
    /// In lower case, implied roles among them.
    package private(set) var roles: [String]
    package var serviceUserID: String?
    package var serviceProjectID: String?
    package var serviceRoles: [String]
    /// Whether the service takes the caller for an administrator.
    package var isAdmin: Bool
    package var isAdminProject = true
    /// What only one service knows of its callers, by the path that its rules use: `{"token": {...}}`.
    package var extra = JSONObject()

    package init(
        userID: String? = nil, projectID: String? = nil, domainID: String? = nil, systemScope: String? = nil, roles: [String] = [],
        serviceRoles: [String] = [], isAdmin: Bool = false
    ) {
        self.userID = userID
        self.projectID = projectID
        self.domainID = domainID
        self.systemScope = systemScope
        self.roles = Self.lower(roles)
        self.serviceRoles = serviceRoles
        self.isAdmin = isAdmin
    }

    package init(_ context: RequestContext) {
        self.init(
            userID: context.userID, projectID: context.projectID, domainID: context.domainID, systemScope: context.systemScope,
            roles: context.roles, serviceRoles: context.serviceRoles, isAdmin: context.isAdmin)
        userName = context.userName
        projectName = context.projectName
        userDomainID = context.userDomainID
        projectDomainID = context.projectDomainID
        serviceUserID = context.serviceUserID
        serviceProjectID = context.serviceProjectID
    }

    /// The roles without letters in upper case; in general they have none, and nothing is copied.
    private static func lower(_ roles: [String]) -> [String] {
        let isLower = roles.allSatisfy { role in role.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        }
        return isLower ? roles : roles.map { $0.lowercased() }
    }

    /// - Parameter role: in lower case.
    package func has(role: String) -> Bool { roles.contains(role) }

    /// What the token is for: rules may be for some of these only.
    package var scope: TokenScopes { systemScope != nil ? .system : domainID != nil ? .domain : .project }

    /// Whether `key` is `text`, or has it among its values.
    func has(_ key: CredentialKey, _ text: String) -> Bool {
        switch key {
        case .known(.roles): roles.contains(text)
        case .known(.serviceRoles): serviceRoles.contains(text)
        case .known(let known): single(known) == text
        case .other(let path): extra.value(path).map { Self.texts(of: $0).contains(text) } ?? false
        }
    }

    /// The texts of which one has to be matched.
    func texts(_ key: CredentialKey) -> [String] {
        switch key {
        case .known(.roles): roles
        case .known(.serviceRoles): serviceRoles
        case .known(let known): [single(known)]
        case .other(let path): extra.value(path).map(Self.texts) ?? []
        }
    }

    private static func texts(of value: JSONValue) -> [String] { value.arrayValue?.map(\.ruleText) ?? [value.ruleText] }

    private func single(_ key: CredentialKey.Known) -> String {
        let value: String? =
            switch key {
            case .userID: userID
            case .userName: userName
            case .projectID: projectID
            case .projectName: projectName
            case .domainID: domainID
            case .userDomainID: userDomainID
            case .projectDomainID: projectDomainID
            case .systemScope: systemScope
            case .isAdmin: isAdmin ? "True" : "False"
            case .isAdminProject: isAdminProject ? "True" : "False"
            case .serviceUserID: serviceUserID
            case .serviceProjectID: serviceProjectID
            case .roles, .serviceRoles: nil
            }
        return value ?? "None"
    }
}

/// Where a rule is about nothing but the caller, the caller is the target as well.
extension PolicyCredentials: RuleTarget {
    package func value(_ key: String) -> JSONValue? {
        switch CredentialKey(key) {
        case .known(.roles), .known(.serviceRoles): nil
        case .known(let known): .string(single(known))
        case .other(let path): extra.value(path)
        }
    }
}
