import CommandLanguage
import JSONCodec
import Testing

@Suite("An expression about requests as an argument")
struct RequestExpressionArgumentTests {
    private func invocation(_ line: String, variables: [String: JSONValue] = [:]) throws -> Invocation {
        let script = parse(line)
        #expect(script.diagnostics.isEmpty, "\(script.diagnostics)")
        guard case .command(let command)? = script.statements.first?.kind else { throw Missing() }
        let match = CommandTable.standard.match(try command.arguments(in: TestEnvironment(variables: variables)))
        return try #require(match.invocation, "\(match.diagnostics)")
    }

    private struct Missing: Error {}

    @Test(
        "takes the rest of the line, operators and all",
        arguments: [
            "debug when path ~ '^/v2.0/ports' && method == 'POST' && status >= 500",
            "debug when --count 5 --app neutron path ~ '^/v2.0/ports' && method == 'POST' && status >= 500",
            "debug when path ~ '^/v2.0/ports' && method == 'POST' && status >= 500 --count 5 --app=neutron; echo next",
            "debug when \"path ~ '^/v2.0/ports' && method == 'POST' && status >= 500\" --count 5",
            "'debug' 'when' '--count' '5' \"path ~ '^/v2.0/ports' && method == 'POST' && status >= 500\" '--app' 'neutron'",
            "debug when path ~ '^/v2.0/ports' && method == 'POST' && status >= 500 # a comment",
        ])
    func raw(line: String) throws {
        let invocation = try invocation(line)
        #expect(invocation.values("expression") == ["path ~ '^/v2.0/ports' && method == 'POST' && status >= 500"])
        #expect(invocation["count"] == (line.contains("--count") ? "5" : nil))
        #expect(invocation["app"] == (line.contains("--app") ? "neutron" : nil))
    }

    @Test(
        "is read whole",
        arguments: [
            ("debug when (status == 500 || user) && !project", "(status == 500 || user) && !project"),
            ("debug when '/x' == path || status > 1", "'/x' == path || status > 1"), ("debug when path ~ '--x'", "path ~ '--x'"),
            ("debug when path ~ '|' && query ~ '>'", "path ~ '|' && query ~ '>'"),
            ("debug when status in [\"1\",\n 2]", "status in [\"1\",\n 2]"),
        ])
    func whole(line: String, text: String) throws {
        #expect(try invocation(line).values("expression") == [text])
    }

    @Test("takes the values of variables as texts")
    func variables() throws {
        let line = "debug when project == $id && status >= $least && path ~ \"^/v2.0/$name\" && query == '$id'"
        let text = try invocation(line, variables: ["id": "it's", "least": "500", "name": "ports"])["expression"] ?? ""
        #expect(text == "project == \"it's\" && status >= 500 && path ~ \"^/v2.0/ports\" && query == '$id'")
        #expect(throws: Never.self) { try RequestExpression(parsing: text) }
    }

    @Test("leaves pipes and redirections to one quoted word, and none at all is nothing")
    func quoted() throws {
        guard case .command(let piped)? = parse("debug when 'status >= 500' | cat").statements.first?.kind else { throw Missing() }
        #expect(piped.destination == .program("cat"))
        guard case .command(let bare)? = parse("debug when | cat").statements.first?.kind else { throw Missing() }
        #expect(bare.destination == .program("cat"))
        #expect(try !invocation("debug when").has("expression"))
        #expect(try !invocation("debug when --count 3").has("expression"))
    }

    @Test(
        "has its mistakes at their place in the script",
        arguments: [
            ("debug when pth == 'x'", "1:12 a request has no 'pth'"), ("debug when status >= 5 && pth", "1:27 a request has no 'pth'"),
            ("echo a\n  debug when path ~ '('", "2:21 invalid regular expression: unclosed '(' at character 1"),
            ("debug when 'path = 1'", "1:18 unexpected '=' in the expression"), ("debug when path == --count 2", "1:19 expected a value"),
            ("debug when \"path ==\" --app x", "1:20 expected a value"),
        ])
    func mistakes(text: String, complaint: String) {
        let found = complaints(text)
        #expect(found.count == 1 && found.first?.hasPrefix(String(complaint.prefix(28))) == true, "\(found)")
    }

    @Test("that is not finished asks for more")
    func unfinished() {
        #expect(parse("debug when (path == 'x'").needsMoreInput)
        #expect(parse("debug when path == 'x").needsMoreInput)
    }

    @Test("is completed with its fields")
    func completion() {
        #expect(CommandTable.standard.complete("debug when pa").candidates.map(\.value) == ["path"])
        #expect(CommandTable.standard.complete("debug when path == 'x' && st").candidates.map(\.value) == ["status"])
    }
}
