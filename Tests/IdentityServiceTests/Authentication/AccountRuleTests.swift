import HTTPApplication
import JSONCodec
import NIOHTTP1
import Persistence
import Testing

@testable import IdentityService

@Suite struct `Rules of passwords and accounts` {
    private static func group(_ options: (String, String)...) -> [(name: String, group: String, value: String)] {
        options.map { (name: $0.0, group: "security_compliance", value: $0.1) }
    }

    private static func make(_ fixture: LoginFixture, _ user: JSONObject) async throws -> (id: String, expiry: JSONValue?) {
        let answer = try await fixture.identity.send(.POST, "/v3/users", ["user": .object(user)])
        #expect(answer.status == 201, "\(answer.text)")
        return (answer.json["user"]?["id"]?.stringValue ?? "", answer.json["user"]?["password_expires_at"])
    }

    private static func change(_ fixture: LoginFixture, _ id: String, from old: String, to new: String) async throws -> Int {
        let body: JSONValue = ["user": ["original_password": .string(old), "password": .string(new)]]
        return try await fixture.identity.send(.POST, "/v3/users/\(id)/password", body, by: .nobody).status
    }

    private static func status(_ fixture: LoginFixture, _ name: String, _ password: String) async throws -> Int {
        try await fixture.logIn(LoginFixture.password(name, password)).status
    }

    @Test func `a password that an administrator set is good for nothing but to be changed`() async throws {
        try await withLogins(options: Self.group(("change_password_upon_first_use", "true"))) { (fixture: LoginFixture) async throws in
            let user = try await Self.make(fixture, ["name": "new", "password": "given"])
            #expect(user.expiry?.stringValue != nil)
            let (status, response) = try await fixture.logIn(LoginFixture.password("new", "given"))
            #expect(status == 401 && response.text.contains("expired") && response.text.contains(user.id))
            #expect(try await !fixture.logIn(LoginFixture.password("new", "wrong")).response.text.contains("expired"))
            #expect(try await Self.change(fixture, user.id, from: "wrong", to: "own") == 401)
            #expect(try await Self.change(fixture, user.id, from: "given", to: "own") == 204)
            #expect(try await Self.status(fixture, "new", "own") == 201)
            // And again after a reset.
            let reset = try await fixture.identity.send(.PATCH, "/v3/users/\(user.id)", ["user": ["password": "reset"]])
            #expect(reset.status == 200)
            #expect(try await Self.status(fixture, "new", "reset") == 401)
            #expect(try await Self.change(fixture, user.id, from: "reset", to: "own2") == 204)
            #expect(try await Self.status(fixture, "new", "own2") == 201)
            // Unless the user's options say otherwise, or there is no password at all.
            for (name, option) in [("free", "ignore_change_password_upon_first_use"), ("old", "ignore_password_expiry")] {
                _ = try await Self.make(fixture, ["name": .string(name), "password": "given", "options": [option: true]])
                #expect(try await Self.status(fixture, name, "given") == 201, "\(option)")
            }
            #expect(try await Self.make(fixture, ["name": "none"]).expiry == .null)
        }
    }

    @Test func `passwords expire, and are kept for some time; those who may not do not change theirs`() async throws {
        let options = Self.group(("password_expires_days", "3"), ("minimum_password_age", "1"), ("password_regex", "^[a-z]{4,}$"))
        try await withLogins(options: options) { (fixture: LoginFixture) async throws in
            #expect(try await Self.make(fixture, ["name": "none"]).expiry == .null)
            let refused = try await fixture.identity.send(.POST, "/v3/users", ["user": ["name": "bad", "password": "abc"]])
            #expect(refused.status == 400)
            let user = try await Self.make(fixture, ["name": "new", "password": "given"])
            let expiry = try #require(user.expiry?.stringValue.flatMap(Timestamp.init(identityTime:)))
            let days = Double(expiry.microseconds - Timestamp.now().microseconds) / 86_400_000_000
            #expect(days > 2.9 && days <= 3)
            #expect(try await Self.change(fixture, user.id, from: "given", to: "x") == 400)
            #expect(try await Self.change(fixture, user.id, from: "given", to: "first") == 204)
            #expect(try await Self.change(fixture, user.id, from: "first", to: "second") == 400)
            let locked = try await Self.make(fixture, ["name": "locked", "password": "given", "options": ["lock_password": true]])
            #expect(try await Self.change(fixture, locked.id, from: "given", to: "other") == 400)
            let exempt = try await Self.make(fixture, ["name": "old", "password": "given", "options": ["ignore_password_expiry": true]])
            #expect(exempt.expiry == .null)
        }
    }

    @Test(arguments: [
        (#"^(?=.*\d)(?=.*[a-zA-Z]).{7,}$"#, "letters", 400), (#"^(?=.*\d)(?=.*[a-zA-Z]).{7,}$"#, "letter5", 201), ("(", "letter5", 400),
    ]) func `a pattern tells which passwords are good; one that is wrong lets none pass`(
        _ pattern: String, _ password: String, _ status: Int
    ) async throws {
        let options = Self.group(("password_regex", pattern), ("password_regex_description", "seven, with a digit"))
        try await withLogins(options: options) { (fixture: LoginFixture) async throws in
            let user: JSONValue = ["user": ["name": "new", "password": .string(password)]]
            let answer = try await fixture.identity.send(.POST, "/v3/users", user)
            #expect(answer.status == status)
            #expect(answer.text.contains("seven, with a digit") == (status == 400 && pattern != "("))
        }
    }

    @Test func `a user who does not log in for days counts as disabled, until somebody enables the account`() async throws {
        try await withLogins(options: Self.group(("disable_user_account_days_inactive", "2"))) { (fixture: LoginFixture) async throws in
            func sleep(_ days: Int) async throws {
                let past = Timestamp.now().microseconds - days * 86_400_000_000
                try await fixture.service.write { transaction in
                    try transaction.execute("UPDATE identity_login_failures SET last_active_at = ?", [.integer(past)])
                    try transaction.execute("UPDATE identity_passwords SET created_at = ?", [.integer(past)])
                }
            }
            func enabled() async throws -> JSONValue? {
                try await fixture.identity.send(.GET, "/v3/users/sue").json["user"]?["enabled"]
            }
            #expect(try await Self.status(fixture, "sue", "pw-sue") == 201)
            try await sleep(1)
            #expect(try await enabled() == true)
            let token = try await fixture.token("sue")
            try await sleep(2)
            #expect(try await enabled() == false)
            #expect(try !fixture.isValid(token))
            #expect(try await Self.status(fixture, "sue", "pw-sue") == 401)
            // Who never logged in is as old as the password.
            #expect(try await Self.status(fixture, "boss", "pw-boss") == 401)
            #expect(try await fixture.identity.send(.PATCH, "/v3/users/sue", ["user": ["enabled": true]]).status == 200)
            #expect(try await Self.status(fixture, "sue", "pw-sue") == 201)
            try await sleep(2)
            let options: JSONValue = ["user": ["options": ["ignore_user_inactivity": true]]]
            #expect(try await fixture.identity.send(.PATCH, "/v3/users/sue", options).status == 200)
            #expect(try await Self.status(fixture, "sue", "pw-sue") == 201)
        }
    }

    @Test func `a failed login writes as much for nobody as for somebody`() async throws {
        try await withLogins(options: Self.group(("lockout_failure_attempts", "2"))) { (fixture: LoginFixture) async throws in
            func writes() throws -> Int {
                let sums = ["identity_login_failures", "identity_decoy_failures"].map { "(SELECT coalesce(sum(failures), 0) FROM \($0))" }
                return try fixture.service.store.first("SELECT " + sums.joined(separator: " + "), []) { $0.int(0) } ?? 0
            }
            let exempt: JSONValue = ["user": ["options": ["ignore_lockout_failure_attempts": true]]]
            #expect(try await fixture.identity.send(.PATCH, "/v3/users/boss", exempt).status == 200)
            // Unknown, known, known and exempt, disabled with the right password, and at last locked.
            for (index, (name, password)) in [
                ("nobody", "x"), ("sue", "x"), ("boss", "x"), ("gone", "pw-gone"), ("sue", "y"), ("sue", "pw-sue"),
            ].enumerated() {
                #expect(try await Self.status(fixture, name, password) == 401)
                #expect(try writes() == index + 1, "\(name)")
            }
        }
    }

    @Test func `a login right after the user's tokens were revoked gives one that is good`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let old = try await fixture.token("sue")
            #expect(try await Self.change(fixture, "sue", from: "pw-sue", to: "next") == 204)
            #expect(try !fixture.isValid(old))
            let (status, response) = try await fixture.logIn(LoginFixture.password("sue", "next", scope: "unscoped"))
            #expect(status == 201)
            let token = try #require(response.headers.first(name: "X-Subject-Token"))
            #expect(try fixture.isValid(token))
            // And one that ends with the next revocation, however soon that comes.
            #expect(try await Self.change(fixture, "sue", from: "next", to: "last") == 204)
            #expect(try !fixture.isValid(token))
        }
    }

    @Test func `rules of several factors hold unless they are switched off, as far as their methods are configured`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            for (options, status) in [
                (["multi_factor_auth_rules": [["password", "token"]]], 401),
                (["multi_factor_auth_rules": [["password", "token"]], "multi_factor_auth_enabled": false], 201),
                (["multi_factor_auth_rules": [["password", "carrier-pigeon"]], "multi_factor_auth_enabled": true], 201),
                (["multi_factor_auth_rules": [["carrier-pigeon"]]], 201),
                (["multi_factor_auth_rules": [["token"], ["password"]]], 201),
            ] as [(JSONValue, Int)] {
                let change: JSONValue = ["user": ["options": options]]
                #expect(try await fixture.identity.send(.PATCH, "/v3/users/sue", change).status == 200)
                #expect(try await Self.status(fixture, "sue", "pw-sue") == status, "\(options)")
            }
        }
    }
}
