import INI
import JSONCodec
import Testing

@testable import Policy

@Suite("Files of rules")
struct PolicyFileTests {
    private static let defaults = [
        RuleDefault("admin", "role:admin"), RuleDefault("get_thing", "rule:admin or project_id:%(project_id)s", scopes: .project),
        RuleDefault("create_thing", "role:member", scopes: .project, deprecatedCheck: "@"), RuleDefault("default", "rule:admin"),
    ]
    private static let member = PolicyCredentials(projectID: "p1", roles: ["member"])
    private static let reader = PolicyCredentials(projectID: "p1", roles: ["reader"])

    @Test(
        "YAML, JSON and the older lists say the same",
        arguments: [
            "create_thing: role:reader and project_id:p1", "\"create_thing\": \"role:reader and project_id:p1\"",
            "{\"create_thing\": \"role:reader and project_id:p1\"}", "{\n\t\"create_thing\": [[\"role:reader\", \"project_id:p1\"]]\n}",
            "create_thing:\n- [role:nobody]\n- - role:reader\n  - project_id:p1\n",
            "create_thing: >-\n  role:reader\n  and project_id:p1\n",
            "other: role:reader\ncreate_thing: rule:other and project_id:p1",
        ])
    func formats(text: String) throws {
        let fixture = try PolicyFixture()
        try fixture.write(text)
        let enforcer = try fixture.enforcer(Self.defaults)
        #expect(enforcer.rules.allows("create_thing", Self.member, JSONObject()))
        try enforcer.load()
        #expect(!enforcer.rules.allows("create_thing", Self.member, JSONObject()))
        #expect(enforcer.rules.allows("create_thing", Self.reader, JSONObject()))
    }

    @Test("Every mistake of a file is told with its line and column")
    func mistakes() throws {
        let fixture = try PolicyFixture()
        try fixture.write(
            """
            # comment
            "get_thing": "role:admin or nonsense"
            create_thing: rule:admn
            other: rule:default
            default: rule:other
            empty:
            remote: "role:a and http://example.org/"
            admin: {a: b}
            list: [[role:a, "x"]]
            """)
        let enforcer = try fixture.enforcer(Self.defaults)
        let error = #expect(throws: PolicyErrors.self) { try enforcer.load() }
        let path = fixture.path("policy.yaml")
        let heads = (error?.errors ?? []).map { $0.description.split(separator: "\n")[0].replacing(path, with: "F") }
        #expect(
            heads == [
                "F:2:29: error: 'nonsense' is no check", "F:6:1: error: the rule 'empty' has no text",
                "F:7:21: error: 'http:' asks another server, which this program never does",
                "F:8:8: error: a rule is text, or a list of lists of checks", "F:9:18: error: 'x' is no check",
                "F:3:20: error: there is no rule 'admn'",
                "F:5:10: error: the rule 'default' leads back to itself: default -> other -> default",
            ])
        #expect(error?.errors[0].sourceLine == "\"get_thing\": \"role:admin or nonsense\"")
        #expect(error?.errors.first { $0.message.contains("admn") }?.advice == "Did you mean `admin`?")
        // What was in force stays.
        #expect(enforcer.rules.allows("create_thing", Self.member, JSONObject()))
    }

    @Test(
        "What is no YAML is told with its place",
        arguments: [
            ("a: b: c", 1), ("x: role:a\ny: @", 2), ("a: role:x\na: role:y", 1), ("- a", 1), ("a: 'b", 1), ("a: role:b\n---\nb: role:c", 2),
        ])
    func syntax(text: String, line: Int) {
        let file = PolicyFile(text, name: "f")
        #expect(file.errors.count == 1)
        #expect(file.errors.first?.position.line == line, "\(file.errors)")
    }

    @Test("A rule that leads through more rules than anybody writes is refused, however many there are")
    func size() throws {
        let fixture = try PolicyFixture()
        let chain = (0..<3000).map { "r\($0): rule:r\($0 + 1)\n" }.joined() + "r3000: '@'\nadmin: rule:r0\n"
        let doubling = (0..<60).map { "r\($0): rule:r\($0 + 1) and rule:r\($0 + 1)\n" }.joined() + "r60: '@'\nadmin: rule:r0\n"
        for text in [chain, doubling] {
            try fixture.write(text)
            let error = #expect(throws: PolicyErrors.self) { try fixture.enforcer(Self.defaults).load() }
            #expect(error?.errors.count == 1)
        }
    }

    @Test("Files in policy_dirs come after policy_file, by name; a file that is named and missing is a mistake")
    func directories() throws {
        let fixture = try PolicyFixture()
        #expect(throws: PolicyErrors.self) { try fixture.enforcer(Self.defaults).load() }
        try fixture.write("create_thing: '!'")
        try fixture.write("create_thing: role:nobody", to: "policy.d/a.yaml")
        try fixture.write("create_thing: role:reader", to: "policy.d/b.json")
        try fixture.write("create_thing: '!'", to: "policy.d/c.txt")
        let enforcer = try fixture.enforcer(Self.defaults)
        try enforcer.load()
        #expect(enforcer.rules.allows("create_thing", Self.reader, JSONObject()))
        let index = try #require(enforcer.rules.index(of: "create_thing"))
        #expect(enforcer.rules[index].origin.description == fixture.path("policy.d/b.json") + ":1:1")
        try fixture.enforcer(Self.defaults, namesFile: false).load()
    }

    @Test("A changed file is read again; a broken one leaves the rules as they are until it is mended")
    func reload() throws {
        let fixture = try PolicyFixture()
        try fixture.write("create_thing: role:reader")
        let enforcer = try fixture.enforcer(Self.defaults)
        try enforcer.load()
        #expect(!enforcer.reloadIfChanged())
        let before = enforcer.rules
        try fixture.write("create_thing: role:read er")
        #expect(!enforcer.reloadIfChanged())
        #expect(enforcer.rules === before)
        try fixture.write("create_thing: '!'")
        #expect(enforcer.reloadIfChanged())
        #expect(!enforcer.rules.allows("create_thing", Self.reader, JSONObject()))
        // What a request began with stays whole.
        #expect(before.allows("create_thing", Self.reader, JSONObject()))
        try fixture.write("{}")
        #expect(enforcer.reloadIfChanged())
        #expect(enforcer.rules.allows("create_thing", Self.member, JSONObject()))
    }

    @Test("Scopes, deprecated defaults and the fallback rule go by the options")
    func options() throws {
        let fixture = try PolicyFixture()
        let system = PolicyCredentials(systemScope: "all", roles: ["member"])
        let nobody = PolicyCredentials(projectID: "p1")
        func rules(_ options: String) throws -> RuleSet { try fixture.enforcer(Self.defaults, options: options, namesFile: false).rules }
        #expect(try !rules("").allows("create_thing", system, JSONObject()))
        #expect(try rules("enforce_scope = false").allows("create_thing", system, JSONObject()))
        #expect(try !rules("").allows("create_thing", nobody, JSONObject()))
        #expect(try rules("enforce_new_defaults = false").allows("create_thing", nobody, JSONObject()))
        #expect(try !rules("").allows("unheard_of", Self.member, JSONObject()))
        #expect(try rules("policy_default_rule = create_thing").allows("unheard_of", Self.member, JSONObject()))
        #expect(try !rules("policy_default_rule = none").allows("unheard_of", PolicyCredentials(roles: ["admin"]), JSONObject()))
    }
}
