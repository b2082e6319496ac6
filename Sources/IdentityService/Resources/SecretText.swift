/// Secrets that are made for clients.
enum SecretText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Random bytes as URL-safe base64 without padding: 86 characters for 64 bytes.
    static func make(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        // Six random bits for each character, as base64 has them.
        return String(decoding: (0..<(count * 8 + 5) / 6).map { _ in alphabet[Int.random(in: 0..<64, using: &generator)] }, as: UTF8.self)
    }
}
