import APIResources
import HTTPApplication
import JSONCodec
import Logging
import NIOCore
import NIOHTTP1
import Persistence
import StandardFilters

@testable import IdentityService

/// An identity service with a few users, and what tests ask of it.
struct LoginFixture: Sendable {
    static let fred = "4f1c0d6b2a3e4c5d8e9f00112233aabb"
    static let demo = "0123456789abcdef0123456789abcdef"

    let identity: IdentityFixture
    var service: IdentityService { identity.service }
    /// The ids of the first roles, by name.
    let roles: [String: String]

    init(_ identity: IdentityFixture) async throws {
        self.identity = identity
        let roles = try identity.service.read { directory in
            try ["admin", "member", "reader", "service"].reduce(into: [:]) { $0[$1] = try directory.role(name: $1)?.id ?? "" }
        }
        self.roles = roles
        try await identity.service.write { transaction in
            func project(_ id: String, _ name: String, domain: String?, isEnabled: Bool = true) throws {
                let domainID = domain.map { JSONValue.string($0) } ?? .null
                try IdentityTables.projects.insert(
                    [
                        "id": .string(id), "name": .string(name), "domain_id": domainID, "parent_id": domainID,
                        "is_domain": .bool(domain == nil), "enabled": .bool(isEnabled),
                    ], in: transaction)
            }
            try project(Self.demo, "demo", domain: "default")
            try project("closed", "closed", domain: "default", isEnabled: false)
            try project("other", "other", domain: "default")
            for (id, name, extra) in [
                (Self.fred, "fred", ["default_project_id": .string(Self.demo)]), ("boss", "boss", [:]), ("sue", "sue", [:]),
                ("gone", "gone", ["enabled": false]), ("nova", "nova", [:]), ("auditor", "auditor", [:]),
            ] as [(String, String, JSONObject)] {
                var user: JSONObject = ["id": .string(id), "name": .string(name), "domain_id": "default", "enabled": true]
                for member in extra { user[member.key] = member.value }
                try IdentityTables.users.insert(user, in: transaction)
                try UserRecord.addPassword(
                    "$plain$pw-" + name, ofUser: id, at: .now(), expiresAt: nil, isSelfService: false, in: transaction)
            }
            for (user, scope, role) in [
                (Self.fred, .project(Self.demo), "member"), (Self.fred, .project("closed"), "member"),
                (Self.fred, .domain("default"), "reader"),
                ("boss", .system, "admin"), ("boss", .project(Self.demo), "admin"), ("nova", .project(Self.demo), "service"),
                ("auditor", .system, "reader"),
            ] as [(String, RoleScope, String)] {
                try AssignmentRecord(.user(user), scope, roleID: roles[role] ?? "").insert(in: transaction)
            }
            try IdentityTables.services.insert(
                ["id": "s1", "type": "network", "name": "neutron", "enabled": true], in: transaction)
            for (id, url) in [("e1", "http://net/%(user_id)s"), ("e2", "http://net/$(project_id)s/x")] {
                try IdentityTables.endpoints.insert(
                    [
                        "id": .string(id), "service_id": "s1", "interface": "public", "region_id": "One", "url": .string(url),
                        "enabled": true,
                    ], in: transaction)
            }
        }
    }

    /// Sends a request through the filter that keystone's pipeline has, so that its token says who asks.
    func send(_ request: Request) async throws -> (status: Int, response: Response) {
        let filter = TokenContextFilter(
            validator: EmbeddedTokenValidator(service: service), authenticateURI: "http://id/v3",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let pipeline = Pipeline(
            filters: [NamedFilter(name: "build_auth_context", filter: filter)], application: IdentityApplication(service: service),
            applicationName: "identity")
        let response = try await pipeline.respond(to: request)
        return (Int(response.status.code), response)
    }

    func logIn(_ body: JSONValue, query: String = "") async throws -> (status: Int, response: Response) {
        try await send(
            Request(method: .POST, target: "/v3/auth/tokens" + query, body: RequestBody(buffer: ByteBuffer(bytes: body.serialized()))))
    }

    /// Roles as tokens show them.
    func views(_ names: String...) -> JSONValue {
        .array(names.map { ["id": .string(roles[$0] ?? ""), "name": .string($0)] })
    }

    static func password(_ name: String, _ password: String? = nil, scope: JSONValue? = nil) -> JSONValue {
        var auth: JSONObject = [
            "identity": [
                "methods": ["password"],
                "password": [
                    "user": ["name": .string(name), "domain": ["id": "default"], "password": .string(password ?? "pw-" + name)]
                ],
            ]
        ]
        if let scope { auth["scope"] = scope }
        return ["auth": .object(auth)]
    }

    static func rescope(_ token: String, scope: JSONValue? = nil) -> JSONValue {
        var auth: JSONObject = ["identity": ["methods": ["token"], "token": ["id": .string(token)]]]
        if let scope { auth["scope"] = scope }
        return ["auth": .object(auth)]
    }

    /// The text of a token of somebody.
    func token(_ name: String, scope: JSONValue? = nil) async throws -> String {
        try await logIn(Self.password(name, scope: scope)).response.headers.first(name: "X-Subject-Token") ?? ""
    }

    /// The status of a request about a token.
    func ask(_ method: HTTPMethod, caller: String?, subject: String?, query: String = "", headers: HTTPHeaders = [:]) async throws -> Int {
        try await send(request(method, caller: caller, subject: subject, query: query, headers: headers)).status
    }

    func request(_ method: HTTPMethod, caller: String?, subject: String?, query: String = "", headers: HTTPHeaders = [:]) -> Request {
        let request = Request(method: method, target: "/v3/auth/tokens" + query, headers: headers)
        if let caller { request.headers.add(name: "X-Auth-Token", value: caller) }
        if let subject { request.headers.add(name: "X-Subject-Token", value: subject) }
        return request
    }

    func isValid(_ token: String) throws -> Bool { try service.tokens.validate(token) != nil }

    /// A token with contents of any kind, as a node with a slow clock might have made it.
    func forged(_ userID: String, issued: Int, expires: Int, scope: TokenScope = .unscoped) throws -> String {
        let now = Timestamp.now().secondsSinceEpoch
        return try service.tokens.encode(
            TokenContents(
                userID: userID, methods: ["password"], scope: scope, issuedAt: Timestamp(secondsSinceEpoch: now + issued),
                expiresAt: Timestamp(secondsSinceEpoch: now + expires), auditIDs: [AuditID.make()]))
    }
}

extension Response {
    var json: JSONValue? { try? JSONValue(parsing: String(buffer: bufferedBody)) }
    var text: String { String(buffer: bufferedBody) }
}

/// Runs `body` with users to log in.
func withLogins(
    options: [(name: String, group: String, value: String)] = [], _ body: (LoginFixture) async throws -> Void
) async throws {
    try await withIdentity(options: options) { identity in try await body(try await LoginFixture(identity)) }
}
