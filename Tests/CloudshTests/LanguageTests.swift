import Testing

/// The language, run by an attached shell against one instance.
@Suite("Language", .blackBox)
struct LanguageTests {
    @Test(
        "Quoting, comments, continuation, several commands a line",
        arguments: [
            Call("single quotes keep everything", [], input: #"echo 'a  $x # "b"'"# + "\n", output: "a  $x # \"b\"\n"),
            Call("double quotes keep blanks and expand", [], input: "set x 1\necho \"a  $x\"\n", output: "a  1\n"),
            Call("a backslash quotes one character", [], input: "echo a\\ b \\$x \\\" \\# \\;\n", output: "a b $x \" # ;\n"),
            Call("quotes within a word", [], input: #"echo a'b c'"d e"f"# + "\n", output: "ab cd ef\n"),
            Call("an empty word", [], input: "echo a '' b\n", output: "a  b\n"),
            Call("a comment", [], input: "# nothing\necho a # b\necho a#b\n", output: "a\na#b\n"),
            Call("a line that goes on", [], input: "echo a \\\n  b\n", output: "a b\n"),
            Call("an open quote goes on", [], input: "echo 'a\nb'\n", output: "a\nb\n"),
            Call("; separates commands", [], input: "echo a; echo b;echo c\n", output: "a\nb\nc\n"),
            Call("; in quotes does not", [], input: "echo 'a; b'\n", output: "a; b\n"),
            Call("no newline at the end", [], input: "echo a", output: "a\n"),
            Call("DOS line ends", [], input: "echo a\r\necho b\r\n", output: "a\nb\n"),
            Call("UTF-8", [], input: "set é Grüße\necho ${é} 日本\n", status: 2, output: ""),
            Call("UTF-8 in values", [], input: "set x Grüße\necho $x 日本\n", output: "Grüße 日本\n"),
            Call("blank lines and indents", [], input: "\n   \n\t echo a\n", output: "a\n"),
        ])
    func words(call: Call) throws { try check(call) }

    @Test(
        "Variables and captures",
        arguments: [
            Call("set and use", [], input: "set x 1\necho $x ${x} a${x}b\n", output: "1 1 a1b\n"),
            Call("a default", [], input: "echo ${x:-none}\nset x 1\necho ${x:-none}\n", output: "none\n1\n"),
            Call(
                "an undefined variable is an error", [], input: "echo a\necho $nope\n", status: 1, output: "a\n",
                errorsHave: ["cloudsh: <stdin>:2:6: error: undefined variable 'nope'"]),
            Call("unset forgets", [], input: "set x 1\nunset x\necho ${x:-gone}\n", output: "gone\n"),
            Call("set lists", [], input: "set x 1\nset -o json\n", output: "[\n  {\n    \"name\": \"x\",\n    \"value\": \"1\"\n  }\n]\n"),
            Call("capture a command's text", [], input: "capture x = echo one two\necho =$x=\n", output: "=one two=\n"),
            Call(
                "capture a command's data", [], input: "capture x = app list\necho ${x[0].name} ${x[1].name}\n",
                outputHas: ["neutron", "osapi_volume"]),
            Call(
                "capture what was asked for", [], input: "capture x = app show neutron -o value -c name\necho =$x=\n", output: "=neutron=\n"
            ),
            Call(
                "capture a part of the last answer", [],
                input: "capture ignored = get /v2.0/extensions\ncapture x = $.extensions[0].alias\nassert $x != ''\n"),
            Call(
                "of last may be said", [],
                input: "capture ignored = get /v2.0/extensions\ncapture x = $.extensions[0].alias of last\nassert $x != ''\n"),
            Call("capture a program", [], input: "capture x = ! echo from sh\necho =$x=\n", output: "=from sh=\n"),
            Call(
                "a path that leads nowhere", [], input: "get /v2.0/networks\ncapture x = $.nothing\n", status: 1,
                errorsHave: ["<stdin>:2:", "$.nothing"]),
            Call("$? and $error", [], input: "-! exit 3\necho $?\necho ok\necho $?\n", output: "1\nok\n0\n"),
            Call("$error is the last message", [], input: "-app show nosuch\necho $error\n", outputHas: ["nosuch"]),
        ])
    func variables(call: Call) throws { try check(call) }

    @Test(
        "Control flow",
        arguments: [
            Call("if", [], input: "set x 1\nif $x == 1\necho yes\nend\n", output: "yes\n"),
            Call("else", [], input: "set x 2\nif $x == 1\necho yes\nelse\necho no\nend\n", output: "no\n"),
            Call("elif", [], input: "set x 2\nif $x == 1\necho 1\nelif $x == 2\necho 2\nelse\necho 3\nend\n", output: "2\n"),
            Call("if COMMAND", [], input: "if app show neutron\necho yes\nend\nif ! app show nosuch\necho no\nend\n", output: "yes\nno\n"),
            Call("for", [], input: "for x in a b 'c d'\necho =$x=\nend\n", output: "=a=\n=b=\n=c d=\n"),
            Call("for over a list", [], input: "capture apps = app list -o value -c name\nfor x in a b\necho $x\nend\n", output: "a\nb\n"),
            Call("nesting", [], input: "for x in 1 2\nfor y in a b\nif $y == b\necho $x$y\nend\nend\nend\n", output: "1b\n2b\n"),
            Call(
                "for over nothing", [],
                input: "capture none = get /v2.0/networks?name=nosuch\nfor x in ${none.networks}\necho $x\nend\necho end\n", output: "end\n"
            ),
            Call("assert holds", [], input: "set x 3\nassert $x > 2 && $x < 4\necho ok\n", output: "ok\n"),
            Call(
                "assert fails with both sides", [], input: "set x 3\nassert $x == 4\necho no\n", status: 1, output: "",
                errorsHave: ["<stdin>:2:", "left:  \"3\"", "right: 4"]),
            Call(
                "a block's failure stops the script", [], input: "for x in 1 2\necho $x\n! exit 1\nend\necho no\n", status: 1, output: "1\n"
            ),
            Call(
                "an unclosed block", [], input: "echo a\nfor x in 1\necho b\n", status: 2, output: "",
                errorsHave: ["<stdin>:2:1: error: 'for' without 'end'"]),
            Call("end without a block", [], input: "end\n", status: 2, errorsHave: ["<stdin>:1:1: error:"]),
            Call("quit in a block", [], input: "for x in 1 2\necho $x\nquit\nend\n", output: "1\n"),
        ])
    func flow(call: Call) throws { try check(call) }

    @Test(
        "Requests and what they are judged by",
        arguments: [
            Call("an answer of 2xx", [], input: "get /v2.0/networks?name=nosuch\n", output: "{\n  \"networks\": []\n}\n"),
            Call(
                "4xx is a failure with 4", [], input: "get /v2.0/networks/nosuch\necho no\n", status: 4,
                errorsHave: ["<stdin>:1:1: error:", "404"], nowhere: ["\nno\n"]),
            Call("an expected 4xx is none", [], input: "get /v2.0/networks/nosuch\nexpect 404\necho ok\n", outputHas: ["ok\n"]),
            Call("a class of statuses", [], input: "get /v2.0/networks/nosuch\nexpect 4xx\n"),
            Call("a list of statuses", [], input: "get /v2.0/networks/nosuch\nexpect 200,404\n"),
            Call(
                "another status than expected", [], input: "get /v2.0/networks\nexpect 201\n", status: 1,
                errorsHave: ["<stdin>:2:1: error: expected status 201, got 200"]),
            Call(
                "a part that is not as expected", [], input: "get /v2.0/networks?name=nosuch\nexpect 200 $.networks.length == 3\n",
                status: 1,
                errorsHave: ["<stdin>:2:1", "left:  0", "right: 3"]),
            Call(
                "several expects", [], input: "get /v2.0/networks/nosuch\nexpect 404\nexpect 4xx $.NeutronError.type == NetworkNotFound\n"),
            Call("no app serves it", [], input: "get /v2.0/networks --app nosuch\n", status: 1, errorsHave: ["nosuch"]),
            Call("-k and a 4xx", ["-k"], input: "get /v2.0/networks/nosuch\necho on\n", status: 1, outputHas: ["on\n"]),
            Call("a leading - ignores it", [], input: "-get /v2.0/networks/nosuch\necho on\n", outputHas: ["on\n"]),
            Call(
                "a body in JSON over several lines, then in words", [],
                input:
                    "post /v2.0/networks -d {\"network\": {\"name\": \"lang1\",\n  \"admin_state_up\": false}}\n"
                    + "expect 201 $.network.name == lang1 $.network.admin_state_up == false\ncapture id = $.network.id\n"
                    + "put /v2.0/networks/$id -d network.admin_state_up:=true\nexpect 200 $.network.admin_state_up == true\n"
                    + "delete /v2.0/networks/$id\nexpect 204\n"),
            Call(
                "a body from a file", [],
                input: "post /v2.0/networks -d @body.json\nexpect 201\ncapture id = $.network.id\ndelete /v2.0/networks/$id\n",
                files: ["body.json": "{\"network\": {\"name\": \"lang2\"}}"]),
            Call(
                "a body from a file that is not there", [], input: "post /v2.0/networks -d @nosuch.json\n", status: 1,
                errorsHave: ["nosuch.json"]),
            Call(
                "wait-until", [],
                input: "wait-until --timeout 20 get /v2.0/networks\nexpect 200\necho ok\n", outputHas: ["ok\n"]),
            Call(
                "wait-until gives up with 7", [], input: "wait-until --timeout 0.3 get /v2.0/networks/nosuch\nexpect 200\n", status: 7,
                errorsHave: ["<stdin>:1:1: error: timed out after 0.3 s"]),
            Call(
                "wait-until does not wait for a command that hangs", [], input: "wait-until --timeout 0.3 rpc call nosuch nothing\n",
                status: 7),
            Call("-i -o json", [], input: "capture a = get /v2.0/networks -i -o json\nif $a ~ elapsed_us\necho ok\nend\n", output: "ok\n"),
        ])
    func requests(call: Call) throws { try check(call) }

    @Test(
        "Programs, pipes and files",
        arguments: [
            Call("a pipe", [], input: "echo hello | tr a-z A-Z\n", output: "HELLO\n"),
            Call("a pipe of several programs", [], input: "echo hello | tr a-z A-Z | rev\n", output: "OLLEH\n"),
            Call("a pipe whose program fails", [], input: "echo hello | exit 4\necho no\n", status: 1, output: ""),
            Call("a file", [], input: "echo one > out.txt\n! cat out.txt\n", output: "one\n"),
            Call("appending", [], input: "echo one > out.txt\necho two >> out.txt\n! cat out.txt\n", output: "one\ntwo\n"),
            Call("a file that cannot be written", [], input: "echo one > nodir/out.txt\n", status: 1, errorsHave: ["nodir/out.txt"]),
            Call("a program", [], input: "! echo hello; echo there\n", output: "hello\nthere\n"),
            Call("a program that fails", [], input: "! exit 3\n", status: 1, errorsHave: ["status 3"]),
            Call(
                "programs find the variables", [], input: "set name demo\n! echo \"$name\"\necho x | sed s/x/$name/\n",
                output: "demo\ndemo\n"),
            Call("a reader that leaves early", [], input: "extension list | head -1 > /dev/null\necho ok\n", output: "ok\n"),
            Call("timing", [], input: "timing on\necho a\ntiming off\necho b\n", outputHas: ["a\n", "time:", "b\n"]),
        ])
    func programs(call: Call) throws { try check(call) }

    @Test(
        "Sourced scripts",
        arguments: [
            Call(
                "source runs in the session", ["main.csh"], files: ["main.csh": "source a.csh\necho $x\n", "a.csh": "set x 1\n"],
                output: "1\n"),
            Call(
                "the chain of sources stands in errors", ["main.csh"],
                files: ["main.csh": "\nsource a.csh\n", "a.csh": "source b.csh\n", "b.csh": "echo b\n! exit 1\n"], status: 1, output: "b\n",
                errorsHave: ["cloudsh: b.csh:2:1: error: ", "a.csh:1:1", "main.csh:2:1"]),
            Call(
                "a mistake in a sourced script", ["main.csh"],
                files: ["main.csh": "echo 1\nsource a.csh\n", "a.csh": "echo a\nnonsense\n"],
                status: 2, output: "1\n", errorsHave: ["cloudsh: a.csh:2:1: error: ", "main.csh:2:1"]),
            Call("a script that is not there", [], input: "source nosuch.csh\n", status: 1, errorsHave: ["nosuch.csh"]),
            Call("a script that sources itself", ["a.csh"], files: ["a.csh": "source a.csh\n"], status: 1, errorsHave: ["a.csh:1:1"]),
        ])
    func sources(call: Call) throws { try check(call) }

    @Test(
        "Mistakes are said with their place and what was probably meant",
        arguments: [
            Call(
                "a misspelt command", [], input: "echo a\n  aplist\n", status: 2, output: "", errorsHave: ["cloudsh: <stdin>:2:3: error: "]),
            Call("a misspelt verb", [], input: "app lst\n", status: 2, errorsHave: ["<stdin>:1:5: error: ", "did you mean 'list'?"]),
            Call("a misspelt noun", [], input: "pipelin list\n", status: 2, errorsHave: ["<stdin>:1:1: error: ", "'pipeline'"]),
            Call("a misspelt option", [], input: "route list --grap x\n", status: 2, errorsHave: ["<stdin>:1:12: error: ", "'--grep'"]),
            Call("a prefix in batch", [], input: "app li\n", status: 2, errorsHave: ["<stdin>:1:5: error: ", "'list'"]),
            Call("a missing argument", [], input: "app show\n", status: 2, errorsHave: ["<stdin>:1:"]),
            Call("an argument too many", [], input: "app show a b\n", status: 2, errorsHave: ["<stdin>:1:12: error: "]),
            Call("a value that is none", [], input: "worker scale neutron many\n", status: 2, errorsHave: ["<stdin>:1:22: error: "]),
            Call("a wrong choice", [], input: "app list -o jsn\n", status: 2, errorsHave: ["'json'"]),
            Call("an unclosed quote", [], input: "echo 'a\n", status: 2, errorsHave: ["<stdin>:1:6: error: "]),
            Call("an unclosed body", [], input: "post /x -d {\"a\": 1\n", status: 2, errorsHave: ["<stdin>:1:"]),
            Call("a bad expression", [], input: "set x 1\nassert $x ==\n", status: 2, errorsHave: ["<stdin>:2:"]),
            Call("a bad expect", [], input: "get /x\nexpect soon\n", status: 2, errorsHave: ["<stdin>:2:8"]),
            Call("a name of an app that is none", [], input: "app show neutrn\n", status: 1, errorsHave: ["<stdin>:1:", "neutron"]),
            Call("never the whole usage", [], input: "app lst\n", status: 2, nowhere: ["Usage", "--config-file"]),
            Call("columns count characters", [], input: "echo 'ü' ; app lst\n", status: 2, errorsHave: ["<stdin>:1:16: error: "]),
        ])
    func mistakes(call: Call) throws { try check(call) }

    @Test("At most three suggestions")
    func suggestions() throws {
        let result = try RunningInstance.shared().attach([], input: "pipeline cshow\nworker st\nconfig et\n")
        #expect(result.status == 2)
        for line in result.errors.split(separator: "\n") where line.contains("did you mean") {
            #expect(line.count { $0 == "'" } <= 6, "\(line)")
        }
    }

    @Test("Embedded and attached shells speak the same language")
    func sameLanguage() throws {
        let script = "set x 1\nfor y in a b\necho $x$y\nend\napp list -o value -c name -c state\n-get /nowhere\necho $?\nassert 1 == 2\n"
        let attached = try RunningInstance.shared().attach([], input: script)
        let embedded = try Scratch(Scratch.configuration).runWithServices([], input: script)
        #expect(attached.status == 1)
        #expect(attached.status == embedded.status && attached.output == embedded.output && attached.errors == embedded.errors)
    }

    @Test("Colour only where it is wanted")
    func color() throws {
        let instance = try RunningInstance.shared()
        let commands = ["-c", "app list", "-c", "get /v2.0/networks", "-c", "help app list"]
        #expect(!(try instance.attach(commands).output.contains("\u{1B}")))
        #expect(try instance.attach(["--color", "always"] + commands).output.contains("\u{1B}["))
        #expect(try instance.attach(commands, environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}["))
        #expect(!(try instance.attach(commands, environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]).output.contains("\u{1B}")))
        #expect(!(try instance.attach(["--color", "never"] + commands, environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}")))
    }

    private func check(_ call: Call) throws {
        let scratch = try Scratch(call.files)
        call.check(try RunningInstance.shared().attach(call.arguments, input: call.input, directory: scratch.path))
    }
}
