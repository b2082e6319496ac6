import APIResources
import HTTPApplication
import IdentityService
import JSONCodec
import Persistence
import Testing

@Suite struct `The identity directory` {
    private static func insert(_ transaction: any WriteTransaction) throws {
        func project(_ id: String, domain: String?, parent: String?) throws {
            try IdentityTables.projects.insert(
                [
                    "id": .string(id), "name": .string(id), "domain_id": domain.map { .string($0) } ?? .null,
                    "parent_id": parent.map { .string($0) } ?? .null, "is_domain": .bool(domain == nil), "enabled": true,
                ], in: transaction)
        }
        try project("d", domain: nil, parent: nil)
        try project("top", domain: "d", parent: "d")
        try project("middle", domain: "d", parent: "top")
        try project("low", domain: "d", parent: "middle")
        try IdentityTables.users.insert(["id": "u", "name": "u", "domain_id": "d", "enabled": true], in: transaction)
        try IdentityTables.groups.insert(["id": "g", "name": "g", "domain_id": "d"], in: transaction)
        for (id, domain) in [("admin", JSONValue.null), ("member", .null), ("reader", .null), ("local", "d"), ("other", .null)] {
            try IdentityTables.roles.insert(["id": .string(id), "name": .string(id), "domain_id": domain], in: transaction)
        }
        for (prior, implied) in [("admin", "member"), ("member", "reader"), ("local", "other"), ("reader", "member")] {
            try transaction.execute(
                "INSERT INTO identity_implied_roles (prior_role_id, implied_role_id) VALUES (?, ?)", [.text(prior), .text(implied)])
        }
        try transaction.execute("INSERT INTO identity_memberships (user_id, group_id) VALUES ('u', 'g')")
    }

    private static func roles(_ fixture: IdentityFixture, _ scope: RoleScope) throws -> Set<String> {
        try fixture.service.read { Set(try $0.effectiveRoles(ofUser: "u", on: scope).map(\.name)) }
    }

    @Test func `adds up the roles of users and groups, inherited and implied ones`() async throws {
        try await withIdentity(isEmpty: true) { fixture in
            try await fixture.service.write { transaction in
                try Self.insert(transaction)
                try AssignmentRecord(.user("u"), .project("top"), roleID: "admin").insert(in: transaction)
                try AssignmentRecord(.group("g"), .project("top"), roleID: "local", isInherited: true).insert(in: transaction)
                try AssignmentRecord(.user("u"), .domain("d"), roleID: "reader").insert(in: transaction)
                try AssignmentRecord(.group("g"), .system, roleID: "reader").insert(in: transaction)
            }
            #expect(try Self.roles(fixture, .project("top")) == ["admin", "member", "reader"])
            // A role of one domain is replaced by what it implies, and is inherited by the projects below only.
            #expect(try Self.roles(fixture, .project("middle")) == ["other"])
            #expect(try Self.roles(fixture, .project("low")) == ["other"])
            #expect(try Self.roles(fixture, .domain("d")) == ["reader", "member"])
            #expect(try Self.roles(fixture, .system) == ["reader", "member"])
            try fixture.service.read { (directory: IdentityDirectory) throws in
                #expect(try directory.projects(ofUser: "u").map(\.id) == ["top", "middle", "low"])
                #expect(try directory.domains(ofUser: "u").map(\.id) == ["d"])
                #expect(try directory.project(name: "low", domainID: "d")?.parentID == "middle")
                #expect(try directory.project(name: "d", domainID: "d") == nil)
            }
            try await fixture.service.write { transaction in
                try AssignmentRecord(.user("u"), .domain("d"), roleID: "reader", isInherited: true).insert(in: transaction)
                try transaction.execute("DELETE FROM identity_memberships")
            }
            #expect(try Self.roles(fixture, .project("low")) == ["reader", "member"])
            #expect(try Self.roles(fixture, .system) == [])
        }
    }

    @Test func `keeps passwords and failed logins apart from users`() async throws {
        try await withIdentity(isEmpty: true) { fixture in
            let start = Timestamp.now()
            let generation = fixture.service.generation
            try await fixture.service.write { transaction in
                try Self.insert(transaction)
                for hash in ["first", "second"] {
                    try UserRecord.addPassword(hash, ofUser: "u", at: start, expiresAt: nil, isSelfService: false, in: transaction)
                }
                try UserRecord.noteFailure(ofUser: "u", at: start, in: transaction)
                try UserRecord.noteFailure(ofUser: "u", at: start, in: transaction)
                try fixture.service.revoke(RevocationEvent(userID: "u", at: start), in: transaction)
            }
            #expect(fixture.service.generation > generation)
            try fixture.service.read { (directory: IdentityDirectory) throws in
                #expect(try directory.passwords(ofUser: "u", limit: 5).map(\.hash) == ["second", "first"])
                #expect(try directory.loginFailures(ofUser: "u").count == 2)
                let events = try directory.revocations(since: start)
                #expect(events.map(\.userID) == ["u"])
                #expect(events.first?.issuedBefore.microseconds == start.microseconds / 1_000_000 * 1_000_000)
            }
            try await fixture.service.write { transaction in
                try UserRecord.clearFailures(ofUser: "u", activity: start, in: transaction)
                try IdentityTables.users.delete("u", in: transaction)
            }
            try fixture.service.read { (directory: IdentityDirectory) throws in
                #expect(try directory.passwords(ofUser: "u").isEmpty)
                #expect(try directory.user(name: "u", domainID: "d") == nil)
            }
        }
    }

    @Test(arguments: [
        ("2026-11-21T14:15:00.123456Z", "2026-11-21T14:15:00.123456Z"), ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000000Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000000Z"), ("1970-01-01T00:00:00", "1970-01-01T00:00:00.000000Z"),
    ]) func `reads times`(_ text: String, _ expected: String) throws {
        #expect(try #require(Timestamp(identityTime: text)).identityTime == expected)
    }

    @Test(arguments: ["", "2026", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00Zx", "never"])
    func `refuses texts that are no times`(_ text: String) { #expect(Timestamp(identityTime: text) == nil) }
}
