import HTTPApplication
import StandardFilters
import Synchronization

/// What is kept in memory about tokens, for the life of the service.
final class TokenState: Sendable {
    let cache = TokenCache<ResolvedToken>()
    /// The same for filters, which need less of a token.
    let views = TokenCache<ValidatedToken>()
    let revocations: RevocationIndex
    private let settings: @Sendable () -> TokenSettings
    private let format = Mutex<(settings: TokenSettings.Format, format: any TokenFormat, fernet: FernetKeyRepository)?>(nil)

    init(settings: @escaping @Sendable () -> TokenSettings) {
        self.settings = settings
        revocations = RevocationIndex {
            let current = settings()
            return current.expiration + current.allowExpiredWindow
        }
    }

    /// The format of the configuration, with its keys; they are made where there are none.
    func currentFormat() throws -> (format: any TokenFormat, fernet: FernetKeyRepository) {
        let wanted = settings().format
        return try format.withLock { kept in
            if let kept, kept.settings == wanted { return (kept.format, kept.fernet) }
            let fernet = FernetKeyRepository(directory: wanted.fernetDirectory)
            let fresh: any TokenFormat
            if wanted.isSigned {
                let signed = SignedTokens(privateDirectory: wanted.privateDirectory, publicDirectory: wanted.publicDirectory)
                try signed.prepare()
                fresh = signed
            } else {
                try fernet.prepare()
                fresh = FernetTokens(keys: fernet, methods: wanted.methods)
            }
            kept = (wanted, fresh, fernet)
            return (fresh, fernet)
        }
    }
}
