import Glibc
import JSONCodec
import Testing

/// A call of the binary and what comes of it.
struct Call: Sendable, CustomTestStringConvertible {
    var title: String
    var arguments: [String]
    var input = ""
    var files: [String: String] = [:]
    var environment: [String: String] = [:]
    var status: Int32 = 0
    /// The whole standard output, when that is what counts.
    var output: String?
    var outputHas: [String] = []
    var errorsHave: [String] = []
    var nowhere: [String] = []

    init(
        _ title: String, _ arguments: [String], input: String = "", files: [String: String] = [:], environment: [String: String] = [:],
        status: Int32 = 0, output: String? = nil, outputHas: [String] = [], errorsHave: [String] = [], nowhere: [String] = []
    ) {
        self.title = title
        self.arguments = arguments
        self.input = input
        self.files = files
        self.environment = environment
        self.status = status
        self.output = output
        self.outputHas = outputHas
        self.errorsHave = errorsHave
        self.nowhere = nowhere
    }

    var testDescription: String { title }

    func check(_ result: Binary.Result) {
        #expect(result.status == status, "\(result)")
        if let output { #expect(result.output == output, "\(result)") }
        for part in outputHas { #expect(result.output.contains(part), "\(part) is missing: \(result)") }
        for part in errorsHave { #expect(result.errors.contains(part), "\(part) is missing: \(result)") }
        for part in nowhere { #expect(!(result.output + result.errors).contains(part), "\(part) is there: \(result)") }
    }
}

@Suite("Invocation", .blackBox)
struct InvocationTests {
    @Test(
        "Calls without services",
        arguments: [
            Call("several -c in order", ["-c", "echo one", "-c", "echo two"], output: "one\ntwo\n"),
            Call("-f FILE", ["-f", "a.csh"], files: ["a.csh": "echo from a\n"], output: "from a\n"),
            Call(
                "files and -c in the order given", ["a.csh", "-c", "echo c", "b.csh"], files: ["a.csh": "echo a\n", "b.csh": "echo b\n"],
                output: "a\nc\nb\n"),
            Call("one session for all of them", ["-c", "set x 1", "-c", "echo $x"], output: "1\n"),
            Call("standard input as batch", [], input: "echo one\necho two\n", output: "one\ntwo\n"),
            Call("a file named - is standard input", ["-f", "-"], input: "echo one\n", output: "one\n"),
            Call("an empty script", [], input: "", output: ""),
            Call("no banner, no prompt, no colour", ["-c", "app list -o json"], output: "[]\n", nowhere: ["\u{1B}"]),
            Call("-n parses only", ["-n", "a.csh"], files: ["a.csh": "echo x\n"], output: ""),
            Call(
                "-n reports all mistakes", ["-n", "a.csh"], files: ["a.csh": "echo x\napp lst\nget --foo /x\nif true\n"], status: 2,
                output: "",
                errorsHave: ["cloudsh: a.csh:2:5: error: ", "did you mean 'list'?", "cloudsh: a.csh:3:5: error: ", "cloudsh: a.csh:4:"]),
            Call("-n of a file that is not there", ["-n", "none.csh"], status: 2, errorsHave: ["none.csh"]),
            Call(
                "a script that is not there", ["-f", "none.csh", "-c", "echo x"], status: 2, output: "",
                errorsHave: ["cannot read none.csh"]),
            Call("a script that cannot be read", ["-c", "echo x", "."], status: 2, output: "", errorsHave: ["cannot read .: "]),
            Call("nothing runs when the script has a mistake", ["a.csh"], files: ["a.csh": "echo x\nnonsense\n"], status: 2, output: ""),
            Call(
                "nothing runs when any of several has a mistake", ["a.csh", "b.csh"],
                files: ["a.csh": "echo x\n", "b.csh": "for x in 1\n"], status: 2, output: "", errorsHave: ["b.csh:1:1: error:"]),
            Call("-k goes on and exits 1", ["-k", "-c", "! exit 3", "-c", "echo on"], status: 1, output: "on\n"),
            Call("the first failure stops", ["-c", "! exit 3", "-c", "echo on"], status: 1, output: ""),
            Call("-o is the default of all commands", ["-o", "json", "-c", "pipeline list"], output: "[]\n"),
            Call("-v shows the commands", ["-v", "-c", "echo x"], output: "x\n", errorsHave: ["echo x"]),
            Call("-q prints what was asked for", ["-q", "-c", "echo x"], output: "x\n"),
            Call("--timeout ends a command", ["--timeout", "0.2", "-c", "! sleep 30"], status: 7, errorsHave: ["timed out"]),
            Call(
                "no progress where nobody looks", ["-c", "wait-until --timeout 0.8 get /nosuch"], status: 7, errorsHave: ["timed out"],
                nowhere: ["wait-until:"]),
            Call("quit STATUS", ["-c", "quit 9", "-c", "echo no"], status: 9, output: ""),
            Call("--version", ["--version"], outputHas: ["cloudsh "]),
            Call(
                "--help", ["--help"], outputHas: ["Usage", "--attach", "--config-file", "network and volume"],
                nowhere: ["identity", "5000"]),
            Call("an unknown option", ["--outpt", "json"], status: 2, errorsHave: ["--outpt", "did you mean '--output'?"]),
            Call("an option without its value", ["-o"], status: 2, errorsHave: ["--output"]),
            Call("a wrong format", ["-o", "jsn", "-c", "app list"], status: 2, errorsHave: ["'jsn'", "did you mean 'json'?"]),
            Call("a wrong --color", ["--color", "sometimes"], status: 2, errorsHave: ["sometimes"]),
            Call("a wrong --timeout", ["--timeout", "soon"], status: 2, errorsHave: ["soon"]),
            Call("serve with commands", ["serve", "-c", "app list"], status: 2, errorsHave: ["serve"]),
            Call("--color always", ["--color", "always", "-c", "echo x"], output: "x\n"),
        ])
    func withoutServices(call: Call) throws {
        call.check(try Scratch(call.files).run(call.arguments, input: call.input, environment: call.environment))
    }

    @Test(
        "What keeps the services from starting is named, with exit 3",
        arguments: [
            Call(
                "a config file that is not there", ["--config-file", "nowhere.conf"], status: 3,
                errorsHave: ["nowhere.conf", "searched", "/etc/cloudsh/nowhere.conf"]),
            Call("a config directory that is not there", ["--config-dir", "nowhere.d"], status: 3, errorsHave: ["nowhere.d"]),
            Call(
                "bad values, all at once", ["--config-file", "neutron.conf"],
                files: ["neutron.conf": "[DEFAULT]\nbind_port = abc\napi_workers = 0\n"], status: 3,
                errorsHave: [
                    "cloudsh: neutron.conf:2:13: error: ", "bind_port = abc\n            ^", "cloudsh: neutron.conf:3:15: error: ",
                    "api_workers",
                ]),
            Call(
                "a broken deployment file, all mistakes at once", ["--config-file", "neutron.conf"],
                files: [
                    "neutron.conf": "[DEFAULT]\nbind_port = 0\napi_paste_config = bad.ini\n",
                    "bad.ini":
                        "[composite:neutron]\nuse = egg:Paste#urlmap\n/: nope\n/v2: cyc\n[pipeline:cyc]\npipeline = a b cyc\n[filter:a]\n"
                        + "paste.filter_factory = oslo_middleware:RequstId.factory\n",
                ], status: 3,
                errorsHave: [
                    "bad.ini:3:4: error: ", "`nope`", "bad.ini:6:14: error: ", "`b`", "bad.ini:8:24: error: ",
                    "oslo_middleware:RequestId.factory",
                ]),
            Call(
                "a deployment file that is not there", ["--config-file", "neutron.conf"],
                files: ["neutron.conf": "[DEFAULT]\nbind_port = 0\napi_paste_config = gone.ini\n"], status: 3, errorsHave: ["gone.ini"]),
            Call(
                "noauth on an address that others reach", ["--config-file", "neutron.conf"],
                files: ["neutron.conf": "[DEFAULT]\nbind_host = 0.0.0.0\nbind_port = 0\nauth_strategy = noauth\n"], status: 3,
                errorsHave: ["noauth", "0.0.0.0"]),
            Call("nobody to attach to", ["--attach", "nowhere.sock"], status: 3, errorsHave: ["nowhere.sock"]),
        ])
    func cannotStart(call: Call) throws {
        let scratch = try Scratch(call.files)
        let arguments = ["--ephemeral"] + call.arguments + ["-c", "echo ran"]
        let result = try Binary.run(arguments, environment: ["TMPDIR": scratch.path], directory: scratch.path)
        call.check(result)
        #expect(result.output.isEmpty)
        let rest = try ChildProcess(["-A"], input: "", environment: [:], directory: scratch.path, program: "/bin/ls").finish().output
        #expect(!rest.contains("cloudsh-"), "a throw-away directory is left: \(rest)")
    }

    @Test("noauth on 0.0.0.0 is served when that is asked for by name")
    func openNoauth() throws {
        let scratch = try Scratch(["neutron.conf": "[DEFAULT]\nbind_host = 0.0.0.0\nbind_port = 0\nauth_strategy = noauth\n"])
        let result = try Binary.run(
            ["--ephemeral", "--allow-open-noauth", "--config-file", "neutron.conf", "-c", "app list -o value -c state"],
            directory: scratch.path)
        #expect(result.status == 0 && result.output == "running\n", "\(result)")
    }

    @Test("A taken port is named, with exit 3")
    func takenPort() throws {
        let instance = try RunningInstance.shared()
        let shown = try instance.attach(["-c", "app show neutron -o value -c listen"])
        try #require(shown.status == 0, "\(shown)")
        let port = try #require(shown.output.split(separator: ":").last.flatMap { Int($0.filter(\.isNumber)) }, "\(shown)")
        let scratch = try Scratch(["neutron.conf": "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = \(port)\nauth_strategy = noauth\n"])
        let result = try Binary.run(["--ephemeral", "--config-file", "neutron.conf", "-c", "echo ran"], directory: scratch.path)
        #expect(result.status == 3 && result.output.isEmpty, "\(result)")
        #expect(result.errors.contains("\(port)"), "\(result)")
    }

    @Test("--attach without a socket takes that of the state directory")
    func attachByDirectory() throws {
        let instance = try RunningInstance.shared()
        for arguments in [["--state-dir", "state", "--attach"], ["--attach", "--state-dir=state"], ["--attach=state/cloudsh.sock"]] {
            let result = try Binary.run(
                arguments + ["-c", "app list -o value -c name --sort name"], directory: instance.scratch.path)
            #expect(result.status == 0 && result.output == "neutron\nosapi_volume\n", "\(arguments): \(result)")
        }
        let file = try instance.attach(["-f", "-"], input: "app show neutron -o value -c name\n")
        #expect(file.status == 0 && file.output == "neutron\n", "\(file)")
    }

    @Test("A second start on one state directory says who has it, with exit 3")
    func secondStart() throws {
        let instance = try RunningInstance.shared()
        let result = try Binary.run(
            ["--state-dir", "state"] + Scratch.bothServices + ["-c", "echo ran"], directory: instance.scratch.path)
        #expect(result.status == 3 && result.output.isEmpty, "\(result)")
        #expect(result.errors.contains("\(instance.process.pid)") && result.errors.contains("--attach"), "\(result)")
    }

    @Test("Both services start from their own files")
    func bothServices() throws {
        let result = try Scratch(Scratch.configuration).runWithServices(["-c", "app list -o json", "-c", "get /v2.0/networks"])
        #expect(result.status == 0, "\(result)")
        for part in ["\"neutron\"", "\"osapi_volume\"", "\"networks\": []"] { #expect(result.output.contains(part), "\(result)") }
    }

    @Test(
        "serve runs until it is told to end, and drains",
        arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
    func serve(signal: Int32, status: Int32) throws {
        let instance = try RunningInstance()
        #expect(try instance.attach(["-c", "get /v2.0/networks"]).status == 0)
        // Whoever follows notices or the log does not keep it from ending.
        let follower = try ChildProcess(
            ["--attach", instance.socket, "-c", "log tail --follow"], input: "", environment: [:], directory: nil)
        #expect(follower.wait(for: "listens"))
        instance.process.end(signal)
        let result = instance.process.finish()
        #expect(result.status == status, "\(result)")
        // Told that the instance is gone, it ends by itself.
        let followed = follower.finish()
        #expect(followed.status == 1 || followed.status == 3, "\(followed)")
        #expect(instance.scratch.mode(of: "state/cloudsh.sock") == nil)
    }

    @Test("A signal ends a batch, even one that waits", arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130))])
    func interruptedBatch(signal: Int32, status: Int32) throws {
        for command in ["wait-until --timeout 60 get /nowhere", "! sleep 60", "watch -n 30 echo again"] {
            let scratch = try Scratch()
            let child = try ChildProcess(
                ["--ephemeral", "--no-start", "-c", "echo ready", "-c", command], input: "", environment: [:], directory: scratch.path)
            #expect(child.wait(for: "ready"))
            child.end(signal)
            #expect(child.finish().status == status, "\(command)")
        }
    }

    @Test("A signal ends a batch that waits for standard input")
    func interruptedReading() throws {
        let child = try ChildProcess(
            ["--ephemeral", "--no-start"], input: "", environment: [:], directory: nil, keepsInputOpen: true)
        child.end(SIGINT)
        #expect(child.finish().status == 130)
    }
}
