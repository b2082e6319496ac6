/// A way to write what a token says so that nobody else can make one.
package protocol TokenFormat: Sendable {
    /// - Throws: when there is no key to sign with.
    func encode(_ contents: TokenContents) throws -> String

    /// What a token says; `nil` for anything that was not made with one of the keys, byte for byte. Whether it expired or was revoked is
    /// not looked at.
    func decode(_ token: String) -> TokenContents?
}

/// Longer texts are no tokens of any format.
enum TokenLimits {
    static let maximumLength = 4096
    /// Seconds since 1970 that the year 9999 does not reach; sums of them do not overflow.
    static let seconds = 0.0...253_402_300_799.0
}
