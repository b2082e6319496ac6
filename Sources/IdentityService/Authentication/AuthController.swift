import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `/auth`: issues tokens, tells what they stand for, revokes them, and tells what a caller may get a token for.
enum AuthController {
    static let subjectHeader = "X-Subject-Token"
    static let accessRulesHeader = "OpenStack-Identity-Access-Rules"

    static let operations: [IdentityOperation] = [
        IdentityOperation(.POST, "auth/tokens", "token", "create", isOpen: true) { try await issue($0) },
        IdentityOperation(.GET, "auth/tokens", "token", "show") { try show($0, "validate_token") },
        IdentityOperation(.HEAD, "auth/tokens", "token", "check") { try show($0, "check_token") },
        IdentityOperation(.DELETE, "auth/tokens", "token", "delete") { try await revoke($0) },
        IdentityOperation(.GET, "auth/catalog", "token", "catalog") { try catalog($0) },
        IdentityOperation(.GET, "auth/projects", "token", "projects") { try projects($0) },
        IdentityOperation(.GET, "auth/domains", "token", "domains") { try domains($0) },
        IdentityOperation(.GET, "auth/system", "token", "system") { try system($0) },
    ]

    // MARK: Tokens

    /// A token for whoever proves who they are.
    private static func issue(_ call: IdentityCall) async throws -> Response {
        let body = try await call.body()
        let request = try AuthenticationRequest(.object(body), allowed: call.service.tokenSettings.methods) { try call.signedRequest() }
        let contents = try await Authenticator(service: call.service).contents(for: request)
        guard let token = try call.service.tokens.resolve(contents) else { throw AuthenticationFault.noScope }
        return respond(.created, try call.service.tokens.encode(contents), token, call)
    }

    private static func show(_ call: IdentityCall, _ action: String) throws -> Response {
        let isExpiredAllowed = call.query.first("allow_expired").map(isTrue) ?? false
        let (text, token) = try subject(call, window: isExpiredAllowed ? call.service.tokenSettings.allowExpiredWindow : 0)
        try authorize(call, action, token)
        if token.applicationCredential?.accessRules != nil, call.request.headers.first(name: accessRulesHeader) == nil {
            throw AuthenticationFault.noToken
        }
        return respond(.ok, text, token, call)
    }

    /// The token, and as a rule all that were made from the same login, are not valid any more.
    private static func revoke(_ call: IdentityCall) async throws -> Response {
        let (_, token) = try subject(call, window: 0)
        try authorize(call, "revoke_token", token)
        try await call.service.tokens.revoke(token.contents, cascade: !(call.query.first("cascade").map(isFalse) ?? false))
        return .identityEmpty
    }

    private static func respond(_ status: HTTPResponseStatus, _ text: String, _ token: ResolvedToken, _ call: IdentityCall) -> Response {
        let includesCatalog = !call.query.items.contains { $0.name == "nocatalog" }
        return Response(
            status: status, json: token.view(includingCatalog: includesCatalog, host: EndpointURL.host(of: call.request)),
            headers: [subjectHeader: text])
    }

    private static func subject(_ call: IdentityCall, window: Int) throws -> (text: String, token: ResolvedToken) {
        guard let text = call.request.headers.first(name: subjectHeader)?.trimmedOfBlanks,
            let token = try call.service.tokens.validate(text, window: window)
        else { throw AuthenticationFault.noToken }
        return (text, token)
    }

    private static func authorize(_ call: IdentityCall, _ action: String, _ token: ResolvedToken) throws {
        try call.authorize(action, ["token": ["user_id": .string(token.user.id)]])
    }

    private static func isTrue(_ text: String) -> Bool { ["1", "t", "true", "on", "y", "yes"].contains(text.lowercased()) }
    private static func isFalse(_ text: String) -> Bool { ["0", "f", "false", "off", "n", "no"].contains(text.lowercased()) }

    // MARK: What tokens there may be

    private static func catalog(_ call: IdentityCall) throws -> Response {
        let caller = try call.caller
        guard let projectID = caller.projectID else { throw IdentityFault.forbidden("Only a token of a project has a catalog.") }
        let services = try call.service.read { try $0.catalog(ofProject: projectID) }
        let host = EndpointURL.host(of: call.request)
        return Response(json: [
            "catalog": .array(services.map { $0.view(projectID: projectID, userID: caller.userID, host: host) }),
            "links": ["self": .string(call.linkBase + "/auth/catalog")],
        ])
    }

    private static func projects(_ call: IdentityCall) throws -> Response {
        let id = try call.caller.userID
        let projects = try call.service.read { try $0.projects(ofUser: id) }.filter(\.isEnabled)
        return call.list("projects", try projects.map { try ProjectKind().view($0.document, call.service) })
    }

    private static func domains(_ call: IdentityCall) throws -> Response {
        let id = try call.caller.userID
        let domains = try call.service.read { try $0.domains(ofUser: id) }.filter(\.isEnabled)
        return call.list("domains", try domains.map { try DomainKind().view($0.document, call.service) })
    }

    private static func system(_ call: IdentityCall) throws -> Response {
        let id = try call.caller.userID
        let isThere = try call.service.read { try $0.hasRoles(user: id, on: .system) }
        return Response(json: [
            "system": isThere ? [["all": true]] : [], "links": ["self": .string(call.linkBase + "/auth/system")],
        ])
    }
}

extension String {
    fileprivate var trimmedOfBlanks: String {
        var text = self[...]
        while let first = text.unicodeScalars.first, first == " " || first == "\t" { text.unicodeScalars.removeFirst() }
        while let last = text.unicodeScalars.last, last == " " || last == "\t" { text.unicodeScalars.removeLast() }
        return text.utf8.count == utf8.count ? self : String(text)
    }
}
