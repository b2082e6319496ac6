package import ConfigOptions
import NIOPosix
import Synchronization

/// Hashes passwords as the configuration says and checks hashes of every known scheme, on threads of their own.
package final class StandardPasswordHasher: PasswordHasher {
    private let scheme: @Sendable () -> PasswordScheme
    private let threads: NIOThreadPool
    /// A hash of the present scheme that no password is kept for.
    private let decoy = Mutex<(scheme: PasswordScheme, hash: String)?>(nil)

    /// - Parameter scheme: asked for each hash.
    package init(scheme: @escaping @Sendable () -> PasswordScheme) {
        self.scheme = scheme
        threads = .singleton
    }

    /// - Parameter config: the configuration of the project `keystone` as it is now.
    package convenience init(config: @escaping @Sendable () -> ConfigSnapshot) {
        self.init(scheme: { IdentitySettings(config()).passwordScheme })
    }

    package func hash(_ password: String) async throws -> String {
        let scheme = scheme()
        return try await threads.runIfActive { try PasswordHash.make(password, scheme: scheme) }
    }

    package func verify(_ password: String, against hash: String) async -> Bool {
        (try? await threads.runIfActive { PasswordHash.verify(password, against: hash) }) ?? false
    }

    package func verifyDecoy(_ password: String) async {
        let scheme = scheme()
        _ = try? await threads.runIfActive { [self] in
            let kept = decoy.withLock { $0 }
            if let kept, kept.scheme == scheme {
                _ = PasswordHash.verify(password, against: kept.hash)
            } else if let hash = try? PasswordHash.make("decoy", scheme: scheme) {
                // Making one takes as long as checking one.
                decoy.withLock { $0 = (scheme, hash) }
            }
        }
    }
}
