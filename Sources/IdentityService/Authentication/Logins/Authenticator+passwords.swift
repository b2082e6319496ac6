import ConfigOptions
import HTTPApplication
import Persistence

extension Authenticator {
    /// What is known about a user before the password is checked.
    private struct Account: Sendable {
        var user: UserRecord
        var isEnabled: Bool
        var password: PasswordRecord?
        var failures: LoginFailures
    }

    func passwordLogin(_ reference: AuthenticationRequest.Reference, _ password: String) async throws -> Login {
        let (settings, now) = (service.settings, Timestamp.now())
        let account = try service.read { directory -> Account? in
            guard let user = try directory.user(reference) else { return nil }
            let failures = settings.countsLogins ? try directory.loginFailures(ofUser: user.id) : LoginFailures()
            return Account(
                user: user, isEnabled: try directory.isEnabled(user: user.id) && !directory.isInactive(user, settings.inactivityDays, now),
                password: try directory.passwords(ofUser: user.id).first,
                failures: failures)
        }
        guard let account, let known = account.password, !isLocked(account, settings, now) else {
            await service.hasher.verifyDecoy(password)
            throw try await refusal(counting: nil, settings, now)
        }
        let user = account.user
        guard await service.hasher.verify(password, against: known.hash) else {
            throw try await refusal(counting: account, settings, now)
        }
        guard account.isEnabled else { throw try await refusal(counting: nil, settings, now) }
        if let expiry = known.expiresAt, expiry <= now, !user.hasOption("ignore_password_expiry") {
            throw AuthenticationFault.passwordExpired(user.id)
        }
        if settings.countsLogins { try await recordSuccess(of: user.id, at: now) }
        return Login(user: user, methods: ["password"])
    }

    private func isLocked(_ account: Account, _ settings: IdentitySettings, _ now: Timestamp) -> Bool {
        guard let limit = settings.lockoutAttempts, account.failures.count >= limit, let last = account.failures.lastAt,
            !account.user.hasOption("ignore_lockout_failure_attempts")
        else { return false }
        return now.microseconds - last.microseconds < settings.lockoutSeconds * 1_000_000
    }

    /// The answer to a login that failed. Where failures are counted it comes after one write, whether there is anything to count or not:
    /// from the time that it takes nobody learns who exists.
    private func refusal(counting account: Account?, _ settings: IdentitySettings, _ now: Timestamp) async throws -> AuthenticationFault {
        guard settings.lockoutAttempts != nil else { return .refused }
        if let account, !account.user.hasOption("ignore_lockout_failure_attempts") {
            try await recordFailure(of: account, at: now)
        } else {
            try await service.store.write { try UserRecord.noteDecoyFailure(at: now, in: $0) }
        }
        return .refused
    }

    /// Counts a failure; one after a lock that is over is the first again. No token depends on it, so the store is written directly.
    private func recordFailure(of account: Account, at now: Timestamp) async throws {
        let isFirst = account.failures.count >= service.settings.lockoutAttempts ?? .max
        let id = account.user.id
        try await service.store.write { transaction in
            if isFirst { try UserRecord.clearFailures(ofUser: id, in: transaction) }
            try UserRecord.noteFailure(ofUser: id, at: now, in: transaction)
        }
    }

    private func recordSuccess(of userID: String, at now: Timestamp) async throws {
        try await service.store.write { try UserRecord.clearFailures(ofUser: userID, activity: now, in: $0) }
    }
}

extension IdentitySettings {
    /// How many days may pass until a user who did not log in counts as disabled.
    var inactivityDays: Int? { config.int("disable_user_account_days_inactive", group: "security_compliance") }

    /// Whether anything depends on when users logged in, or failed to.
    var countsLogins: Bool { lockoutAttempts != nil || inactivityDays != nil }
}
