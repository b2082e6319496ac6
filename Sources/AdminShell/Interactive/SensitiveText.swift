/// Tells lines that carry a secret, which no history keeps.
enum SensitiveText {
    private static let marks = ["password", "passwd", "x-auth-token", "x-subject-token", "secret", "login ", "token show", "token revoke"]

    static func isSensitive(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return marks.contains { lowered.contains($0) }
    }
}
