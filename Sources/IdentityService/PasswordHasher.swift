/// Hashes passwords and other secrets so that nobody can read them back, and checks them.
///
/// Both take a time that is long by intention: they run away from event loops and store threads.
package protocol PasswordHasher: Sendable {
    /// The hash of a password with a new salt, as text that names its scheme and cost.
    ///
    /// - Throws: when the configured scheme cannot hash it.
    func hash(_ password: String) async throws -> String

    /// Whether `password` is the one that was hashed. Takes as long for a wrong password as for the right one.
    ///
    /// - Parameter hash: a hash of any scheme that is known; an unknown one matches nothing.
    func verify(_ password: String, against hash: String) async -> Bool

    /// Takes as long as ``verify(_:against:)`` does: for users that do not exist, so that nobody learns from the time which ones do.
    func verifyDecoy(_ password: String) async
}
