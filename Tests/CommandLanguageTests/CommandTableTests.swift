import CommandLanguage
import JSONCodec
import Testing

@Suite("The command table")
struct CommandTableTests {
    private let table = CommandTable.standard

    @Test("every command is documented and consistent", arguments: CommandTable.standard.commands + [.tool])
    func documentation(command: Command) {
        #expect(!command.summary.isEmpty && !command.summary.hasSuffix("."))
        #expect(command.path.count <= 2)
        let names = command.parameters.map(\.name)
        #expect(Set(names).count == names.count, "each parameter has a name of its own")
        let spellings = command.options.flatMap(\.spellings)
        #expect(Set(spellings).count == spellings.count, "each option has spellings of its own")
        for parameter in command.parameters {
            #expect(!parameter.help.isEmpty && !parameter.help.hasSuffix("."), "\(parameter.name)")
        }
        for name in command.seeAlso { #expect(CommandTable.standard.command(named: name) != nil, "\(name)") }
        if command.outcome == .table || command.outcome == .record { #expect(!command.fields.isEmpty) }
    }

    @Test("every example parses", arguments: CommandTable.standard.commands)
    func examples(command: Command) {
        for example in command.examples {
            #expect(complaints(example.script) == [])
            #expect(example.note.hasSuffix("."))
        }
    }

    @Test(
        "the fixed fields are those of the contract",
        arguments: [
            ("app list", "name source section listen state strategy revision in_flight"),
            ("pipeline list", "revision app state strategy filters in_flight source digest created_at created_by"),
            ("auth list", "app strategy active filters"), ("route list", "method path app resource action extension"),
            ("resource list", "name collection app extension path operations"),
            ("extension list", "alias name app state resources requires"),
            ("worker list", "id service topic pid state calls failures queue_depth last_heartbeat"),
            ("rpc list", "topic namespace version methods"),
            ("config show", "name group value default source mutable"), ("get", "status headers body elapsed_us trace"),
        ])
    func fields(name: String, expected: String) throws {
        let command = try #require(table.command(named: name))
        #expect(Set(command.fields.map(\.name)) == Set(expected.split(separator: " ").map(String.init)))
    }

    private func match(_ text: String) -> CommandTable.Match {
        var lexer = Lexer(source: SourceText(text, file: "t"))
        var arguments: [Argument] = []
        while case .word(let word) = lexer.next().kind { arguments.append(Argument(word)) }
        return table.match(arguments)
    }

    @Test("arguments and options get their parameters")
    func values() throws {
        let use = try #require(match("pipeline use neutron r7 --probe 'GET / 200' --probe 'GET /v2.0 200'").invocation)
        #expect(use.name == "pipeline use")
        #expect(use["app"] == "neutron" && use["revision"] == "r7")
        #expect(use.values("probe") == ["GET / 200", "GET /v2.0 200"])
        let late = try #require(match("rpc call t m --timeout 1m").invocation)
        #expect(late.seconds("timeout") == 60)
        let short = try #require(match("pipeline use r7").invocation)
        #expect(short["app"] == nil && short["revision"] == "r7")
        let config = try #require(match("config set debug true").invocation)
        #expect(config["group"] == nil && config["name"] == "debug" && config["value"] == "true")
        let call = try #require(match("rpc call t m a=1 b:=2").invocation)
        #expect(call.values("arguments") == ["a=1", "b:=2"])
        let insert = try #require(match("pipeline insert neutron delay seconds=2 match:=1").invocation)
        #expect(insert["place"] == nil && insert["other"] == nil && insert.values("options") == ["seconds=2", "match:=1"])
        let before = try #require(match("pipeline insert neutron delay before cors a=1").invocation)
        #expect(before["place"] == "before" && before["other"] == "cors" && before.values("options") == ["a=1"])
        let post = try #require(match("post /x -d a=1 b=2 --app n -i").invocation)
        #expect(post.values("data") == ["a=1", "b=2"] && post["app"] == "n" && post.has("include"))
        let scale = try #require(match("worker scale s 3").invocation)
        #expect(scale.integer("count") == 3)
    }

    @Test("output options are read from the invocation")
    func outputOptions() throws {
        let invocation = try #require(match("get /x -o yaml -c a -c b --sort a --no-headers -i --trace").invocation)
        let options = invocation.outputOptions(defaults: OutputOptions(format: .csv, width: 80))
        #expect(
            options
                == OutputOptions(
                    format: .yaml, columns: ["a", "b"], sort: "a", omitsHeaders: true, includesHead: true, showsTrace: true, width: 80))
    }

    @Test("the tool's own command line is matched by the same rules")
    func tool() throws {
        func invoke(_ words: [String]) -> (Invocation?, [String]) {
            let (invocation, diagnostics) = Command.tool.match(words.map { Argument($0) })
            return (invocation, diagnostics.map(\.message))
        }
        let first = try #require(invoke(["-c", "app list", "-f", "a.csh", "b.csh", "-kq", "-ojson", "--timeout=5", "-c", "-x"]).0)
        #expect(first.occurrences.map(\.parameter) == ["command", "file", "files", "keep-going", "quiet", "output", "timeout", "command"])
        #expect(first.values("command") == ["app list", "-x"])
        #expect(first["output"] == "json")
        #expect(invoke(["--attach", "-c", "x"]).0?["attach"] == "")
        #expect(invoke(["--attach"]).0?.has("attach") == true)
        #expect(invoke(["--attach", "/run/s.sock"]).0?["attach"] == "/run/s.sock")
        #expect(invoke(["--config-file"]).1 == ["option '--config-file' needs a value (FILE)"])
        #expect(invoke(["--colour", "always"]).1 == ["unknown option '--colour' for 'cloudsh'"])
        #expect(invoke(["--color", "sometimes"]).1 == ["--color: 'sometimes' is not one of auto, always, never"])
        #expect(invoke(["serve", "--", "-x"]).0?.values("files") == ["serve", "-x"])
    }

    @Test(
        "a body is made of what -d gives",
        arguments: [
            ([#"{"a": 1}"#], .json(["a": 1])), (["@f.json"], .file("f.json")),
            (["a=1", "b:=2", "c:=null"], .json(["a": "1", "b": 2, "c": nil])),
            (["network.name=x", "network.shared:=true"], .json(["network": ["name": "x", "shared": true]])), (["a=[1]"], .json(["a": [1]])),
            (["a=x=y"], .json(["a": "x=y"])), (["a="], .json(["a": ""])),
        ] as [([String], BodyArgument)])
    func bodies(values: [String], expected: BodyArgument) throws {
        #expect(try BodyArgument(values: values) == expected)
    }

    @Test("what makes no body is refused", arguments: [["{"], ["a=1", "{}"], ["a:=x"], ["x"], ["@f", "a=1"], ["a..b=1"]])
    func badBodies(values: [String]) {
        #expect(throws: BodyArgument.Invalid.self) { try BodyArgument(values: values) }
    }

    @Test(
        "durations",
        arguments: [("30", 30), ("1.5", 1.5), ("250ms", 0.25), ("2m", 120), ("1h", 3600), ("3s", 3), ("0", 0)] as [(String, Double)])
    func durations(text: String, expected: Double) {
        #expect(ValueKind.seconds(parsing: text) == expected)
    }

    @Test("what is no duration is refused", arguments: ["", "x", "-1", "1d", "1e99h", "s", "nan", "inf"])
    func noDuration(text: String) {
        #expect(ValueKind.seconds(parsing: text) == nil)
    }
}
