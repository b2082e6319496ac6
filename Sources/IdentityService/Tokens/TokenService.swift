import HTTPApplication
import StandardFilters

/// Issues, validates and revokes tokens of one identity service.
package struct TokenService: Sendable {
    let service: IdentityService
    private var state: TokenState { service.tokenState }

    var settings: TokenSettings { service.tokenSettings }

    /// Makes the keys ready and brings the revocations into memory. Called once, before the first request.
    func prepare() throws {
        _ = try state.currentFormat()
        let state = state
        service.revocations.observe { state.revocations.add($0) }
        let lifetime = settings.expiration + settings.allowExpiredWindow
        let oldest = Timestamp(microseconds: Timestamp.now().microseconds - lifetime * 1_000_000)
        for event in try service.read({ try $0.revocations(since: oldest) }) { state.revocations.add(event) }
    }

    /// The text of a token.
    ///
    /// - Throws: ``TokenKeyError`` when there is no key to make it with.
    package func encode(_ contents: TokenContents) throws -> String { try state.currentFormat().format.encode(contents) }

    /// What a token stands for now; `nil` when it is not valid: made by somebody else, expired, revoked, or of a user, project or role that
    /// is gone or disabled.
    ///
    /// - Parameters:
    ///   - window: how many seconds ago it may have expired.
    ///   - isKept: whether the next one who asks about the token may be given the same answer, and this one what another was given.
    /// - Throws: `StoreError` when that cannot be found out.
    package func validate(_ token: String, window: Int = 0, isKept: Bool = true) throws -> ResolvedToken? {
        let now = Timestamp.now()
        // Before anything is read: what changes afterwards makes the entry stale.
        let generation = service.generation
        let digest = isKept ? TokenDigest(token) : nil
        if let digest, let known = state.cache.value(digest, generation: generation, now: now) { return known }
        guard let contents = try state.currentFormat().format.decode(token) else { return nil }
        let end = Timestamp(microseconds: contents.expiresAt.microseconds + window * 1_000_000)
        // A token that is not from this moment or before was made with a clock that is wrong by more than can be.
        guard now < end, contents.issuedAt.microseconds <= now.microseconds + Self.clockTolerance else { return nil }
        guard let resolved = try resolve(contents, now: now) else { return nil }
        if let digest { state.cache.keep(resolved, for: digest, generation: generation, validUntil: resolved.validUntil) }
        return resolved
    }

    /// Looks up what a token would stand for now; `nil` when it would not be valid.
    func resolve(_ contents: TokenContents, now: Timestamp = .now()) throws -> ResolvedToken? {
        guard let standing = try standing(of: TokenSubject(contents), now: now) else { return nil }
        let resolved = ResolvedToken(contents: contents, standing: standing)
        return state.revocations.isRevoked(resolved) ? nil : resolved
    }

    /// What a user's tokens stand for in the identities as they are: read once for each generation of them.
    private func standing(of subject: TokenSubject, now: Timestamp) throws -> TokenStanding? {
        let generation = service.generation
        if let known = state.standings.value(subject, generation: generation, now: now) { return known }
        let days = service.settings.inactivityDays
        guard let standing = try service.read({ try $0.standing(of: subject, inactivityDays: days, now: now) }) else { return nil }
        state.standings.keep(standing, for: subject, generation: generation, validUntil: standing.endsAt)
        return standing
    }

    /// Makes a token invalid from now on.
    ///
    /// - Parameter cascade: whether the tokens that were made from it go with it. The token that it was made from itself stays.
    package func revoke(_ token: TokenContents, cascade: Bool) async throws {
        let isFirst = token.auditChainID == token.auditID
        let event = cascade && isFirst ? RevocationEvent(auditChainID: token.auditID) : RevocationEvent(auditID: token.auditID)
        let service = service
        try await service.write { try service.revoke(event, in: $0) }
    }

    /// Makes the staged Fernet key the one that signs.
    ///
    /// - Returns: the numbers of the keys that remain.
    @discardableResult
    package func rotateKeys() throws -> [Int] {
        let fernet = try state.currentFormat().fernet
        try fernet.prepare()
        // Tokens of the key that goes are kept as valid ones.
        defer { service.invalidate() }
        return try fernet.rotate(maximum: settings.maximumFernetKeys)
    }

    /// Microseconds by which clocks of nodes may differ.
    private static let clockTolerance = 300 * 1_000_000
}

extension IdentityService {
    /// What issues, validates and revokes the tokens of this service.
    package var tokens: TokenService { TokenService(service: self) }

    var tokenSettings: TokenSettings { TokenSettings(settings, stateDirectory: stateDirectory) }
}
