/// Headers whose values no log may show.
enum SensitiveHeader {
    static let mask = "*****"

    private static let names: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-auth-key", "x-auth-password", "x-trace-hmac",
        "x-service-catalog",
    ]

    /// Every header that carries credentials, and every `X-...-Token`, with blanks or underscores however spelt.
    static func isSecret(_ name: String) -> Bool {
        let name = IdentityHeaders.canonical(name)
        return names.contains(name) || name.hasSuffix("token")
    }

    /// The value as a log may show it.
    static func shown(_ name: String, _ value: String) -> String { isSecret(name) ? mask : value }
}
