package import NIOHTTP1

/// Finds the route for a method and a path.
///
/// A literal segment wins over a capture; among captures the route that was declared first. A match costs as much as its path is long, however
/// many routes there are, and allocates nothing but the captures.
package struct Mapper: Sendable {
    package enum Match: Sendable {
        case found(Route, Captures)
        /// The path exists with other methods, in the order of their declaration.
        case methodNotAllowed([HTTPMethod])
        case notFound
    }

    package let routes: [Route]
    /// A suffix that clients may put after every path, `.json`.
    package let suffix: String?
    private let trie: SegmentTrie

    /// - Parameter suffix: ignored at the end of a path.
    package init(_ routes: [Route], ignoringSuffix suffix: String? = nil) {
        self.routes = routes
        self.suffix = suffix
        var trie = SegmentTrie()
        for (index, route) in routes.enumerated() {
            for segments in PathTemplate(route.path).alternatives {
                trie.insert(segments, method: route.method.rawValue, route: index)
            }
        }
        self.trie = trie
    }

    /// Finds the route for `method` and a percent-decoded `path` relative to the application, as `Request.pathInfo` holds it.
    ///
    /// A slash after a path is ignored; the empty path and `/` are different paths.
    package func match(_ method: HTTPMethod, _ path: String) -> Match {
        var path = path
        path.makeContiguousUTF8()
        var search = Search(path: path, method: method.rawValue, end: path.utf8.count)
        if let suffix, path.utf8.count > suffix.utf8.count, path.hasSuffix(suffix) { search.end -= suffix.utf8.count }
        let isFound =
            path.utf8.withContiguousStorageIfAvailable { bytes in
                if search.end > 1, bytes[search.end - 1] == UInt8(ascii: "/") { search.end -= 1 }
                return walk(node: 0, from: 0, bytes: bytes, &search)
            } ?? false
        if isFound { return .found(routes[search.route], search.captures(of: search.names)) }
        if search.allowed.isEmpty { return .notFound }
        return .methodNotAllowed(search.allowed.sorted().map { routes[$0].method })
    }

    private struct Search {
        let path: String
        let method: String
        var end: Int
        var values: [Substring] = []
        var allowed: [Int] = []
        var route = 0
        var names: [String] = []

        func captures(of names: [String]) -> Captures { names.isEmpty ? .none : Captures(names: names, values: values) }
    }

    /// Whether an operation with the method was found below `node` for the path from `position` on.
    private func walk(node: Int, from position: Int, bytes: UnsafeBufferPointer<UInt8>, _ search: inout Search) -> Bool {
        guard position < search.end else { return finish(node, &search) }
        guard bytes[position] == UInt8(ascii: "/") else { return false }
        var next = position + 1
        while next < search.end, bytes[next] != UInt8(ascii: "/") { next += 1 }
        let segment = UnsafeBufferPointer(rebasing: bytes[position + 1..<next])
        if let child = trie.nodes[node].literals.find(segment), walk(node: child, from: next, bytes: bytes, &search) { return true }
        guard !segment.isEmpty, let child = trie.nodes[node].capture else { return false }
        let utf8 = search.path.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: position + 1)
        search.values.append(search.path[start..<utf8.index(start, offsetBy: segment.count)])
        if walk(node: child, from: next, bytes: bytes, &search) { return true }
        search.values.removeLast()
        return false
    }

    private func finish(_ node: Int, _ search: inout Search) -> Bool {
        for operation in trie.nodes[node].operations {
            if operation.method == search.method {
                search.route = operation.route
                search.names = operation.names
                return true
            }
            if !search.allowed.contains(where: { routes[$0].method == routes[operation.route].method }) {
                search.allowed.append(operation.route)
            }
        }
        return false
    }
}
