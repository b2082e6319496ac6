import JSONCodec

/// Which options a kind of resource takes, and of what form their values are.
struct OptionRules: Sendable {
    enum Form: Sendable {
        case flag
        /// Lists of names of authentication methods.
        case methodLists
    }

    let forms: [String: Form]

    static let project = OptionRules(forms: ["immutable": .flag])
    static let role = project
    static let user = OptionRules(forms: [
        "ignore_change_password_upon_first_use": .flag, "ignore_password_expiry": .flag, "ignore_lockout_failure_attempts": .flag,
        "lock_password": .flag, "ignore_user_inactivity": .flag, "multi_factor_auth_enabled": .flag,
        "multi_factor_auth_rules": .methodLists,
    ])

    /// - Throws: ``IdentityFault``, 400, naming the option that is wrong.
    func check(_ record: JSONObject) throws {
        for option in record["options"]?.objectValue ?? [:] {
            guard let form = forms[option.key] else { throw IdentityFault.invalid("options", "'\(option.key)' is not known") }
            let isRight =
                switch form {
                case .flag: option.value.boolValue != nil || option.value.isNull
                case .methodLists:
                    option.value.isNull
                        || option.value.arrayValue?.allSatisfy { list in
                            list.arrayValue.map { !$0.isEmpty && $0.allSatisfy { $0.stringValue != nil } } ?? false
                        } ?? false
                }
            guard isRight else { throw IdentityFault.invalid("options", "\(option.value) is no value of '\(option.key)'") }
        }
    }
}
