import CommandLanguage
import JSONCodec
import Testing

@Suite("Statements of a script")
struct ScriptParserTests {
    @Test("every mistake of a script is reported with its place")
    func allMistakes() {
        let text = """
            app lst
            nonsense
            get
            if $x ==
              pipeline list --colour red
            end
            set a b c
            worker scale cinder-volume many
            app list 'unclosed
            """
        #expect(
            complaints(text) == [
                "1:5 unknown verb 'lst' of 'app'",
                "2:1 unknown command 'nonsense'",
                "3:1 'get' needs PATH",
                "4:9 expected a value",
                "5:17 unknown option '--colour' for 'pipeline list'",
                "7:9 too many arguments: unexpected 'c'",
                "8:28 COUNT: 'many' is not a whole number",
                "9:10 unclosed '",
            ])
    }

    @Test(
        "a mistake has its message, its place and its advice",
        arguments: [
            ("pipline list", "1:1 unknown command 'pipline'", "did you mean 'pipeline'?"),
            ("app", "1:1 'app' needs a verb", "one of: list, show, load, unload, start, stop"),
            ("app show", "1:1 'app show' needs NAME", "usage: app show NAME [-o FORMAT]"),
            ("app list --sotr name", "1:10 unknown option '--sotr' for 'app list'", "did you mean '--sort'?"),
            ("get /x -trace", "1:8 unknown option '-trace' for 'get'", "did you mean '--trace'?"),
            ("app list -o jsn", "1:13 --output: 'jsn' is not one of table, json, yaml, csv, value, wide", "did you mean 'json'?"),
            ("app list -o", "1:10 option '--output' needs a value (FORMAT)", nil),
            ("app list --no-headers=1", "1:10 option '--no-headers' takes no value", nil),
            ("get v2.0", "1:5 PATH: 'v2.0' is not a path: it begins with '/'", nil),
            ("get /x -H nocolon", "1:11 --header: 'nocolon' is not a header: write 'Name: value'", nil),
            ("route list -g '['", "1:15 --grep: invalid regular expression: unclosed '[' at character 1", nil),
            ("end", "1:1 'end' without 'if' or 'for'", nil),
            ("else", "1:1 'else' without 'if'", nil),
            ("if $a == 1", "1:1 'if' without 'end'", nil),
            ("for x in a", "1:1 'for' without 'end'", nil),
            ("for 1 in a\nend", "1:5 '1' is not a variable's name", "for NAME in WORD..."),
            ("for x on a\nend", "1:7 expected 'in' after 'for x'", "for NAME in WORD..."),
            ("for x in\nend", "1:7 'for x in' needs at least one word", "for NAME in WORD..."),
            ("if $a == 1; else if; end", "1:18 unexpected 'if' after 'else'", "write 'elif'"),
            ("capture = app list", "1:9 'capture' needs a variable's name", "capture NAME = COMMAND, or capture NAME = JSONPATH"),
            ("capture x app list", "1:11 expected '=' after 'capture x'", "capture NAME = COMMAND, or capture NAME = JSONPATH"),
            ("capture x =", "1:1 'capture x =' needs a command or a path", "capture NAME = COMMAND, or capture NAME = JSONPATH"),
            ("capture x = $.a[", "1:16 unclosed '['", nil),
            ("assert", "1:1 'assert' needs an expression", "assert EXPR, for example: assert $.network.status == ACTIVE"),
            ("expect", "1:1 'expect' needs a status", "expect STATUS [JSONPATH OP VALUE]..."),
            ("expect abc", "1:8 'abc' is not an HTTP status", "write a status such as 200, a class such as 2xx, or a list such as 200,204"),
            ("expect 200 $.a", "1:15 expected an operator after '$.a'", "operators: == != < <= > >= ~ !~ contains in"),
            ("expect 200 $.a ~ '('", "1:18 invalid regular expression: unclosed '(' at character 1", nil),
            ("wait-until", "1:1 'wait-until' needs a command", "wait-until [--timeout S] [--interval S] COMMAND"),
            (
                "wait-until --timeout x app list", "1:22 --timeout: 'x' is not a duration: write seconds, or a number with ms, s, m or h",
                nil
            ),
            ("watch -n 1 nonsense", "1:12 unknown command 'nonsense'", "'help' lists the commands"),
            ("watch if $a == 1", "1:7 'if' is a statement and cannot stand here", nil),
            ("!", "1:1 expected a program after '!'", nil),
            ("| cat", "1:1 expected a command before '|'", nil),
            ("app list >", "1:10 expected a file after '>'", nil),
            ("app list |", "1:10 expected a program after '|'", nil),
            ("post /x -d {bad}", "1:12 --data: invalid JSON: expected a member name at byte 1", nil),
            ("echo ${}", "1:8 expected a variable's name after ${", nil),
            ("quit 300", "1:6 STATUS: 300 is not between 0 and 255", nil),
        ] as [(String, String, String?)])
    func mistakes(text: String, expected: String, guidance: String?) {
        #expect(complaints(text) == [expected])
        #expect(parse(text).diagnostics.first?.guidance == guidance)
    }

    @Test(
        "what is right is accepted",
        arguments: [
            "app list -o json -c name --sort name --no-headers", "app list -f json", "app list -ojson", "app list --output=json", "set",
            "set a", "set a -1",
            "set a --b", "echo --x -y", "pipeline use r7", "pipeline use neutron r7 --if-active r6 --probe 'GET / 200'",
            "get /x -H 'A: b' -H C:d -i --trace", "post /x -d a=1 b=2 c:=[1] --app neutron", "post /x -d @file.json",
            "post /x -d {\"a\":\n1}",
            "wait-until --timeout 5s get /x", "wait-until get /x", "watch -n 0.5 app list", "watch app list | cat", "- app list",
            "-app list",
            "!ls -l | wc; echo", "! ls", "if app list; echo a; elif ! get /x; echo b; else; echo c; end",
            "for x in a $b 'c d'; echo $x; end", "if status == 200 && $.a == 'b'\nend", "if $a\nend", "if ! ($a == 1)\nend", "if true\nend",
            "capture x = app list -o json", "capture x=app list", "capture x = $.networks[?(@.name=='a b')].id", "capture x = $.a of last",
            "capture x = ! date", "capture x = $[0]", "expect 200,204 $.a == 1 $.b.length >= 2 $.c contains x", "expect 2xx",
            "expect $code",
            "assert $.a == {\"x\": 1,\n \"y\": [2]}", "assert $x ~ '^a|b$' || 3 in [1,2,3]", "app show $name", "$cmd list", "app $verb",
            "app list > $file",
            "get $path", "worker scale x $n", "config get bind_port", "config set DEFAULT debug true", "config get DEFAULT.debug",
            "help pipeline use",
            "rpc call cinder-scheduler get_pools filters:={} context=x", "log level", "log level debug", "timing on", "exit", "quit 3",
            "source a.csh",
            "app load etc/api-paste.ini#neutron --name n --listen 127.0.0.1:0", "route match GET /v2.0/networks", "unset a b",
            "history -n 3 ^get",
        ])
    func acceptance(text: String) {
        #expect(complaints(text) == [])
    }

    @Test("beginnings stand for words at a prompt, and not in a script")
    func prefixes() {
        #expect(complaints("pip lis", allowPrefixes: true) == [])
        #expect(complaints("app list --no", allowPrefixes: true) == [])
        #expect(complaints("pip lis") == ["1:1 unknown command 'pip'"])
        #expect(complaints("app l", allowPrefixes: true) == ["1:5 ambiguous verb 'l' of 'app'"])
        #expect(complaints("re", allowPrefixes: true) == ["1:1 ambiguous command 're'"])
        #expect(parse("re", allowPrefixes: true).diagnostics.first?.guidance == "it may be: resource, request, region")
    }

    @Test("expectations belong to the request they follow")
    func expectations() {
        let script = parse(
            """
            get /a
            expect 200

            # a comment
            expect 2xx $.x == 1
            capture y = post /b -d k=v
            expect 201
            wait-until get /c
            expect 200
            app list
            expect 200
            if get /d
              expect 404
            end
            """)
        #expect(script.diagnostics == [])
        #expect(script.statements.map(\.expectations.count) == [2, 1, 1, 0, 0, 0])
        guard case .expectation = script.statements[4].kind else { return #expect(Bool(false)) }
    }

    @Test("blocks nest, with their branches")
    func blocks() {
        let script = parse(
            "for a in 1 2\n if $a == 1\n  echo one\n elif $a == 2\n  echo two\n  echo zwei\n else\n  echo more\n end\nend\necho done")
        #expect(script.diagnostics == [])
        #expect(script.statements.count == 2)
        guard case .loop("a", let words, let body) = script.statements[0].kind,
            case .conditional(let branches, let otherwise) = body.first?.kind
        else {
            return #expect(Bool(false))
        }
        #expect(words.compactMap(\.literal) == ["1", "2"])
        #expect(branches.map(\.body.count) == [1, 2])
        #expect(otherwise?.count == 1)
    }

    @Test("pipes and redirections go with their command")
    func destinations() {
        func destination(_ text: String) -> OutputDestination? {
            guard case .command(let line) = parse(text).statements.first?.kind else { return nil }
            return line.destination
        }
        #expect(destination("app list | grep x | wc -l") == .program("grep x | wc -l"))
        guard case .file(let file, let isAppending) = destination("app list >> 'a b'") else { return #expect(Bool(false)) }
        #expect(file.literal == "a b" && isAppending)
        #expect(destination("app list") == nil)
    }

    @Test("a leading dash ignores the failure of its line")
    func ignoring() {
        let script = parse("-get /x\n- app list\napp list")
        #expect(script.statements.map(\.ignoresFailure) == [true, true, false])
    }

    @Test("blocks nested without end are refused, not followed")
    func depth() {
        let script = parse(String(repeating: "if true\n", count: 10_000))
        #expect(script.diagnostics.contains { $0.message == "blocks are nested too deep" })
    }

    @Test("a diagnostic is reported with the scripts that sourced its own")
    func report() {
        let diagnostic = Diagnostic(
            "unknown command 'x'", at: SourceRange(file: "b.csh", start: ScriptPosition(line: 2, column: 1)),
            suggestions: ["y", "z", "w", "v"])
        let chain = [SourceRange(file: "a.csh", start: ScriptPosition(line: 7, column: 3))]
        #expect(
            diagnostic.report(sourcedFrom: chain) == """
                cloudsh: b.csh:2:1: error: unknown command 'x'
                  sourced from a.csh:7:3
                  did you mean 'y', 'z' or 'w'?
                """)
    }

    @Test("a variable's value stays one word and is never an option")
    func expansion() throws {
        let environment = TestEnvironment(variables: ["a": "x y", "opt": "--trace", "list": ["p", "q"]])
        guard case .command(let line) = parse("app show $a").statements.first?.kind else { return #expect(Bool(false)) }
        let match = CommandTable.standard.match(try line.arguments(in: environment))
        #expect(match.invocation?["name"] == "x y")
        guard case .command(let other) = parse("get $opt").statements.first?.kind else { return #expect(Bool(false)) }
        let refused = CommandTable.standard.match(try other.arguments(in: environment))
        #expect(refused.diagnostics.map(\.message) == ["PATH: '--trace' is not a path: it begins with '/'"])
        guard case .loop(_, let words, _) = parse("for x in $list b $a\nend").statements.first?.kind else { return #expect(Bool(false)) }
        #expect(try words.flatMap { try $0.loopValues(in: environment) } == ["p", "q", "b", "x y"])
    }

    @Test("an undefined variable is an error with its place, unless it has a default")
    func undefined() throws {
        let environment = TestEnvironment(variables: ["name": "n", "empty": "", "doc": ["a": ["b": 7]]])
        func expand(_ text: String) throws -> [String] {
            guard case .command(let line) = parse("echo " + text).statements.first?.kind else { return [] }
            return try line.arguments(in: environment).dropFirst().map(\.text)
        }
        #expect(try expand("${nmae:-x y} ${empty:-e} ${name:-z} ${doc.a.b}") == ["x y", "e", "n", "7"])
        let error = #expect(throws: Diagnostic.self) { try expand("a$nmae") }
        #expect(error?.description == "t.csh:1:7: error: undefined variable 'nmae'")
        #expect(error?.suggestions == ["name"])
        #expect(throws: Diagnostic.self) { try expand("${doc.a.c}") }
    }
}
