import ConfigOptions
import HTTPApplication
import StandardFilters
import Synchronization

/// What is kept in memory about tokens, for the life of the service.
final class TokenState: Sendable {
    let cache = GenerationCache<TokenDigest, ResolvedToken>()
    let standings = GenerationCache<TokenSubject, TokenStanding>()
    let revocations: RevocationIndex
    private let settings: @Sendable () -> TokenSettings
    private let format = Mutex<Format?>(nil)

    private struct Format {
        /// What the settings were read from.
        var config: ConfigSnapshot
        var settings: TokenSettings.Format
        var format: any TokenFormat
        var fernet: FernetKeyRepository
    }

    init(settings: @escaping @Sendable () -> TokenSettings) {
        self.settings = settings
        revocations = RevocationIndex {
            let current = settings()
            return current.expiration + current.allowExpiredWindow
        }
    }

    /// The format of the configuration, with its keys; they are made where there are none.
    func currentFormat() throws -> (format: any TokenFormat, fernet: FernetKeyRepository) {
        let current = settings()
        return try format.withLock { kept in
            if let kept, kept.config === current.config { return (kept.format, kept.fernet) }
            let wanted = current.format
            if let known = kept, known.settings == wanted {
                kept?.config = current.config
                return (known.format, known.fernet)
            }
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
            kept = Format(config: current.config, settings: wanted, format: fresh, fernet: fernet)
            return (fresh, fernet)
        }
    }
}
