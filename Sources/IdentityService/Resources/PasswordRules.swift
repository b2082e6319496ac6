import HTTPApplication

/// What the configuration says about new passwords.
struct PasswordRules {
    let settings: IdentitySettings

    init(_ settings: IdentitySettings) { self.settings = settings }

    /// - Throws: ``IdentityFault``, 400, when the password does not meet them. Its text is not repeated.
    func check(_ password: String) throws {
        guard password.utf8.count <= settings.maximumPasswordLength else {
            throw IdentityFault.invalid("password", "it is longer than \(settings.maximumPasswordLength) bytes")
        }
        guard let pattern = settings.passwordPattern else { return }
        guard let expression = try? Regex(pattern) else {
            throw IdentityFault.invalid("password", "nothing matches the option 'password_regex', which is no regular expression")
        }
        guard (try? expression.prefixMatch(in: password)) != nil else {
            let reason = settings.passwordPatternDescription ?? "it does not match the pattern \(pattern)"
            throw IdentityFault.invalid("password", reason)
        }
    }

    /// When a password that is set at `time` expires; `nil` for never.
    func expiry(from time: Timestamp) -> Timestamp? {
        settings.passwordExpiryDays.map { Timestamp(microseconds: time.microseconds + $0 * 86_400_000_000) }
    }

    /// Whether an expiry meets a filter of the form `lt:2026-11-21T00:00:00Z`; one without an operator asks for that time.
    static func isExpiry(_ text: String?, within filter: String) -> Bool {
        guard let expiry = text.flatMap({ Timestamp(identityTime: $0) }) else { return false }
        let parts = filter.split(separator: ":", maxSplits: 1).map(String.init)
        let names = ["lt", "lte", "gt", "gte", "eq", "neq"]
        guard let name = parts.first, parts.count == 2, names.contains(name), let bound = Timestamp(identityTime: parts[1]) else {
            return Timestamp(identityTime: filter) == expiry
        }
        return switch name {
        case "lt": expiry < bound
        case "lte": expiry <= bound
        case "gt": expiry > bound
        case "gte": expiry >= bound
        case "eq": expiry == bound
        default: expiry != bound
        }
    }
}
