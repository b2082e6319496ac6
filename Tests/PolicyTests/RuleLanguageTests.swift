import JSONCodec
import Testing

@testable import Policy

@Suite("The language of rules")
struct RuleLanguageTests {
    private static let member = PolicyCredentials(userID: "u1", projectID: "p1", roles: ["Member", "reader"], serviceRoles: ["service"])

    @Test(
        "Checks hold as upstream's do",
        arguments: [
            ("", true), ("@", true), ("!", false), ("not !", true), ("role:member", true), ("role:MEMBER", true), ("role:admin", false),
            ("role:%(wanted)s", true), ("role:%(missing)s", false), ("user_id:u1", true), ("project_id:%(project_id)s", true),
            ("project_id:%(other)s", false), ("tenant_id:%(tenant_id)s", true), ("tenant:%(project_id)s", true),
            ("system_scope:all", false), ("system_scope:None", true), ("is_admin:True", false), ("is_admin:False", true),
            ("is_admin_project:True", true), ("roles:member", true), ("service_roles:service", true), ("nothing:x", false),
            ("'net':%(kind)s", true), ("None:%(nothing)s", true), ("None:%(kind)s", false), ("True:%(flag)s", true),
            ("12:%(number)s", true),
            ("'a-net-b':a-%(kind)s-b", true), ("'100%':100%%", true), ("field:networks:shared=True", false),
            ("field:networks:flag=True", true), ("field:networks:router:external=True", true), ("field:port:kind=net", true),
            ("field:port:kind=~^ne", true), ("field:port:kind=~n.t$", true), ("field:port:kind=~et", false),
            ("field:port:nothing=None", false),
            ("field:rbac:target=*", true), ("'p9':%(deep.project.id)s", true), ("rule:other", true), ("not rule:other", false),
            // `and` binds closer than `or`, `not` closest.
            ("@ or ! and !", true), ("! and ! or @", true), ("(@ or !) and !", false), ("not ! and !", false), ("not (! and !)", true),
            ("@ AND not ! Or !", true), ("((role:member))", true), ("not not @", true),
        ])
    func judgement(text: String, expected: Bool) throws {
        let target: JSONObject = [
            "project_id": "p1", "other": "p2", "wanted": "MEMBER", "kind": "net", "nothing": nil, "flag": true, "number": 12,
            "shared": false,
            "router:external": true, "target": "*", "deep": ["project": ["id": "p9"]],
        ]
        #expect(try RuleSet.judges(text, Self.member, target, others: [RuleDefault("other", "role:reader")]) == expected)
    }

    @Test(
        "A mistake is told where it is",
        arguments: [
            (" ", 0, "there is no check"), ("role:a or", 9, "a check is missing at the end"), ("(role:a", 0, "'(' is never closed"),
            ("role:a)", 6, "')' closes nothing"), ("role:a role:b", 7, "'and' or 'or' is missing"), ("or role:a", 0, "before 'or'"),
            ("role:a and ()", 12, "a check is missing before ')'"), ("role:a and admin", 11, "'admin' is no check"),
            ("role:a or http://x/%(y)s", 10, "asks another server"), ("https:x", 0, "asks another server"), ("rule:", 0, "names no rule"),
            ("not rule:a and x:%(y", 17, "%(NAME)s"), ("project_id:%(x)d", 11, "%(NAME)s"), ("field:a=b", 0, "is not field:RESOURCE"),
            ("field:a:b=~[", 0, "no regular expression"), (":x", 0, "is no check"),
            (String(repeating: "(", count: 100_000) + "@", 50, "nested too deeply"),
            (String(repeating: "not ", count: 100_000) + "@", 200, "nested too deeply"),
        ])
    func mistakes(text: String, offset: Int, message: String) throws {
        let error = #expect(throws: CheckError.self) { try ParsedCheck(text) }
        #expect(error?.offset == offset)
        #expect(error?.message.contains(message) ?? false, "\(error?.message ?? "")")
    }

    @Test("A check is written as it reads, with no parentheses that it does not need")
    func text() throws {
        for text in [
            "@", "!", "role:a", "role:a or role:b and not (rule:c or 'x':%(y)s)", "(role:a or role:b) and None:%(z)s", "field:a:b=~^c:",
            "12:a%%b%(c)sd", "not not @",
        ] {
            #expect(try ParsedCheck(text).check.description == text)
        }
        #expect(try ParsedCheck("((role:a)) or (role:b and (role:c))").check.description == "role:a or role:b and role:c")
    }

    @Test("What depends on the caller alone is decided before the target is known")
    func reduction() throws {
        let rules = try PolicyFixture().enforcer(
            [
                RuleDefault("owner", "project_id:%(project_id)s"),
                RuleDefault("get", "role:admin or (role:reader and rule:owner) or field:networks:shared=True or rule:external"),
                RuleDefault("external", "field:networks:router:external=True"),
                RuleDefault("write", "role:admin or role:member and rule:owner"),
                RuleDefault("nobody", "role:member and not role:member"), RuleDefault("some", "not (role:admin or 'x':%(y)s)"),
            ], namesFile: false
        ).rules
        func residue(_ action: String, _ caller: PolicyCredentials) -> String { rules.residue(of: action, caller).description }
        let reader = PolicyCredentials(projectID: "p1", roles: ["reader"])
        let admin = PolicyCredentials(projectID: "p1", roles: ["admin"], isAdmin: true)
        #expect(
            residue("get", reader) == "'p1':%(project_id)s or field:networks:shared=True or field:networks:router:external=True")
        #expect(residue("get", PolicyCredentials(projectID: "p1")) == "field:networks:shared=True or field:networks:router:external=True")
        #expect(residue("write", reader) == "!")
        #expect(residue("write", Self.member) == "'p1':%(project_id)s")
        #expect(residue("write", admin) == "@")
        #expect(residue("nobody", Self.member) == "!")
        #expect(residue("some", reader) == "not 'x':%(y)s")
        #expect(residue("some", admin) == "!")
    }
}
