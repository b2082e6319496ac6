import CommandLanguage
import Testing

/// A request of which everything is known that is in the table.
private struct Facts: RequestFacts {
    var values: [RequestField: RequestFact] = [
        .path: .text("/v2.0/ports/1"), .method: .text("POST"), .query: .text("a=1"), .app: .text("neutron"), .user: .text("u1"),
        .remote: .text("10.0.0.1"), .generation: .number(3), .status: .number(503), .elapsed: .number(12.5),
        .header("X-Foo"): .text("bar"), .header("Content-Length"): .text("42"),
    ]

    func fact(_ field: RequestField) -> RequestFact { values[field] ?? .absent }
}

@Suite("Expressions about requests")
struct RequestExpressionTests {
    @Test(
        "hold for the requests that they describe",
        arguments: [
            "path ~ '^/v2.0/ports' && method == 'POST' && status >= 500", "status", "user", "!project", "project == null", "user != null",
            "method == POST", "app == neutron && !(app == cinder)", "'POST' == method", "500 < status", "status in [500, 503]",
            "method in [\"PUT\", \"POST\"]", "path contains ports", "'ports' in path", "header('X-Foo') == 'bar'", "!header('X-Bar')",
            "header('Content-Length') > 9", "header( \"X-Foo\" ) ~ 'a'", "elapsed_ms > 12 && elapsed_ms < 13", "generation == 3",
            "remote ~ '^10\\.'", "query == 'a=1'", "status ~ '^5'", "status == '503'", "path !~ '^/v3'", "project != 'x'", "project !~ 'x'",
            "user == project || method > 'G'", "user != project", "true", "method == GET || status >= 500 && true", "status in [\"503\"]",
            "path ~ '(?i)PORTS'", "status contains 50", "header('Content-Length') == 42", "header('X-Foo') != 1",
        ])
    func holding(text: String) throws {
        #expect(try RequestExpression(parsing: text).judge(Facts()) == .holds)
    }

    @Test(
        "do not hold for others",
        arguments: [
            "path ~ '^/v3'", "path ~ '^ports'", "status < 500", "project", "project == 'x'", "project ~ '.*'", "project > 'a'",
            "method == 'post'",
            "!status", "status in [200]", "header('X-Bar') ~ ''", "header('X-Foo') > 1", "false", "user == project", "path in user",
            "method == GET && status", "project contains ''",
        ])
    func failing(text: String) throws {
        #expect(try RequestExpression(parsing: text).judge(Facts()) == .fails)
    }

    @Test(
        "stay open only while what is unknown can decide",
        arguments: [
            ("status >= 500", .open), ("method == GET && status >= 500", .fails), ("status >= 500 && method == GET", .fails),
            ("method == POST && status >= 500", .open), ("method == POST || status >= 500", .holds),
            ("status >= 500 || method == POST", .holds),
            ("!(status < 500)", .open), ("!(status && method == GET)", .holds), ("status == elapsed_ms", .open),
            ("status || elapsed_ms", .open),
        ] as [(String, RequestExpression.Verdict)])
    func open(text: String, verdict: RequestExpression.Verdict) throws {
        var facts = Facts()
        facts.values[.status] = .unknown
        facts.values[.elapsed] = .unknown
        #expect(try RequestExpression(parsing: text).judge(facts) == verdict)
    }

    @Test(
        "are refused at the character that does not fit",
        arguments: [
            ("", 1, "expected an expression"), ("pth == '/x'", 1, "a request has no 'pth'"), ("path ~~ 'x'", 7, "unexpected '~"),
            ("path ~ '('", 8, "invalid regular expression"), ("path == 'x' &&", 15, "expected a value"),
            ("path == 'x' 'y'", 13, "unexpected ''y''"), ("(path", 6, "expected ')'"), ("status >= high", 1, "'status' is a number"),
            ("status in [500, \"high\"]", 1, "'status' is a number"), ("status in 500", 1, "'in' needs a list"),
            ("method == GET && $x == 1", 18, "'$' has no meaning"), ("path == \"$x\"", 9, "variables have no meaning"),
            ("@.a == 1", 1, "'@' has no meaning"), ("header == 'x'", 1, "'header' needs the name"),
            ("header() == 'x'", 8, "expected the header"),
            ("header('X-Foo' == 1", 16, "expected ')'"), ("'a' == 'b'", 1, "one side of '==' must be a field"), ("'x'", 1, "a value alone"),
            ("method == GET || 5", 1, "a value alone"), ("path ~ method", 1, "the pattern after '~' must be a quoted text"),
            ("'x' ~ path", 1, "the field must stand on the left"),
            ("path == true", 1, "'path' cannot be compared with true"), ("status < null", 1, "null has no order"),
            ("path = 'x'", 6, "unexpected '='"),
            ("path == 'x", 9, "unclosed"), ("path == [1", 9, "unclosed"), ("path == [$x]", 9, "variables have no meaning"),
            ("(path == 'x') == true", 1, "one side of '=='"), ("!", 2, "expected a value"),
        ])
    func malformed(text: String, column: Int, message: String) {
        let error = #expect(throws: Diagnostic.self) { try RequestExpression(parsing: text) }
        #expect(error?.range.start.column == column && error?.message.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test("name what was probably meant")
    func suggestions() {
        let error = #expect(throws: Diagnostic.self) { try RequestExpression(parsing: "methd == GET") }
        #expect(error?.suggestions.first == "method")
    }

    @Test("know which fields they look at")
    func fields() throws {
        let expression = try RequestExpression(parsing: "!(path ~ 'x') && (status > 1 || header('A') == user)")
        #expect(expression.fields == [.path, .status, .header("A"), .user])
    }

    @Test("random ones never crash, and are judged the same whenever everything is known")
    func random() {
        let pieces = [
            "path", "method", "status", "elapsed_ms", "user", "header('X-Foo')", "header(", "==", "!=", "~", "!~", "<", ">=", "&&", "||",
            "!", "(",
            ")", "'x'", "\"y\"", "503", "-1", "1e999", "[1, 2]", "[", "in", "contains", "true", "null", "$x", "@", "é", "'(a|b)*'", "'",
            "\\", "\u{0}",
        ]
        var generator = SystemRandomNumberGenerator()
        var parsed = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...9, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined(separator: " ")
            do throws(Diagnostic) {
                let expression = try RequestExpression(parsing: text)
                parsed += 1
                #expect(expression.judge(Facts()) != .open, "\(text)")
                var facts = Facts()
                facts.values[.status] = .unknown
                let early = expression.judge(facts)
                #expect(early == .open || early == expression.judge(Facts()), "\(text)")
            } catch {
                #expect(error.range.end.offset <= text.utf8.count, "\(text)")
            }
        }
        #expect(parsed > 100)
    }

    @Test("depth beyond the limit is refused, not followed")
    func depth() {
        #expect(throws: Diagnostic.self) { try RequestExpression(parsing: String(repeating: "(", count: 100_000)) }
        #expect(throws: Diagnostic.self) { try RequestExpression(parsing: "user" + String(repeating: " && user", count: 100_000)) }
    }

    @Test(
        "a pattern tied to the start matches as it did, whatever its beginning",
        arguments: [
            ("^/v2", "/v2.0", true), ("^/v2", "/v3", false), ("^/v2", "x\n/v2", true), ("^ab?c", "ac", true), ("^(ab)+$", "abab", true),
            ("^(ab)+$", "b", false), ("^a|^b", "b", true), ("^é", "été", true), ("^\\bx", "x", true), ("(?i)^A", "a", true),
            ("^[a]b", "ab", true),
        ])
    func beginnings(pattern: String, text: String, expected: Bool) throws {
        #expect(try RegularExpression(pattern).matches(text) == expected)
    }
}
