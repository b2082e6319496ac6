import Crypto
import HTTPApplication

/// A Fernet key: 16 bytes to sign with and 16 to encrypt with, written as base64.
package struct FernetKey: Sendable {
    let signing: SymmetricKey
    let encryption: SymmetricKey

    /// - Parameter text: URL-safe base64 of 32 bytes; blanks and line ends around it do not count.
    package init?(_ text: some StringProtocol) {
        guard let bytes = Base64.decode(String(text.filter { !$0.isWhitespace })), bytes.count == 32 else { return nil }
        signing = SymmetricKey(data: Array(bytes[..<16]))
        encryption = SymmetricKey(data: Array(bytes[16...]))
    }

    /// The text of a new key.
    package static func generate() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { Base64.encode($0, .urlSafe, padding: true) }
    }
}
