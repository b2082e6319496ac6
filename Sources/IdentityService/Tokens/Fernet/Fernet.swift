import Crypto
import CryptoExtras
import HTTPApplication

/// Fernet messages: AES-128-CBC under a key, a time and an HMAC-SHA256, in URL-safe base64.
///
/// Format: the Fernet specification, version 0x80. Tokens leave the padding of the base64 out. Only the one canonical text of a message is
/// taken: no padding, no other alphabet, no bits left over.
package enum Fernet {
    private static let version: UInt8 = 0x80
    /// Version, time, initialization vector, one block and the HMAC.
    private static let minimumCount = 1 + 8 + 16 + 16 + 32

    /// - Parameters:
    ///   - seconds: since 1970.
    ///   - vector: the initialization vector, 16 bytes; a random one when it is not given.
    /// - Throws: when the message cannot be encrypted.
    package static func encrypt(_ message: [UInt8], key: FernetKey, seconds: Int, vector: [UInt8]? = nil) throws -> String {
        let vector = try vector.map { try AES._CBC.IV(ivBytes: $0) } ?? AES._CBC.IV()
        var bytes: [UInt8] = [version]
        withUnsafeBytes(of: UInt64(max(0, seconds)).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: vector)
        bytes.append(contentsOf: try AES._CBC.encrypt(message, using: key.encryption, iv: vector))
        bytes.append(contentsOf: key.authenticationCode(for: bytes[...]))
        return Base64.encode(bytes, .urlSafe, padding: false)
    }

    /// The message of a token and when it was made, in seconds since 1970; `nil` unless one of the keys made it.
    package static func decrypt(_ token: String, keys: [FernetKey]) -> (message: [UInt8], seconds: Int)? {
        guard isCanonical(token), let bytes = Base64.decode(token), bytes.count >= minimumCount, bytes.first == version else { return nil }
        let signed = bytes[..<(bytes.count - 32)]
        let code = bytes[(bytes.count - 32)...]
        guard let key = keys.first(where: { Self.isEqual($0.authenticationCode(for: signed), code) }) else { return nil }
        let time = bytes[1..<9].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard let seconds = Int(exactly: time), TokenLimits.seconds.contains(Double(seconds)),
            let vector = try? AES._CBC.IV(ivBytes: bytes[9..<25]),
            let message = try? AES._CBC.decrypt(signed[25...], using: key.encryption, iv: vector)
        else { return nil }
        return (Array(message), seconds)
    }

    private static func isEqual(_ code: HMAC<SHA256>.MAC, _ bytes: ArraySlice<UInt8>) -> Bool {
        code.withUnsafeBytes { code in bytes.withUnsafeBytes { ConstantTime.equal(code, $0) } }
    }

    private static func isCanonical(_ token: String) -> Bool {
        var token = token
        return token.withUTF8 { text in
            text.count <= TokenLimits.maximumLength
                && text.allSatisfy { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }
        }
    }
}
