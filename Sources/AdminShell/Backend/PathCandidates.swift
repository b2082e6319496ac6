/// How a path that is being typed may go on, by the route table.
struct PathCandidates {
    struct Route {
        var method: String
        /// With variable parts in braces, and optional ones in brackets: `/v3/[{project_id}]/volumes/{id}`.
        var path: String
        var action: String
        var help: String
        var app: String
    }

    /// A collection whose objects may stand next.
    struct Lookup: Hashable {
        var collection: String
        var app: String
        /// What has been typed of the object.
        var typed: String
        /// The project that the path names.
        var project: String?
        /// Whether the path may name a project.
        var hasProjects: Bool
    }

    private let patterns: [(route: Route, segments: [Substring])]

    init(_ routes: [Route]) {
        patterns = routes.flatMap { route in
            let segments = route.path.split(separator: "/", omittingEmptySubsequences: false)
            let isOptional = { (segment: Substring) in segment.hasPrefix("[") }
            let full = segments.map { isOptional($0) ? $0.dropFirst().dropLast() : $0 }
            return segments.contains(where: isOptional) ? [(route, segments.filter { !isOptional($0) }), (route, full)] : [(route, full)]
        }
    }

    private static let project: Substring = "{project_id}"

    private static func isVariable(_ segment: Substring) -> Bool { segment.hasPrefix("{") }

    /// The routes that what has been typed may lead to, the last segment of which is still being typed.
    private func matching(_ typed: [Substring]) -> [(route: Route, segments: [Substring])] {
        patterns.filter { pattern in
            pattern.segments.count >= typed.count
                && zip(pattern.segments, typed.dropLast()).allSatisfy { Self.isVariable($0) ? !$1.isEmpty : $0 == $1 }
        }
    }

    /// Paths that go on with the literal segments of routes, up to the next variable one.
    func words(_ prefix: String) -> [LiveCandidate] {
        let typed = prefix.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = typed.last else { return [] }
        var found: [String: (help: String, goesOn: Bool)] = [:]
        var order: [String] = []
        for (route, segments) in matching(typed) {
            let rest = segments[(typed.count - 1)...]
            let literal = rest.prefix { !Self.isVariable($0) }
            guard let first = literal.first, first.hasPrefix(last) else { continue }
            let path = (typed.dropLast() + literal).joined(separator: "/")
            if found[path] == nil { order.append(path) }
            let isWhole = literal.count == rest.count
            found[path] = (isWhole ? route.help : found[path]?.help ?? route.help, !isWhole || found[path]?.goesOn ?? false)
        }
        return order.map { LiveCandidate($0, found[$0]?.help ?? "", endsWord: found[$0]?.goesOn == false) }
    }

    /// The collections whose objects may stand where the last segment is being typed.
    func lookups(_ prefix: String) -> Set<Lookup> {
        let typed = prefix.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = typed.last else { return [] }
        let collection = typed.dropLast().joined(separator: "/")
        return Set(
            matching(typed).compactMap { route, segments in
                guard segments.count == typed.count, let variable = segments.last, Self.isVariable(variable), route.method == "GET",
                    route.action == "show"
                else { return nil }
                let project = zip(segments, typed).first { $0.0 == Self.project }.map { String($0.1) }
                return Lookup(
                    collection: collection, app: route.app, typed: String(last), project: project,
                    hasProjects: route.path.contains(Self.project))
            })
    }
}
