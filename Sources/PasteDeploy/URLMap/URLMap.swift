package import HTTPApplication
import NIOHTTP1

/// Dispatches by host and path, as `egg:Paste#urlmap` does.
///
/// An entry matches a path that equals its own or goes on with `/` after it. Entries with a domain come before those without, and
/// of the same domain the longest path wins. What matched moves from the request's `pathInfo` to its `scriptName`.
package final class URLMap: Application {
    package struct Entry: Sendable {
        package let key: URLMapKey
        package let application: any Application

        package init(key: URLMapKey, application: any Application) {
            self.key = key
            self.application = application
        }
    }

    /// In the order in which they are tried.
    package let entries: [Entry]
    package let notFound: (any Application)?
    private let hasDomains: Bool

    /// - Parameters:
    ///   - entries: of two with the same key, the later one counts.
    ///   - notFound: what answers when no entry matches, with the path untouched; nil for a plain 404.
    package init(entries: [Entry], notFound: (any Application)? = nil) {
        var unique: [Entry] = []
        for entry in entries {
            if let index = unique.firstIndex(where: { $0.key == entry.key }) {
                unique[index] = entry
            } else {
                unique.append(entry)
            }
        }
        self.entries = unique.sorted(by: Self.isTriedBefore)
        self.notFound = notFound
        self.hasDomains = unique.contains { $0.key.domain != nil }
    }

    private static func isTriedBefore(_ lhs: Entry, _ rhs: Entry) -> Bool {
        switch (lhs.key.domain, rhs.key.domain) {
        case (let left?, let right?) where left != right: left < right
        case (_?, nil): true
        case (nil, _?): false
        default: lhs.key.path.utf8.count > rhs.key.path.utf8.count
        }
    }

    package func respond(to request: Request) async throws -> Response {
        if Self.hasRepeatedSlash(request.pathInfo) {
            request.pathInfo = URLMapKey.collapsingSlashes(request.pathInfo)
        }
        guard let entry = hasDomains ? match(host: request, path: request.pathInfo) : match(path: request.pathInfo) else {
            if let notFound { return try await notFound.respond(to: request) }
            return Self.notFoundResponse(to: request)
        }
        let prefix = entry.key.path
        if !prefix.isEmpty {
            request.scriptName = request.scriptName.isEmpty ? prefix : request.scriptName + prefix
            request.pathInfo = String(
                request.pathInfo[request.pathInfo.utf8.index(request.pathInfo.startIndex, offsetBy: prefix.utf8.count)...])
        }
        return try await entry.application.respond(to: request)
    }

    private func match(path: String) -> Entry? {
        for entry in entries where Self.matches(entry.key.path, path) { return entry }
        return nil
    }

    private func match(host request: Request, path: String) -> Entry? {
        let parts = request.host.lowercased().split(separator: ":", maxSplits: 1)
        let host = parts.first ?? ""
        let port = parts.count > 1 ? parts[1] : request.scheme == "https" ? "443" : "80"
        let hostWithPort = "\(host):\(port)"
        return entries.first { entry in
            if let domain = entry.key.domain, domain != host, domain != hostWithPort { return false }
            return Self.matches(entry.key.path, path)
        }
    }

    private static func matches(_ prefix: String, _ path: String) -> Bool {
        var rest = path.utf8.makeIterator()
        for byte in prefix.utf8 where rest.next() != byte { return false }
        let next = rest.next()
        return next == nil || next == UInt8(ascii: "/")
    }

    private static func hasRepeatedSlash(_ path: String) -> Bool {
        var previous: UInt8 = 0
        for byte in path.utf8 {
            if byte == UInt8(ascii: "/"), previous == byte { return true }
            previous = byte
        }
        return false
    }

    private static func notFoundResponse(to request: Request) -> Response {
        let accept = request.headers.first(name: "accept") ?? ""
        guard accept.contains("html") else {
            return Response(status: .notFound, text: "404 Not Found\n\nNothing is served at \(request.path)\n")
        }
        let path = request.path.map { character -> String in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(character)
            }
        }
        .joined()
        let html = """
            <!DOCTYPE html>
            <html><head><title>404 Not Found</title></head>
            <body><h1>Not Found</h1><p>Nothing is served at <code>\(path)</code>.</p></body></html>

            """
        return Response(status: .notFound, text: html, contentType: "text/html; charset=UTF-8")
    }
}
