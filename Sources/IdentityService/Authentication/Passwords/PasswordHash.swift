import Crypto
import CryptoExtras
import HTTPApplication

/// Passwords to texts that nobody can read back. Slow by intention: never to be called on an event loop.
enum PasswordHash {
    /// Why a password cannot be hashed.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static let bcryptSHA256Prefix = "$bcrypt-sha256$"
    /// A stored hash cannot make one check take more memory or time than this.
    private static let maximumScryptMemory = 1 << 30
    private static let maximumRounds = 100_000_000

    static func make(_ password: String, scheme: PasswordScheme) throws -> String {
        let bytes = Array(password.utf8)
        switch scheme {
        case .bcrypt(let rounds):
            guard let setting = BcryptHash.makeSetting(rounds: rounds), let hash = BcryptHash.hash(bytes, setting: setting) else {
                throw Failure(description: "bcrypt cannot hash a password with a zero byte")
            }
            return hash
        case .bcryptSHA256(let rounds):
            guard let setting = BcryptHash.makeSetting(rounds: rounds),
                let hash = BcryptHash.hash(keyed(bytes, setting.suffix(22)), setting: setting)
            else { throw Failure(description: "bcrypt failed") }
            return "\(bcryptSHA256Prefix)v=2,t=2b,r=\(rounds)$\(setting.suffix(22))$\(hash.suffix(31))"
        case .scrypt(let logarithm, let blockSize, let parallelism, let saltCount):
            let salt = randomBytes(saltCount)
            let digest = try scrypt(bytes, salt: salt, logarithm: logarithm, blockSize: blockSize, parallelism: parallelism, count: 32)
            return "$scrypt$ln=\(logarithm),r=\(blockSize),p=\(parallelism)$\(base64(salt))$\(base64(digest))"
        case .pbkdf2(let rounds, let saltCount):
            let salt = randomBytes(saltCount)
            return "$pbkdf2-sha512$\(rounds)$\(base64(salt))$\(base64(try pbkdf2(bytes, salt: salt, rounds: rounds, count: 64)))"
        }
    }

    /// Whether `password` was hashed to `hash`; never for a text of no known scheme. The comparison takes the same time for all passwords.
    static func verify(_ password: String, against hash: String) -> Bool {
        let bytes = Array(password.utf8)
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].isEmpty else { return false }
        switch parts[1] {
        case "2a", "2b", "2y":
            return BcryptHash.hash(bytes, setting: hash).map { ConstantTime.equal($0, hash) } ?? false
        case "bcrypt-sha256":
            guard parts.count == 5, let cost = numbers(parts[2])["r"], (4...31).contains(cost), parts[3].utf8.count == 22 else {
                return false
            }
            let setting = "$2b$" + (cost < 10 ? "0" : "") + "\(cost)$\(parts[3])"
            return BcryptHash.hash(keyed(bytes, parts[3]), setting: setting).map {
                ConstantTime.equal(String($0.suffix(31)), String(parts[4]))
            }
                ?? false
        case "scrypt":
            let cost = numbers(parts[2])
            guard parts.count == 5, let logarithm = cost["ln"], let blockSize = cost["r"], let parallelism = cost["p"],
                (1...30).contains(logarithm), (1...1024).contains(blockSize), (1...64).contains(parallelism),
                128 * blockSize << logarithm <= maximumScryptMemory, let salt = bytesOf(parts[3]), let digest = bytesOf(parts[4]),
                !digest.isEmpty,
                let own = try? scrypt(
                    bytes, salt: salt, logarithm: logarithm, blockSize: blockSize, parallelism: parallelism, count: digest.count)
            else { return false }
            return ConstantTime.equal(own, digest)
        case "pbkdf2-sha512":
            guard parts.count == 5, let rounds = Int(parts[2]), (1...maximumRounds).contains(rounds), let salt = bytesOf(parts[3]),
                let digest = bytesOf(parts[4]), !digest.isEmpty,
                let own = try? pbkdf2(bytes, salt: salt, rounds: rounds, count: digest.count)
            else { return false }
            return ConstantTime.equal(own, digest)
        default: return false
        }
    }

    // MARK: Parts

    private static func scrypt(_ password: [UInt8], salt: [UInt8], logarithm: Int, blockSize: Int, parallelism: Int, count: Int) throws
        -> [UInt8]
    {
        try KDF.Scrypt.deriveKey(
            from: password, salt: salt, outputByteCount: count, rounds: 1 << logarithm, blockSize: blockSize, parallelism: parallelism
        ).withUnsafeBytes { Array($0) }
    }

    private static func pbkdf2(_ password: [UInt8], salt: [UInt8], rounds: Int, count: Int) throws -> [UInt8] {
        try KDF.Insecure.PBKDF2.deriveKey(
            from: password, salt: salt, using: .sha512, outputByteCount: count, unsafeUncheckedRounds: rounds
        ).withUnsafeBytes { Array($0) }
    }

    /// What `bcrypt-sha256` gives to bcrypt: the HMAC of the password under the text of the salt, in base64.
    private static func keyed(_ password: [UInt8], _ salt: Substring) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: password, using: SymmetricKey(data: Array(salt.utf8)))
        return Array(Base64.encode(Array(code), .ordinary, padding: true).utf8)
    }

    /// `ln=16,r=8,p=1` as a dictionary; what is no number is left out.
    private static func numbers(_ text: Substring) -> [Substring: Int] {
        var result: [Substring: Int] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=")
            if parts.count == 2, let value = Int(parts[1]) { result[parts[0]] = value }
        }
        return result
    }

    private static func base64(_ bytes: [UInt8]) -> String { Base64.encode(bytes, .ordinary, padding: false) }

    /// Older releases wrote `.` for `+`.
    private static func bytesOf(_ text: Substring) -> [UInt8]? { Base64.decode(String(text.map { $0 == "." ? "+" : $0 })) }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
