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
        let settings = service.settings
        let account = try service.read { directory -> Account? in
            guard let user = try directory.user(reference) else { return nil }
            let failures = settings.countsLogins ? try directory.loginFailures(ofUser: user.id) : LoginFailures()
            return Account(
                user: user, isEnabled: try directory.isEnabled(user: user.id), password: try directory.passwords(ofUser: user.id).first,
                failures: failures)
        }
        let now = Timestamp.now()
        guard let account, let known = account.password, !isLocked(account, settings, now) else {
            await service.hasher.verifyDecoy(password)
            throw AuthenticationFault.refused
        }
        let user = account.user
        guard await service.hasher.verify(password, against: known.hash) else {
            if settings.lockoutAttempts != nil, !user.hasOption("ignore_lockout_failure_attempts") {
                try await recordFailure(of: account, at: now)
            }
            throw AuthenticationFault.refused
        }
        guard account.isEnabled, !isInactive(account, settings, now) else { throw AuthenticationFault.refused }
        if settings.countsLogins { try await recordSuccess(of: user.id, at: now) }
        if let expiry = known.expiresAt, expiry <= now, !user.hasOption("ignore_password_expiry") {
            throw AuthenticationFault.passwordExpired(user.id)
        }
        return Login(user: user, methods: ["password"])
    }

    private func isLocked(_ account: Account, _ settings: IdentitySettings, _ now: Timestamp) -> Bool {
        guard let limit = settings.lockoutAttempts, account.failures.count >= limit, let last = account.failures.lastAt,
            !account.user.hasOption("ignore_lockout_failure_attempts")
        else { return false }
        return now.microseconds - last.microseconds < settings.lockoutSeconds * 1_000_000
    }

    private func isInactive(_ account: Account, _ settings: IdentitySettings, _ now: Timestamp) -> Bool {
        guard let days = settings.inactivityDays, let last = account.failures.lastActiveAt,
            !account.user.hasOption("ignore_user_inactivity")
        else { return false }
        return now.microseconds - last.microseconds > days * 86_400 * 1_000_000
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
    /// Days after whose end a user who did not log in counts as disabled.
    var inactivityDays: Int? { config.int("disable_user_account_days_inactive", group: "security_compliance") }

    /// Whether anything depends on when users logged in, or failed to.
    var countsLogins: Bool { lockoutAttempts != nil || inactivityDays != nil }
}
