package import HTTPApplication
import NIOHTTP1

/// `cors`: lets scripts of other origins use the API, as W3C's Cross-Origin Resource Sharing describes it.
///
/// A preflight (`OPTIONS` with `Origin` and `Access-Control-Request-Method`) is answered here with 200; it carries the allowing headers
/// only when origin, method and headers are all allowed. Other answers get headers when the origin is allowed. Without a policy every
/// request passes as it is. Upstream: oslo.middleware, `oslo_middleware/cors.py`.
package struct CORSFilter: Filter {
    private struct Rule {
        var policy: CORSPolicy
        /// Lower case, the simple headers included.
        var requestHeaders: Set<String>
        var exposedHeaders: String
    }

    /// Headers that a script may set without asking.
    private static let simpleHeaders = [
        "accept", "accept-language", "content-type", "cache-control", "content-language", "expires", "last-modified", "pragma",
    ]
    private static let anyOrigin = "*"

    private let rules: [String: Rule]

    /// - Parameter policies: of two policies for one origin the first counts.
    package init(_ policies: [CORSPolicy]) {
        var rules: [String: Rule] = [:]
        for policy in policies {
            let headers = Set(policy.allowedHeaders.map { $0.lowercased() } + Self.simpleHeaders)
            let rule = Rule(policy: policy, requestHeaders: headers, exposedHeaders: policy.exposedHeaders.joined(separator: ","))
            for origin in policy.allowedOrigins where rules[origin] == nil { rules[origin] = rule }
        }
        self.rules = rules
    }

    package func respond(to request: Request, next: Next) async throws -> Response {
        guard !rules.isEmpty, let origin = request.headers.first(name: "Origin") else { return try await next(request) }
        if request.method == .OPTIONS, let method = request.headers.first(name: "Access-Control-Request-Method") {
            return preflight(origin: origin, method: method, headers: request.headers)
        }
        var response = try await next(request)
        // An answer with such headers comes from something that knows better.
        guard let (value, rule) = rule(for: origin), !response.headers.contains(name: "Access-Control-Allow-Origin") else {
            return response
        }
        allow(value, rule, in: &response.headers)
        if !rule.exposedHeaders.isEmpty {
            response.headers.replaceOrAdd(name: "Access-Control-Expose-Headers", value: rule.exposedHeaders)
        }
        return response
    }

    private func preflight(origin: String, method: String, headers: HTTPHeaders) -> Response {
        var response = Response(status: .ok)
        let asked = headers["Access-Control-Request-Headers"].flatMap { HeaderText.items($0) }
        guard let (value, rule) = rule(for: origin), rule.policy.allowedMethods.contains(method),
            asked.allSatisfy({ rule.requestHeaders.contains($0.lowercased()) })
        else { return response }
        allow(value, rule, in: &response.headers)
        if rule.policy.maximumAge > 0 {
            response.headers.add(name: "Access-Control-Max-Age", value: String(rule.policy.maximumAge))
        }
        response.headers.add(name: "Access-Control-Allow-Methods", value: method)
        if !asked.isEmpty { response.headers.add(name: "Access-Control-Allow-Headers", value: asked.joined(separator: ",")) }
        return response
    }

    /// The rule that holds for an origin, and how an answer names the origin.
    private func rule(for origin: String) -> (String, Rule)? {
        if let rule = rules[origin] { return (origin, rule) }
        return rules[Self.anyOrigin].map { (Self.anyOrigin, $0) }
    }

    private func allow(_ origin: String, _ rule: Rule, in headers: inout HTTPHeaders) {
        headers.add(name: "Access-Control-Allow-Origin", value: origin)
        if rule.policy.allowsCredentials { headers.add(name: "Access-Control-Allow-Credentials", value: "true") }
        let varies = headers["Vary"].contains { HeaderText.items($0).contains { HeaderText.equalIgnoringCase($0, "Origin") } }
        if !varies { headers.add(name: "Vary", value: "Origin") }
    }
}
