import APIResources
import Foundation
import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import StandardFilters
import Testing

@testable import IdentityService

@Suite struct `The life of a token` {
    @Test func `is shown to its user, administrators, system readers and services`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let scope: JSONValue = ["project": ["id": .string(LoginFixture.demo)]]
            let subject = try await fixture.token("fred")
            for (name, callerScope, get, head, delete) in [
                ("boss", scope, 200, 200, 204), ("boss", nil, 403, 403, 403), ("sue", nil, 403, 403, 403), ("nova", scope, 200, 403, 403),
                ("auditor", ["system": ["all": true]], 200, 200, 403), ("fred", "unscoped", 200, 200, 204),
            ] as [(String, JSONValue?, Int, Int, Int)] {
                let caller = try await fixture.token(name, scope: callerScope)
                let own = try await fixture.token("fred")
                #expect(
                    try await fixture.ask(.GET, caller: caller, subject: own) == get
                )
                #expect(
                    try await fixture.ask(.HEAD, caller: caller, subject: own)
                        == head)
                #expect(
                    try await fixture.ask(.DELETE, caller: caller, subject: own) == delete)
                #expect(try fixture.isValid(own) == (delete != 204))
            }
            let boss = try await fixture.token("boss", scope: scope)
            for (caller, subject, status) in [(boss, "bad", 404), (boss, nil, 404), ("bad", subject, 401), (nil, subject, 401)]
                as [(String?, String?, Int)]
            {
                #expect(
                    try await fixture.ask(.GET, caller: caller, subject: subject)
                        == status)
            }
            let (_, response) = try await fixture.send(fixture.request(.GET, caller: subject, subject: subject))
            #expect(response.headers["X-Subject-Token"] == [subject] && response.json?["token"]?["catalog"] != nil)
        }
    }

    @Test func `ends with its time, and a little later for services that ask so`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let nova = try await fixture.token("nova", scope: ["project": ["id": .string(LoginFixture.demo)]])
            let (old, ancient) = (
                try fixture.forged(LoginFixture.fred, issued: -7200, expires: -3600),
                try fixture.forged(LoginFixture.fred, issued: -200_000, expires: -190_000)
            )
            for (token, query, status) in [
                (old, "", 404), (old, "?allow_expired=1", 200), (ancient, "?allow_expired=1", 404), (old, "?allow_expired=0", 404),
            ] {
                #expect(
                    try await fixture.ask(.GET, caller: nova, subject: token, query: query) == status)
            }
            let validator = EmbeddedTokenValidator(service: fixture.service)
            #expect(try await validator.validate(old) == nil)
            #expect(try await validator.validate(old, allowingExpired: true)?.userName == "fred")
            #expect(try await validator.validate(old) == nil)
            // From the future: the clock of whoever made it is wrong.
            #expect(try !fixture.isValid(try fixture.forged(LoginFixture.fred, issued: 3600, expires: 7200)))
        }
    }

    @Test func `ends when it is revoked, with those made from it or without them`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            for cascades in [true, false] {
                let parent = try await fixture.token("fred", scope: "unscoped")
                let child = try #require(
                    try await fixture.logIn(LoginFixture.rescope(parent)).response.headers.first(name: "X-Subject-Token"))
                let sibling = try #require(
                    try await fixture.logIn(LoginFixture.rescope(parent)).response.headers.first(name: "X-Subject-Token"))
                let query = cascades ? "" : "?cascade=false"
                #expect(try await fixture.send(fixture.request(.DELETE, caller: child, subject: child, query: query)).status == 204)
                #expect(try !fixture.isValid(child))
                #expect(try fixture.isValid(parent) && fixture.isValid(sibling))
                #expect(try await fixture.send(fixture.request(.DELETE, caller: parent, subject: parent, query: query)).status == 204)
                #expect(try !fixture.isValid(parent))
                #expect(try fixture.isValid(sibling) == !cascades)
            }
        }
    }

    /// What ends all tokens of fred for the project.
    enum End: String, CaseIterable {
        case userRevoked, userDisabled, userDeleted, domainDisabled, projectDisabled, projectRevoked, roleRemoved, roleRevoked
    }

    @Test(arguments: End.allCases, [TokenCaching.off, .seconds(300), .unlimited])
    func `ends at once with what it stands for`(_ end: End, _ caching: TokenCaching) async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let validator = EmbeddedTokenValidator(service: fixture.service).keeping(caching)
            let token = try await fixture.token("fred")
            let boss = try await fixture.token("boss", scope: ["system": ["all": true]])
            for _ in 0..<2 {
                #expect(try await validator.validate(token)?.roles == ["member", "reader"])
                #expect(try await validator.validate(boss)?.systemScope == "all")
            }
            try await fixture.service.write { transaction in
                func set(_ table: String, _ id: String) throws {
                    try transaction.execute(
                        "UPDATE \(table) SET document = json_set(document, '$.enabled', json('false')) WHERE id = ?", [.text(id)])
                }
                switch end {
                case .userRevoked: try fixture.service.revoke(RevocationEvent(userID: LoginFixture.fred), in: transaction)
                case .userDisabled: try set("identity_users", LoginFixture.fred)
                case .userDeleted: try IdentityTables.users.delete(LoginFixture.fred, in: transaction)
                case .domainDisabled: try set("identity_projects", "default")
                case .projectDisabled: try set("identity_projects", LoginFixture.demo)
                case .projectRevoked: try fixture.service.revoke(RevocationEvent(projectID: LoginFixture.demo), in: transaction)
                case .roleRemoved:
                    try AssignmentRecord(.user(LoginFixture.fred), .project(LoginFixture.demo), roleID: fixture.roles["member"] ?? "")
                        .delete(in: transaction)
                case .roleRevoked:
                    try fixture.service.revoke(RevocationEvent(userID: LoginFixture.fred, roleID: fixture.roles["reader"]), in: transaction)
                }
            }
            #expect(try await validator.validate(token) == nil)
            #expect(try await (validator.validate(boss) != nil) == (end != .domainDisabled))
            #expect(try fixture.isValid(boss) == (end != .domainDisabled))
        }
    }

    @Test(arguments: [TokenCaching.off, .seconds(300), .unlimited])
    func `tells at once what was given or taken`(_ caching: TokenCaching) async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let validator = EmbeddedTokenValidator(service: fixture.service).keeping(caching)
            let (fred, sibling) = (try await fixture.token("fred"), try await fixture.token("fred"))
            let assignment = AssignmentRecord(.user(LoginFixture.fred), .project(LoginFixture.demo), roleID: fixture.roles["admin"] ?? "")
            for token in [fred, sibling, fred] { #expect(try await validator.validate(token)?.roles == ["member", "reader"]) }
            try await fixture.service.write { try assignment.insert(in: $0) }
            for token in [fred, sibling, fred] { #expect(try await validator.validate(token)?.roles.contains("admin") == true) }
            try await fixture.service.write { try assignment.delete(in: $0) }
            for token in [fred, sibling, fred] { #expect(try await validator.validate(token)?.roles == ["member", "reader"]) }
            // One of two tokens with everything in common.
            try await fixture.service.tokens.revoke(try #require(try fixture.service.tokens.validate(fred)).contents, cascade: false)
            #expect(try await validator.validate(fred) == nil)
            #expect(try await validator.validate(sibling)?.userName == "fred")
        }
    }

    @Test func `ends in time, whoever asked before, with the application credential behind it`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let now = Timestamp.now().wholeSeconds
            let end = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 600)
            let document: JSONObject = [
                "id": "ac", "name": "ac", "user_id": .string(LoginFixture.fred), "project_id": .string(LoginFixture.demo),
                "roles": fixture.views("reader"), "expires_at": .string(end.identityTime),
            ]
            try await fixture.service.write { try IdentityTables.applicationCredentials.insert(document, extra: ["$plain$s"], in: $0) }
            var contents = TokenContents(
                userID: LoginFixture.fred, methods: ["application_credential"], scope: .project(LoginFixture.demo), issuedAt: now,
                expiresAt: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 3600), auditIDs: [AuditID.make()],
                applicationCredentialID: "ac")
            let tokens = fixture.service.tokens
            let before = Timestamp(microseconds: end.microseconds - 1)
            for _ in 0..<2 {
                #expect(try tokens.resolve(contents, now: before)?.validUntil == end)
                #expect(try tokens.resolve(contents, now: end) == nil)
            }
            // The user's other tokens have nothing of it.
            contents.applicationCredentialID = nil
            #expect(try tokens.resolve(contents, now: end)?.roles.map(\.name) == ["member", "reader"])
            // And what they stand for is not that of a delegation, whichever kind it has.
            for delegation in [\TokenContents.trustID, \.applicationCredentialID, \.accessTokenID] {
                var delegated = contents
                delegated[keyPath: delegation] = "ffffffffffffffffffffffffffffffff"
                #expect(try tokens.resolve(delegated, now: before) == nil)
            }
        }
    }

    @Test(arguments: [TokenCaching.off, .seconds(300)])
    func `is read again each time when nothing is kept of it`(_ caching: TokenCaching) async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let validator = EmbeddedTokenValidator(service: fixture.service).keeping(caching)
            let token = try await fixture.token("fred")
            #expect(try await validator.validate(token) != nil)
            // As another node does that shares the keys; here nobody is told.
            let keys = fixture.identity.directory + "/fernet-keys"
            try FileManager.default.removeItem(atPath: keys + "/1")
            #expect(try await (validator.validate(token) == nil) == (caching == .off))
        }
    }

    @Test func `revocations are remembered by a service that starts again`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let token = try await fixture.token("fred")
            try await fixture.service.tokens.revoke(try #require(try fixture.service.tokens.validate(token)).contents, cascade: true)
            let config = fixture.service.settings.config
            let again = IdentityService(
                store: fixture.identity.store, transport: fixture.service.transport, stateDirectory: fixture.identity.directory,
                hasher: PlainHasher()
            ) { config }
            try again.tokens.prepare()
            #expect(try again.tokens.validate(token) == nil)
            #expect(try again.tokens.validate(try await fixture.token("sue")) != nil)
        }
    }

    @Test func `nothing of it is written down`() async throws {
        try await withLogins(options: [("lockout_failure_attempts", "security_compliance", "3")]) { (fixture: LoginFixture) async throws in
            let token = try await fixture.token("fred")
            _ = try await fixture.logIn(LoginFixture.rescope(token))
            _ = try await fixture.logIn(LoginFixture.password("fred", "a-wrong-password"))
            _ = try await EmbeddedTokenValidator(service: fixture.service).validate(token)
            try await fixture.service.tokens.revoke(try #require(try fixture.service.tokens.validate(token)).contents, cascade: true)
            let files = try #require(FileManager.default.enumerator(atPath: fixture.identity.directory)?.allObjects as? [String])
            #expect(files.contains("state.db"))
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: fixture.identity.directory + "/" + file) else { continue }
                #expect(bytes.range(of: Data(token.utf8)) == nil && bytes.range(of: Data("a-wrong-password".utf8)) == nil, "\(file)")
            }
        }
    }

    @Test func `begins without a password for whoever has the shell`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let service = fixture.service
            for (user, project, scope, roles) in [
                ("fred", nil, "project", ["member", "reader"]), (LoginFixture.fred, "demo", "project", ["member", "reader"]),
                ("nova", nil, "project", ["service"]), ("auditor", nil, "system", ["reader"]), ("sue", nil, "none", []),
            ] as [(String, String?, String, [String])] {
                let token = try service.issueToken(user: user, project: project)
                #expect(token.description["scope"]?.stringValue == scope)
                #expect(token.description["roles"] == .array(roles.map { .string($0) }))
                #expect(try service.describeToken(token.text) == token.description)
                #expect(!JSONValue.object(token.description).description.contains(token.text))
                #expect(try await service.revokeToken(token.text))
                #expect(try service.describeToken(token.text) == nil)
                #expect(try await !service.revokeToken(token.text))
            }
            for (user, project) in [("nobody", nil), ("gone", nil), ("fred", "nope"), ("fred", "other"), ("fred", "closed")]
                as [(String, String?)]
            {
                #expect(throws: TokenRefusal.self) { try service.issueToken(user: user, project: project) }
            }
        }
    }

    @Test func `ends when its key goes`() async throws {
        try await withLogins(options: [("max_active_keys", "fernet_tokens", "3")]) { (fixture: LoginFixture) async throws in
            let token = try await fixture.token("fred")
            let validator = EmbeddedTokenValidator(service: fixture.service)
            #expect(try fixture.service.tokens.rotateKeys() == [0, 1, 2])
            #expect(try await validator.validate(token) != nil)
            #expect(try fixture.service.tokens.rotateKeys() == [0, 2, 3])
            #expect(try await validator.validate(token) == nil)
        }
    }

    @Test func `signed tokens live the same life`() async throws {
        try await withLogins(options: [("provider", "token", "jws")]) { (fixture: LoginFixture) async throws in
            let token = try await fixture.token("fred")
            #expect(token.split(separator: ".").count == 3)
            #expect(try fixture.isValid(token))
            try await fixture.service.tokens.revoke(try #require(try fixture.service.tokens.validate(token)).contents, cascade: false)
            #expect(try !fixture.isValid(token))
        }
    }

    @Test(
        arguments: [
            ("http://h/$(project_id)s", "p", "http://h/p"), ("http://h/%(tenant_id)s/%(user_id)s", "p", "http://h/p/u"),
            ("http://h/$(project_id)s", nil, nil), ("http://h/$(user_id)s", nil, "http://h/u"), ("http://h/$(x)s", "p", nil),
            ("http://h/$(project_id)", "p", nil), ("http://h/$(project_id", "p", nil), ("http://h/100%/$x", nil, "http://h/100%/$x"),
            ("http://h/(a)$", nil, "http://h/(a)$"), ("http://h/$(project_id)d", "p", nil),
        ] as [(String, String?, String?)]) func `fills addresses in`(_ template: String, _ project: String?, _ expected: String?)
    {
        #expect(EndpointURL.fill(template, projectID: project, userID: "u") == expected)
    }
}
