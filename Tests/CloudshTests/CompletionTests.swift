import CommandLanguage
import Glibc
import Testing

@Suite("Completion", .blackBox)
struct CompletionTests {
    @Test(
        "__complete answers values with help and a directive, without an instance",
        arguments: [
            Call("a long option", ["--st"], output: "--state-dir\tWhere database, history, sockets and volume files live\n:end\n"),
            Call("serve, and scripts", ["se"], outputHas: ["serve\t", ":file\n"]),
            Call("a choice", ["--color", ""], output: "auto\nalways\nnever\n:end\n"),
            Call("a choice behind =", ["--color=al"], output: "--color=always\n:end\n"),
            Call("a noun", ["-c", "pipel"], outputHas: ["pipeline"]),
            Call("a verb", ["-c", "app sh"], output: "app show\tShow one app\n:end\n"),
            Call("a verb in quotes", ["-c", "'app sh"], outputHas: ["app show\t"]),
            Call("an option of a command", ["-c", "route list --gr"], outputHas: ["route list --grep\t"]),
            Call("a file", ["-f", ""], output: ":file\n"),
            Call("a directory", ["--config-dir", ""], output: ":directory\n"),
            Call("a live object without an instance", ["-c", "app show "], output: ":end\n"),
            Call("nothing known", ["--nonsense"], output: ":end\n"),
            Call("nothing at all", [], outputHas: [":"]),
        ])
    func words(call: Call) throws {
        let scratch = try Scratch()
        let result = try Binary.run(["__complete", "--"] + call.arguments, directory: scratch.path)
        call.check(result)
        #expect(result.errors.isEmpty)
    }

    @Test("__complete asks a running instance")
    func live() throws {
        let instance = try RunningInstance.shared()
        func complete(_ line: String) throws -> String {
            try Binary.run(["__complete", "--", "--attach", instance.socket, "-c", line], directory: instance.scratch.path).output
        }
        #expect(try complete("app show neu").hasPrefix("app show neutron\t"))
        #expect(try complete("auth use ").contains("auth use keystone"))
        #expect(try complete("worker restart cinder-sch").contains("cinder-scheduler"))
        #expect(try complete("get /v2.0/subn").contains("get /v2.0/subnets\t"))
        #expect(try complete("resource show netw").contains("resource show network\t"))
        #expect(try complete("config get DEFAULT.bind_p").contains("DEFAULT.bind_port"))
        let created = try instance.attach([
            "-c",
            "capture x = post /v3/demo/volumes -H 'X-Auth-Token: u:demo' -d volume.size:=1 volume.name=completed\necho ${x.volume.id}",
        ])
        let id = created.output.filter { !$0.isWhitespace }
        #expect(try complete("get /v3/demo/volumes/\(id.prefix(8))").contains("get /v3/demo/volumes/\(id)\tcompleted"), "\(created)")
        #expect(try complete("get /v3/volumes/comple").contains("get /v3/volumes/\(id)\tcompleted"))
        #expect(try complete("get /v3/demo/vol").contains("get /v3/demo/volumes\t"))
        #expect(try instance.attach(["-c", "-delete /v3/demo/volumes/\(id)?force=true -H 'X-Auth-Token: u:demo'"]).status == 0)
        let byDirectory = try Binary.run(
            ["__complete", "--", "--state-dir", "state", "-c", "app show neu"], directory: instance.scratch.path)
        #expect(byDirectory.output.hasPrefix("app show neutron\t"))
    }

    @Test("__complete is silent when the socket is dead or leads nowhere")
    func dead() throws {
        let scratch = try Scratch(["dead.sock": ""])
        for socket in ["dead.sock", "nowhere.sock"] {
            let result = try Binary.run(["__complete", "--", "--attach", socket, "-c", "app show "], directory: scratch.path)
            #expect(result.status == 0 && result.errors.isEmpty && result.output == ":end\n", "\(result)")
        }
    }

    // MARK: In the real shells

    private static func program(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    private static let hasBash = program("bash") != nil
    private static let hasZsh = program("zsh") != nil
    private static let hasFish = program("fish") != nil

    /// The shells must find the binary by its name.
    private var environment: [String: String] {
        let directory = Binary.path.prefix(upTo: Binary.path.lastIndex(of: "/") ?? Binary.path.startIndex)
        return [
            "PATH": directory + ":" + (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"), "PS1": "ready# ",
            "PROMPT": "ready# ",
        ]
    }

    private func scratch() throws -> Scratch {
        var files: [String: String] = ["script.csh": ""]
        for script in CompletionScript.allCases { files[script.fileName] = script.text }
        return try Scratch(files)
    }

    /// Types at a shell that has the completions loaded.
    private func typing(_ shell: PseudoTerminal) throws {
        shell.type("cloudsh --stat\t")
        try shell.wait(for: "--state-dir ")
        shell.type("\u{15}cloudsh --color=al\t")
        try shell.wait(for: "always")
        shell.type("\u{15}cloudsh -f scri\t")
        try shell.wait(for: "script.csh")
        shell.type("\u{15}cloudsh -c 'app unl\t")
        try shell.wait(for: "app unload")
        let instance = try RunningInstance.shared()
        shell.type("\u{15}cloudsh --attach \(instance.socket) -c 'app show osa\t")
        try shell.wait(for: "app show osapi_volume")
        shell.type("\u{15}exit\r")
        _ = try shell.finish()
    }

    @Test("bash", .enabled(if: hasBash, "bash is not installed"))
    func bash() throws {
        let scratch = try scratch()
        let shell = try PseudoTerminal(
            ["--norc", "--noprofile", "-i"], directory: scratch.path, environment: environment, columns: 200,
            program: Self.program("bash") ?? "")
        try shell.wait(for: "ready# ")
        shell.type("source ./cloudsh.bash\r")
        try shell.wait(for: "ready# ", after: "\n")
        try typing(shell)
    }

    @Test("zsh", .enabled(if: hasZsh, "zsh is not installed"))
    func zsh() throws {
        let scratch = try scratch()
        let shell = try PseudoTerminal(
            ["-f", "-i"], directory: scratch.path, environment: environment, columns: 200, program: Self.program("zsh") ?? "")
        try shell.wait(for: "ready# ")
        shell.type("autoload -U compinit; compinit -u -D; source ./_cloudsh; echo loa''ded\r")
        try shell.wait(for: "ready# ", after: "loaded\n")
        try typing(shell)
    }

    @Test("fish", .enabled(if: hasFish, "fish is not installed"))
    func fish() throws {
        let scratch = try scratch()
        let instance = try RunningInstance.shared()
        func complete(_ line: String) throws -> String {
            try ChildProcess(
                ["--no-config", "-c", "source ./cloudsh.fish; complete -C \(line)"], input: "", environment: environment,
                directory: scratch.path, program: Self.program("fish") ?? ""
            ).finish().output
        }
        #expect(try complete("'cloudsh --stat'").hasPrefix("--state-dir\t"))
        #expect(try complete("'cloudsh --color '").contains("always"))
        #expect(try complete("'cloudsh -f scri'").contains("script.csh"))
        #expect(try complete("\"cloudsh -c 'app unl\"").contains("app unload"))
        #expect(try complete("\"cloudsh --attach \(instance.socket) -c 'app show osa\"").contains("app show osapi_volume"))
    }
}
