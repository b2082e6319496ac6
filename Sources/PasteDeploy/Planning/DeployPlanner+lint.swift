import INI

extension DeployPlanner {
    /// The filters that turn any error of what they enclose into an answer.
    private static let catchAll: Set<String> = ["catch_errors", "faultwrap"]

    /// The filters that cannot fail, or have to see every answer, and so may enclose a catch-all.
    private static let outsideCatchAll: Set<String> = [
        "cors", "http_proxy_to_wsgi", "request_id", "correlation_id", "healthcheck", "fake_project_id", "debug", "access_log",
        "stats_monitoring", "url_normalize",
    ]

    private static func isContext(_ key: String) -> Bool { key.hasPrefix("keystonecontext.") }

    /// Warns about filters in an order that loads but does not work.
    func lint(_ filters: [PlannedFactory]) {
        lintRepetition(filters)
        let context = filters.firstIndex { Self.isContext($0.key) }
        let token = filters.firstIndex { $0.key == "authtoken" }
        if let context, let token, context < token {
            warn(
                "`\(filters[context].name)` stands before `\(filters[token].name)`, which is to tell it who the user is",
                at: filters[context].reference)
        }
        if let request = filters.firstIndex(where: { $0.key == "request_id" }) {
            for index in [token, context].compactMap({ $0 }) where index < request {
                warn(
                    "`\(filters[index].name)` stands before `\(filters[request].name)`: what it refuses has no request id",
                    at: filters[index].reference)
            }
        }
        if let outermost = filters.firstIndex(where: { Self.catchAll.contains($0.key) }) {
            for filter in filters[..<outermost] where !Self.outsideCatchAll.contains(filter.key) {
                warn(
                    "`\(filter.name)` stands before `\(filters[outermost].name)`, which cannot catch its errors there",
                    at: filter.reference)
            }
        }
    }

    private func lintRepetition(_ filters: [PlannedFactory]) {
        var seen: Set<String> = []
        for filter in filters where !seen.insert(filter.arguments.sectionName).inserted {
            warn("filter `\(filter.name)` is in this pipeline twice", at: filter.reference)
        }
    }
}
