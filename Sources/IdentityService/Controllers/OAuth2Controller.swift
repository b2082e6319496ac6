import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1

/// `/OS-OAUTH2/token`: tokens for OAuth 2.0 clients, which know an application credential as their id and secret.
///
/// Upstream: keystone, `keystone/api/os_oauth2.py`. Clients that prove themselves by certificates are not supported.
enum OAuth2Controller {
    static let operations: [IdentityOperation] = [
        IdentityOperation(.POST, "OS-OAUTH2/token", "oauth2_token", "create", isOpen: true) { call in
            do {
                return try await issue(call)
            } catch let problem as Problem {
                return problem.response(call)
            }
        }
    ]

    /// A mistake in the format of RFC 6749, section 5.2.
    private struct Problem: Error {
        var status: HTTPResponseStatus = .badRequest
        var error: String
        var description: String

        static let badClient = Problem(
            status: .unauthorized, error: "invalid_client", description: "The client is not known, or its secret is wrong.")

        func response(_ call: IdentityCall) -> Response {
            var response = Response(status: status, json: ["error": .string(error), "error_description": .string(description)])
            if status == .unauthorized {
                response.headers.add(name: "WWW-Authenticate", value: "Keystone uri=\"\(call.linkBase)\"")
            }
            return response
        }
    }

    private static func issue(_ call: IdentityCall) async throws -> Response {
        let form = QueryItems(parsing: String(buffer: try await call.request.body.collect()))
        guard let grant = form.first("grant_type") else {
            throw Problem(error: "invalid_request", description: "The parameter 'grant_type' is required.")
        }
        guard grant == "client_credentials" else {
            throw Problem(error: "unsupported_grant_type", description: "The grant '\(grant)' is not supported.")
        }
        let named = basicAuthorization(call.request) ?? (form.first("client_id") ?? "", form.first("client_secret") ?? "")
        let (service, settings) = (call.service, call.service.tokenSettings)
        guard !named.id.isEmpty, !named.secret.isEmpty, settings.methods.contains("application_credential"),
            call.settings.config.list("oauth2_authn_methods", group: "oauth2").contains("client_secret_basic")
        else { throw Problem.badClient }
        do {
            let contents = try await Authenticator(service: service).contents(
                for: AuthenticationRequest(
                    methods: ["application_credential"], credentials: [.applicationCredential(.id(named.id), secret: named.secret)]))
            guard try service.tokens.resolve(contents) != nil else { throw Problem.badClient }
            return Response(json: [
                "access_token": .string(try service.tokens.encode(contents)), "token_type": "Bearer",
                "expires_in": .integer(settings.expiration),
            ])
        } catch let fault as AuthenticationFault where fault.status == .unauthorized {
            throw Problem.badClient
        }
    }

    /// What a header `Authorization: Basic ...` says.
    private static func basicAuthorization(_ request: Request) -> (id: String, secret: String)? {
        guard let header = request.headers.first(name: "Authorization"), header.prefix(6).lowercased() == "basic ",
            let bytes = Base64.decode(header.dropFirst(6))
        else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
    }
}
