import Crypto
import HTTPApplication

/// osprofiler's signature of a trace header: the hexadecimal HMAC-SHA1 of its text.
enum TraceSignature {
    /// The signature of `text` under `key`, in lower case.
    static func make(_ text: String, key: String) -> String {
        var hmac = HMAC<Insecure.SHA1>(key: SymmetricKey(data: Array(key.utf8)))
        hmac.update(data: Array(text.utf8))
        var result = ""
        for byte in hmac.finalize() {
            result.unicodeScalars.append(digit(byte >> 4))
            result.unicodeScalars.append(digit(byte & 15))
        }
        return result
    }

    /// The first key under which `signature` is that of `text`.
    ///
    /// The time that one comparison takes does not depend on where the signatures differ.
    static func verifyingKey(_ signature: String, of text: String, among keys: [String]) -> String? {
        keys.first { ConstantTime.equal(make(text, key: $0), signature) }
    }

    private static func digit(_ value: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
    }
}
