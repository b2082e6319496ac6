import CommandLanguage
import JSONCodec
import Testing

@Suite("Words of a line")
struct LexerTests {
    @Test(
        "words, quotes and escapes are read as sh reads them",
        arguments: [
            ("app list", ["app", "list"]),
            ("  app\t list  ", ["app", "list"]),
            ("echo 'a b' \"c d\" e\\ f", ["echo", "a b", "c d", "e f"]),
            ("echo a'b'\"c\"d", ["echo", "abcd"]),
            ("echo '' \"\"", ["echo", "", ""]),
            (#"echo "a\"b\\c\$d\n""#, ["echo", #"a"b\c$d\n"#]),
            (#"echo 'a\b$c'"#, ["echo", #"a\b$c"#]),
            ("echo a#b # comment; more", ["echo", "a#b"]),
            ("# only a comment", []),
            ("app list; echo x", ["app", "list", ";", "echo", "x"]),
            ("app \\\nlist", ["app", "list"]),
            ("app li\\\nst", ["app", "list"]),
            ("echo 'a\nb'", ["echo", "a\nb"]),
            ("echo a\r\necho b\r\n", ["echo", "a", ";", "echo", "b", ";"]),
            ("app list > out.txt", ["app", "list", ">", "out.txt"]),
            ("app list >>out.txt", ["app", "list", ">>", "out.txt"]),
            ("app list | grep 'a;b' | wc -l; echo x", ["app", "list", "|grep 'a;b' | wc -l|", ";", "echo", "x"]),
            ("echo é 網路 👍", ["echo", "é", "網路", "👍"]),
            ("get /v2.0/networks/{id}", ["get", "/v2.0/networks/{id}"]),
        ])
    func reading(line: String, expected: [String]) {
        #expect(words(line) == expected)
    }

    @Test(
        "variables stay in the word until it runs, and are none in single quotes",
        arguments: [
            ("echo $a", ["echo", "<a>"]),
            ("echo x$a/$b.c", ["echo", "x<a>/<b>.c"]),
            ("echo ${a}b", ["echo", "<a>b"]),
            ("echo ${a:-b c}", ["echo", "<a:-b c>"]),
            ("echo ${a:-$b}", ["echo", "<a:-<b>>"]),
            ("echo \"$a b\"", ["echo", "<a> b"]),
            ("echo '$a'", ["echo", "$a"]),
            ("echo \\$a", ["echo", "$a"]),
            ("echo $? $error", ["echo", "<?>", "<error>"]),
            ("echo $.a $ $1", ["echo", "$.a", "$", "$1"]),
            ("echo ${net.network.id}", ["echo", "<net.network.id>"]),
            ("echo ${nets[0].id:-none}", ["echo", "<nets[0].id:-none>"]),
        ])
    func variables(line: String, expected: [String]) {
        #expect(words(line) == expected)
    }

    @Test(
        "an inline JSON body is one word with its quotes, over several lines",
        arguments: [
            (#"post /x -d {"a": "b c", "d": [1, 2]} -i"#, ["post", "/x", "-d", #"{"a": "b c", "d": [1, 2]}"#, "-i"]),
            ("post /x -d {\"a\":\n  1}\nget /y", ["post", "/x", "-d", "{\"a\":\n  1}", ";", "get", "/y"]),
            (#"post /x -d {"a": "}"}"#, ["post", "/x", "-d", #"{"a": "}"}"#]),
            (#"post /x -d {"a": "\"}"}"#, ["post", "/x", "-d", #"{"a": "\"}"}"#]),
            (#"post /x -d tags:=["a", "b"]"#, ["post", "/x", "-d", #"tags:=["a", "b"]"#]),
            (#"post /x -d {"a": "$b"}"#, ["post", "/x", "-d", #"{"a": "<b>"}"#]),
            (#"post /x -d {"$ref": 1, "\$a": 2}"#, ["post", "/x", "-d", #"{"<ref>": 1, "$a": 2}"#]),
            ("discard [a-c]*", ["discard", "[a-c]*"]),
        ])
    func jsonBodies(line: String, expected: [String]) {
        #expect(words(line) == expected)
    }

    @Test("a variable's value is put into JSON so that it stays JSON")
    func jsonInsertion() throws {
        let environment = TestEnvironment(variables: ["s": "say \"hi\"", "n": 3, "list": "[1,2]", "plain": "abc"])
        let script = parse(#"post /x -d {"a": "$s", "b": $n, "c": $list, "d": $plain, "e": "n=$n"}"#)
        guard case .command(let line) = script.statements.first?.kind else { return #expect(Bool(false)) }
        let argument = try #require(try line.arguments(in: environment).last)
        #expect(try JSONValue(parsing: argument.text) == ["a": "say \"hi\"", "b": 3, "c": [1, 2], "d": "abc", "e": "n=3"])
    }

    @Test(
        "text that merely ends too early asks for more",
        arguments: [
            "echo 'a", "echo \"a", "post /x -d {\"a\": 1", "post /x -d [", "app list \\\n", "app \\\n", "echo ${a", "if $a == 1\necho x",
            "for a in b c",
            "assert ($a == 1", "if app list\nelse\n",
        ])
    func incompleteness(text: String) {
        #expect(parse(text).needsMoreInput)
    }

    @Test(
        "text that is whole or wrong does not ask for more",
        arguments: ["echo a", "", "# x", "if $a == 1\necho x\nend", "nonsense", "if nonsense\n", "echo 'a' \\x", "end"])
    func completeness(text: String) {
        #expect(!parse(text).needsMoreInput)
    }

    @Test("positions count lines, characters and bytes")
    func positions() throws {
        let script = parse("\n  echo é網 'x\ny' z\n")
        guard case .command(let line) = script.statements.first?.kind else { return #expect(Bool(false)) }
        let starts = line.words.map { [$0.range.start.line, $0.range.start.column, $0.range.start.offset] }
        #expect(starts == [[2, 3, 3], [2, 8, 8], [2, 11, 14], [3, 4, 20]])
        #expect(script.source.line(2) == "  echo é網 'x")
    }
}
