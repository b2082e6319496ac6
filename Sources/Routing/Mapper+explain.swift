package import NIOHTTP1

/// A route that a request did not match, and why.
package struct NearMiss: Sendable, Hashable {
    package var route: Route
    /// How many segments of the path agreed with the template, from the left.
    package var matchedSegments: Int
    /// What would have to differ, for people.
    package var reason: String
}

extension Mapper {
    /// The routes that come nearest to `method` and `path`, nearest first, and why each missed; empty when one matches.
    package func explain(_ method: HTTPMethod, _ path: String, limit: Int = 5) -> [NearMiss] {
        if case .found = match(method, path) { return [] }
        var path = Substring(path)
        if let suffix, path.hasSuffix(suffix) { path = path.dropLast(suffix.count) }
        if path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path = path.dropLast() }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        var misses: [(miss: NearMiss, score: Int)] = []
        for route in routes {
            let candidates = PathTemplate(route.path).alternatives.compactMap { Self.compare($0, segments, route, method) }
            if let best = candidates.max(by: { $0.score < $1.score }) { misses.append(best) }
        }
        let nearest = misses.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
        return nearest.prefix(limit).map(\.element.miss)
    }

    /// The nearer, the higher the score; `nil` when nothing agrees.
    private static func compare(
        _ template: [PathTemplate.Segment], _ path: [String], _ route: Route, _ method: HTTPMethod
    ) -> (miss: NearMiss, score: Int)? {
        var matched = 0
        var literals = 0
        while matched < min(template.count, path.count) {
            if case .literal(let text) = template[matched] {
                guard text == path[matched] else { break }
                literals += 1
            } else if path[matched].isEmpty {
                break
            }
            matched += 1
        }
        func miss(_ reason: String, bonus: Int = 0) -> (miss: NearMiss, score: Int) {
            let score = literals * 4 + matched * 2 + bonus - abs(template.count - path.count)
            return (NearMiss(route: route, matchedSegments: matched, reason: reason), score)
        }
        if matched == template.count, matched == path.count {
            return miss("the method is \(route.method.rawValue), not \(method.rawValue)", bonus: 8)
        }
        if matched == path.count { return literals > 0 ? miss("the path ends before '\(describe(template[matched]))'") : nil }
        if matched == template.count { return literals > 0 ? miss("the path goes on with '\(path[matched])'") : nil }
        guard case .literal(let expected) = template[matched] else { return literals > 0 ? miss("'{}' stands for an empty segment") : nil }
        let isSimilar = expected.utf8.first == path[matched].utf8.first && abs(expected.utf8.count - path[matched].utf8.count) <= 2
        guard literals > 0 || isSimilar else { return nil }
        return miss("segment \(matched + 1) is '\(path[matched])', not '\(expected)'", bonus: isSimilar ? 2 : 0)
    }

    private static func describe(_ segment: PathTemplate.Segment) -> String {
        switch segment {
        case .literal(let text): text
        case .capture(let name): "{\(name)}"
        }
    }
}
