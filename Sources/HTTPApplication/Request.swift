package import NIOHTTP1

/// One HTTP request on its way through the pipelines.
///
/// It belongs to the task that answers it: filters change it in place, as WSGI middleware changes `environ`, and nothing else sees it.
package final class Request {
    package let method: HTTPMethod
    /// The request target as the client sent it.
    package let target: String
    /// The part of the path that urlmaps have consumed: WSGI's `SCRIPT_NAME`, percent-decoded.
    package var scriptName = ""
    /// The part of the path that is still to be dispatched: WSGI's `PATH_INFO`, percent-decoded.
    package var pathInfo: String
    /// The text after `?`, not decoded; empty when there is none.
    package let queryString: String
    /// What the client sent and filters made of it.
    package var headers: HTTPHeaders {
        get {
            writeAdded()
            return headersWithoutAdded
        }
        _modify {
            writeAdded()
            addedHeaders = nil
            yield &headersWithoutAdded
        }
    }
    /// The headers as they are while nobody needs those in ``addedHeaders``: good for looking for a header that is not among them.
    package private(set) var headersWithoutAdded: HTTPHeaders
    /// What a filter added with ``add(_:)``, unless headers have been changed since.
    package private(set) var addedHeaders: (any AddedHeaders)?
    private var isAddedWritten = false
    package var body: RequestBody
    /// `http` or `https`, as the client sees it: `http_proxy_to_wsgi` may change it.
    package var scheme: String
    /// Host and, when it is not the scheme's own, port, as the client sees them.
    package var host: String
    /// The address of the client, without its port.
    package var remoteAddress: String
    package var context: RequestContext
    /// When set, every pipeline records its stages here.
    package var trace: RequestTrace?
    /// The connection that the request came by; `nil` when it was made in process.
    package var client: (any ClientLink)?

    package init(
        method: HTTPMethod, target: String, headers: HTTPHeaders = [:], body: RequestBody = .empty, scheme: String = "http",
        host: String? = nil, remoteAddress: String = "127.0.0.1", context: RequestContext = RequestContext()
    ) {
        self.method = method
        self.target = target
        let (path, query) = Self.split(target)
        self.pathInfo = path
        self.queryString = query
        headersWithoutAdded = headers
        self.body = body
        self.scheme = scheme
        self.host = host ?? headers.first(name: "host") ?? "localhost"
        self.remoteAddress = remoteAddress
        self.context = context
    }

    /// The request's path before any urlmap consumed a part of it.
    package var path: String { scriptName + pathInfo }

    /// `http://host/script`: what links in answers begin with.
    package var applicationURL: String { scheme + "://" + host + scriptName }

    /// Adds headers, which are not written before somebody looks.
    package func add(_ added: any AddedHeaders) {
        writeAdded()
        addedHeaders = added
        isAddedWritten = false
    }

    private func writeAdded() {
        guard !isAddedWritten, let addedHeaders else { return }
        isAddedWritten = true
        addedHeaders.add(to: &headersWithoutAdded)
    }

    private static func split(_ target: String) -> (path: String, query: String) {
        var path = Substring(target)
        var query = ""
        if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = target[..<mark]
            query = String(target[target.utf8.index(after: mark)...])
        }
        // The absolute form of RFC 9112, as proxies send it.
        if !path.utf8.starts(with: "/".utf8), let scheme = path.range(of: "://") {
            let rest = path[scheme.upperBound...]
            path = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
        }
        return (PercentEncoding.decode(path), query)
    }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
