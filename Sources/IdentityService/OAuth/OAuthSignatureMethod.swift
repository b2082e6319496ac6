import Crypto
import HTTPApplication

/// How a consumer signs, by the names of RFC 5849 and of its usual extensions.
enum OAuthSignatureMethod: String, Sendable {
    case sha1 = "HMAC-SHA1"
    case sha256 = "HMAC-SHA256"
    case sha512 = "HMAC-SHA512"
    /// The secrets themselves, for connections that nobody reads.
    case plainText = "PLAINTEXT"

    /// The signature of `text` as the header has it, decoded.
    ///
    /// - Parameter key: both secrets, joined as section 3.4.2 says.
    func signature(of text: String, key: String) -> String {
        func code<H: HashFunction>(_: H.Type) -> String {
            let code = HMAC<H>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))
            return Base64.encode(Array(code), .ordinary, padding: true)
        }
        return switch self {
        case .sha1: code(Insecure.SHA1.self)
        case .sha256: code(SHA256.self)
        case .sha512: code(SHA512.self)
        case .plainText: key
        }
    }
}
