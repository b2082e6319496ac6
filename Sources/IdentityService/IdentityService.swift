package import ConfigOptions
import HTTPApplication
import Logging
package import Messaging
package import Persistence
import Policy
import Synchronization

/// The identity service: users, projects, roles, the catalog, and what tokens are made from, over one store.
///
/// It is one value for the life of the process; the applications of every revision share it.
package final class IdentityService: Sendable {
    package let store: any Store
    package let transport: any Transport
    /// Keys and the first administrator's password live below it.
    package let stateDirectory: String
    package let hasher: any PasswordHasher
    let policy: IdentityPolicy
    /// Tells of each revocation once it is stored.
    package let revocations = RevocationFeed()
    let tokenState: TokenState
    /// What stored credentials hold is written and read through it.
    let credentialCipher: CredentialCipher
    private let counter = Atomic<UInt64>(1)
    private let config: @Sendable () -> ConfigSnapshot

    static let logger = Logger(label: "keystone")

    /// - Parameter config: the configuration of the project `keystone` as it is now.
    package init(
        store: any Store, transport: any Transport, stateDirectory: String, hasher: any PasswordHasher,
        config: @escaping @Sendable () -> ConfigSnapshot
    ) {
        self.store = store
        self.transport = transport
        self.stateDirectory = stateDirectory
        self.hasher = hasher
        self.config = config
        policy = IdentityPolicy(enforcer: Enforcer(RuleTable.identity, config: config))
        credentialCipher = CredentialCipher(directory: stateDirectory + "/credential-keys")
        tokenState = TokenState { TokenSettings(IdentitySettings(config()), stateDirectory: stateDirectory) }
    }

    package var settings: IdentitySettings { IdentitySettings(config()) }

    /// Grows with every change of identities, roles or the catalog, and with every revocation: what was derived from an older state, such as a
    /// validated token that is kept, must be derived again.
    package var generation: UInt64 { counter.load(ordering: .acquiring) }

    /// Runs `body` on one snapshot.
    package func read<T>(_ body: (IdentityDirectory) throws -> T) throws -> T {
        try store.read { try body(IdentityDirectory($0)) }
    }

    /// Runs `body` as one transaction; afterwards ``generation`` has grown.
    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
        try await store.write { [self] transaction in
            // Before any other action, so that whoever is told of a revocation sees the new generation.
            transaction.afterCommit { self.advance() }
            return try body(transaction)
        }
    }

    /// Stores a revocation and tells of it after the commit.
    package func revoke(_ event: RevocationEvent, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            "INSERT INTO identity_revocations (\(RevocationEvent.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event.values)
        transaction.afterCommit { [self] in
            revocations.post(event)
            advance()
        }
    }

    /// Has everything that was derived from the identities derived again.
    func invalidate() { advance() }

    private func advance() { counter.add(1, ordering: .acquiringAndReleasing) }
}
