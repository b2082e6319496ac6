import Crypto
import HTTPApplication

/// A Fernet key: 16 bytes to sign with and 16 to encrypt with, written as base64.
package struct FernetKey: Sendable {
    /// An HMAC with the key that signs and nothing else yet: what each message begins with.
    private let signature: HMAC<SHA256>
    let encryption: SymmetricKey

    /// - Parameter text: URL-safe base64 of 32 bytes; blanks and line ends around it do not count.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Base64.decode(String(text.filter { !$0.isWhitespace })), bytes.count == 32 else { return nil }
        signature = HMAC(key: SymmetricKey(data: Array(bytes[..<16])))
        encryption = SymmetricKey(data: Array(bytes[16...]))
    }

    func authenticationCode(for bytes: ArraySlice<UInt8>) -> HMAC<SHA256>.MAC {
        var code = signature
        code.update(data: bytes)
        return code.finalize()
    }

    /// The text of a new key.
    package static func generate() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Base64.encode($0, .urlSafe, padding: true) }
    }
}
