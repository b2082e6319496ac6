package import HTTPApplication
import JSONCodec
import NIOHTTP1

/// What `healthcheck` answers, as a filter and as an application.
///
/// 200, or 503 when a backend says no; the body has the backends' reasons as text, HTML or JSON by `Accept`. `HEAD` is answered 204 or
/// 503 without a body. Upstream: oslo.middleware, `oslo_middleware/healthcheck/__init__.py`.
package struct HealthCheck: Sendable {
    package static let defaultPath = "/healthcheck"

    package var backends: [HealthBackend]
    /// Whether the answer says more than the reasons.
    package var isDetailed: Bool
    /// Only clients from here get an answer; with no range, all do.
    package var sourceRanges: [AddressRange]
    /// Whether requests that came through a proxy get no answer.
    package var ignoresProxied: Bool

    package init(
        backends: [HealthBackend] = [], isDetailed: Bool = false, sourceRanges: [AddressRange] = [], ignoresProxied: Bool = false
    ) {
        self.backends = backends
        self.isDetailed = isDetailed
        self.sourceRanges = sourceRanges
        self.ignoresProxied = ignoresProxied
    }

    private static let proxyHeaders = [
        "Forwarded", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Prefix",
    ]

    /// - Returns: `nil` when the request is none that this check answers.
    package func respond(to request: Request) -> Response? {
        if !sourceRanges.isEmpty, !sourceRanges.contains(where: { $0.contains(request.remoteAddress) }) { return nil }
        if ignoresProxied, Self.proxyHeaders.contains(where: { request.headers.contains(name: $0) }) { return nil }
        let port = Self.port(of: request)
        let results = backends.map { $0.check(port: port) }
        let isHealthy = results.allSatisfy(\.isHealthy)
        if request.method == .HEAD { return Response(status: isHealthy ? .noContent : .serviceUnavailable) }
        let status = isHealthy ? HTTPResponseStatus.ok : .serviceUnavailable
        switch MediaPreference.best(
            of: ["text/plain", "text/html", "application/json"], accept: request.headers.first(name: "Accept"))
        {
        case "application/json": return Response(status: status, json: .object(json(results)))
        case "text/html": return Response(status: status, text: html(results), contentType: "text/html; charset=UTF-8")
        default: return Response(status: status, text: text(results))
        }
    }

    /// The port that the client has asked on, as far as the request tells.
    private static func port(of request: Request) -> Int {
        let host = request.host
        let end = host.lastIndex(of: "]") ?? host.startIndex
        if let colon = host[end...].lastIndex(of: ":"), let port = Int(host[host.index(after: colon)...]) { return port }
        return request.scheme == "https" ? 443 : 80
    }

    private func text(_ results: [HealthBackend.Result]) -> String {
        results.map { isDetailed ? "\($0.backend): \($0.reason) (\($0.details))" : $0.reason }.joined(separator: "\n")
    }

    private func html(_ results: [HealthBackend.Result]) -> String {
        let rows = results.map { result in
            let details = isDetailed ? "<td>\(ErrorPage.escaped(result.backend))</td><td>\(ErrorPage.escaped(result.details))</td>" : ""
            return "<tr><td>\(ErrorPage.escaped(result.reason))</td>\(details)</tr>\n"
        }
        return "<!DOCTYPE html>\n<html>\n<head><title>Healthcheck Status</title></head>\n<body>\n<table>\n" + rows.joined()
            + "</table>\n</body>\n</html>\n"
    }

    private func json(_ results: [HealthBackend.Result]) -> JSONObject {
        var body: JSONObject = ["detailed": .bool(isDetailed)]
        guard isDetailed else {
            body["reasons"] = .array(results.map { .string($0.reason) })
            return body
        }
        body["now"] = .string(Timestamp.now().seconds)
        body["reasons"] = .array(
            results.map { result in
                ["class": .string(result.backend), "details": .string(result.details), "reason": .string(result.reason)]
            })
        return body
    }
}
