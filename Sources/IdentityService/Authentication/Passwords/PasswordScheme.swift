import ConfigOptions

/// How new passwords are hashed, and at what cost.
///
/// The texts are those of keystone, so that either service reads what the other stored: `$2b$12$...`, `$bcrypt-sha256$...`,
/// `$scrypt$ln=16,r=8,p=1$...`, `$pbkdf2-sha512$25000$...`. Upstream: keystone, `keystone/common/password_hashers/`.
package enum PasswordScheme: Sendable, Hashable {
    /// 2 to the power of `rounds` steps; only the first 72 bytes of a password count.
    case bcrypt(rounds: Int)
    /// bcrypt of an HMAC, so that all bytes count.
    case bcryptSHA256(rounds: Int)
    case scrypt(logarithm: Int, blockSize: Int, parallelism: Int, saltCount: Int)
    case pbkdf2(rounds: Int, saltCount: Int)
}

extension IdentitySettings {
    /// `[identity] password_hash_algorithm` and the options of its cost; values that the scheme does not have are brought into its range.
    package var passwordScheme: PasswordScheme {
        func int(_ name: String, _ range: ClosedRange<Int>, default fallback: Int) -> Int {
            min(range.upperBound, max(range.lowerBound, config.int(name, group: "identity") ?? fallback))
        }
        let saltCount = int("salt_bytesize", 8...96, default: 16)
        switch config.string("password_hash_algorithm", group: "identity") {
        case "bcrypt_sha256": return .bcryptSHA256(rounds: int("password_hash_rounds", 4...31, default: 12))
        case "scrypt":
            return .scrypt(
                logarithm: int("password_hash_rounds", 1...24, default: 16), blockSize: int("scrypt_block_size", 1...64, default: 8),
                parallelism: int("scrypt_parallelism", 1...64, default: 1), saltCount: saltCount)
        case "pbkdf2_sha512": return .pbkdf2(rounds: int("password_hash_rounds", 1...100_000_000, default: 25_000), saltCount: saltCount)
        default: return .bcrypt(rounds: int("password_hash_rounds", 4...31, default: 12))
        }
    }
}
