/// Finds out who a caller is that an operator names: `policy check --as`.
package protocol CredentialSource: Sendable {
    /// - Returns: `nil` when this source does not know such a caller.
    func credentials(of caller: String) async throws -> PolicyCredentials?
}

/// Callers that are written out: `USER:PROJECT:ROLE,ROLE`, where `system` stands for a project of the whole system.
package struct WrittenCredentials: CredentialSource {
    package init() {}

    package func credentials(of caller: String) -> PolicyCredentials? {
        let parts = caller.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, !parts[0].isEmpty else { return nil }
        let roles = parts[2].split(separator: ",").map(String.init)
        let isSystem = parts[1] == "system"
        return PolicyCredentials(
            userID: parts[0], projectID: isSystem || parts[1].isEmpty ? nil : parts[1], systemScope: isSystem ? "all" : nil, roles: roles,
            isAdmin: roles.contains { $0.lowercased() == "admin" })
    }
}
