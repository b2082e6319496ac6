import HTTPApplication

/// Names of tokens that are not secret: what events of revocation and logs speak of.
enum AuditID {
    static let byteCount = 16

    /// A new one: 22 characters that URLs may have.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return text((0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    static func text(_ bytes: [UInt8]) -> String { Base64.encode(bytes, .urlSafe, padding: false) }

    static func bytes(_ text: String) -> [UInt8]? { Base64.decode(text) }
}
