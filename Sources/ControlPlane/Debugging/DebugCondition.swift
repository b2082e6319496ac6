package import CommandLanguage
package import HTTPApplication

/// Which live requests are recorded.
package struct DebugCondition: Sendable {
    package var expression: RequestExpression
    /// Requests of this app alone; `nil` = of all.
    package var app: String?
    /// How many more are recorded before it ends by itself; `nil` = no end.
    package var remaining: Int?
    /// Who asked for it: `user@host`.
    package var by: String
    package var since: Timestamp

    package init(_ expression: RequestExpression, app: String? = nil, count: Int? = nil, by: String) {
        self.expression = expression
        self.app = app
        remaining = count
        self.by = by
        since = .now()
    }

    /// `path ~ '^/v2.0/ports' (neutron only, 5 more), since 2026-11-21T14:15:00Z, by root@host`
    package var text: String {
        let limits = [app.map { "\($0) only" }, remaining.map { "\($0) more" }].compactMap(\.self)
        let inParentheses = limits.isEmpty ? "" : " (\(limits.joined(separator: ", ")))"
        return "\(expression.text)\(inParentheses), since \(since.seconds), by \(by)"
    }
}
