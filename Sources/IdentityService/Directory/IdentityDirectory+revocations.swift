package import HTTPApplication
import Persistence

extension IdentityDirectory {
    /// The events that can still concern a token, oldest first.
    ///
    /// - Parameter time: older events are left out: every token that they name has expired.
    package func revocations(since time: Timestamp) throws -> [RevocationEvent] {
        try source.rows(
            "SELECT \(RevocationEvent.columns) FROM identity_revocations WHERE revoked_at >= ? ORDER BY seq",
            [.integer(time.microseconds)]
        ) { RevocationEvent($0) }
    }
}
