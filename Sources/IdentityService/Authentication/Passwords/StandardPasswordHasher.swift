package import ConfigOptions
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Hashes passwords as the configuration says and checks hashes of every known scheme, on threads of their own.
package final class StandardPasswordHasher: PasswordHasher {
    private let scheme: @Sendable () -> PasswordScheme
    /// As many at once as there are processors; others wait. They live as long as the process.
    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: System.coreCount)
        pool.start()
        return pool
    }()
    /// A hash of the present scheme that no password is kept for.
    private let decoy = Mutex<(scheme: PasswordScheme, hash: String)?>(nil)

    /// - Parameter scheme: asked for each hash.
    package init(scheme: @escaping @Sendable () -> PasswordScheme) {
        self.scheme = scheme
    }

    /// - Parameter config: the configuration of the project `keystone` as it is now.
    package convenience init(config: @escaping @Sendable () -> ConfigSnapshot) {
        self.init(scheme: { IdentitySettings(config()).passwordScheme })
    }

    package func hash(_ password: String) async throws -> String {
        let scheme = scheme()
        return try await run { try PasswordHash.make(password, scheme: scheme) }
    }

    package func verify(_ password: String, against hash: String) async -> Bool {
        (try? await run { PasswordHash.verify(password, against: hash) }) ?? false
    }

    package func verifyDecoy(_ password: String) async {
        let scheme = scheme()
        _ = try? await run { [self] in
            let kept = decoy.withLock { $0 }
            if let kept, kept.scheme == scheme {
                _ = PasswordHash.verify(password, against: kept.hash)
            } else if let hash = try? PasswordHash.make("decoy", scheme: scheme) {
                // Making one takes as long as checking one.
                decoy.withLock { $0 = (scheme, hash) }
            }
        }
    }

    private func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await Self.threads.runIfActive {
            // Of the calling thread alone. Whoever waits for a hash waits long anyway; requests that are answered at once go first.
            let thread = Int32(PRIO_PROCESS.rawValue)
            if getpriority(thread, 0) < Self.niceness { setpriority(thread, 0, Self.niceness) }
            return try work()
        }
    }

    /// A tenth of the share of a processor that a thread of the usual priority gets.
    private static let niceness: Int32 = 10
}
