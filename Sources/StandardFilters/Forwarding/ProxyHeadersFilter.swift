package import HTTPApplication

/// `http_proxy_to_wsgi`: takes scheme, host, client and prefix of a request from the headers of the proxies in front of it.
///
/// It does so only when told to: with `[oslo_middleware] enable_proxy_headers_parsing`. Who can reach the listener itself could
/// otherwise claim any of them. Upstream: oslo.middleware, `oslo_middleware/http_proxy_to_wsgi.py`.
package struct ProxyHeadersFilter: Filter {
    private let isEnabled: Bool

    package init(isEnabled: Bool) { self.isEnabled = isEnabled }

    package func respond(to request: Request, next: Next) async throws -> Response {
        if isEnabled {
            let fields = ForwardedFields(request.headers)
            if let scheme = fields.scheme { request.scheme = scheme }
            if let host = fields.host { request.host = host }
            if let client = fields.client { request.remoteAddress = client }
            if let prefix = fields.prefix { request.scriptName = prefix + request.scriptName }
        }
        return try await next(request)
    }
}
