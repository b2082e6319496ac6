/// Which order of filters works: told by their factories alone.
enum FilterOrder {
    struct Problem {
        /// The filter that stands in the wrong place.
        let index: Int
        let message: String
    }

    /// The filters that turn any error of what they enclose into an answer.
    private static let catchAll: Set<String> = ["catch_errors", "faultwrap"]

    /// The filters that cannot fail, or have to see every answer, and so may enclose a catch-all.
    private static let outsideCatchAll: Set<String> = [
        "cors", "http_proxy_to_wsgi", "request_id", "correlation_id", "healthcheck", "fake_project_id", "debug", "access_log",
        "stats_monitoring", "url_normalize",
    ]

    private static func isContext(_ key: String) -> Bool { key.hasPrefix("keystonecontext.") }

    /// What is wrong with the order of a pipeline's filters.
    ///
    /// - Parameter filters: the filters with the keys of their factories, outermost first.
    static func problems(_ filters: [(name: String, key: String)]) -> [Problem] {
        var problems: [Problem] = []
        let context = filters.firstIndex { isContext($0.key) }
        let token = filters.firstIndex { $0.key == "authtoken" }
        if let context, let token, context < token {
            problems.append(
                Problem(
                    index: context,
                    message: "`\(filters[context].name)` stands before `\(filters[token].name)`, which is to tell it who the user is"))
        }
        if let request = filters.firstIndex(where: { $0.key == "request_id" }) {
            for index in [token, context].compactMap({ $0 }) where index < request {
                problems.append(
                    Problem(
                        index: index,
                        message: "`\(filters[index].name)` stands before `\(filters[request].name)`: what it refuses has no request id"))
            }
        }
        if let outermost = filters.firstIndex(where: { catchAll.contains($0.key) }) {
            for index in 0..<outermost where !outsideCatchAll.contains(filters[index].key) {
                problems.append(
                    Problem(
                        index: index,
                        message: "`\(filters[index].name)` stands before `\(filters[outermost].name)`, which cannot catch its errors there")
                )
            }
        }
        return problems
    }

    /// The outermost place for one more filter that adds no problem, or as few as can be.
    static func place(forKey key: String, in filters: [(name: String, key: String)]) -> Int {
        var best = (index: 0, problems: Int.max)
        for index in 0...filters.count {
            var candidate = filters
            candidate.insert(("", key), at: index)
            let count = problems(candidate).count
            if count < best.problems { best = (index, count) }
        }
        return best.index
    }
}
