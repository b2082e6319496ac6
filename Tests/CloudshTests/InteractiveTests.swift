import Glibc
import Testing

/// The shell at a real terminal, with services of its own and attached to an instance.
@Suite("Interactive shell", .blackBox, .serialized)
struct InteractiveTests {
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case embedded, attached
        var testDescription: String { rawValue }
    }

    /// A shell at its first prompt, and what it needs to live.
    final class Shell {
        let terminal: PseudoTerminal
        let scratch: Scratch
        let instance: RunningInstance?

        init(_ kind: Kind, environment: [String: String] = [:], columns: Int = 100, rows: Int = 40, files: [String: String] = [:]) throws {
            switch kind {
            case .embedded:
                instance = nil
                scratch = try Scratch(Scratch.configuration.merging(files) { $1 })
                terminal = try PseudoTerminal(
                    ["--state-dir", "state"] + Scratch.bothServices, directory: scratch.path, environment: environment, columns: columns,
                    rows: rows)
            case .attached:
                let instance = try RunningInstance()
                self.instance = instance
                scratch = instance.scratch
                terminal = try PseudoTerminal(
                    ["--attach", instance.socket, "--state-dir", "own"], directory: scratch.path, environment: environment,
                    columns: columns, rows: rows)
            }
            try terminal.wait(for: "> ")
        }

        /// Where the socket of the services is.
        var socket: String { scratch.path + "/state/cloudsh.sock" }

        func quit() throws -> Int32 {
            terminal.type("\u{4}")
            return try terminal.finish()
        }
    }

    @Test("A prompt with the state, commands, Ctrl-D", arguments: Kind.allCases)
    func commands(kind: Kind) throws {
        let shell = try Shell(kind)
        let terminal = shell.terminal
        #expect(terminal.text.hasSuffix("> ") && terminal.text.contains(":r1> "), "\(terminal.text)")
        #expect(try terminal.run("app list -o value -c name").contains("\nneutron\n"))
        #expect(try terminal.run("set greeting Grüße 日本") != "")
        #expect(try terminal.run("set greeting 'Grüße 日本'; echo $greeting").contains("\nGrüße 日本\n"))
        #expect(try terminal.run("app li -o value -c name").contains("\nneutron\n"), "prefixes work")
        #expect(try terminal.run("app lst").contains("did you mean 'list'?"))
        #expect(try terminal.run("get /v2.0/networks/nosuch").contains("404"))
        #expect(try terminal.run("echo $?").contains("\n4\n"))
        terminal.type("echo 'one\r")
        try terminal.wait(for: "...> ")
        #expect(try terminal.run("two'").contains("\none\ntwo\n"))
        _ = try terminal.run("auth use keystone --app neutron")
        #expect(try shell.quit() == 0)
    }

    @Test("quit takes a status; SIGTERM and SIGHUP end it", arguments: Kind.allCases)
    func ends(kind: Kind) throws {
        let first = try Shell(kind)
        first.terminal.type("quit 7\r")
        #expect(try first.terminal.finish() == 7)
        let second = try Shell(kind)
        second.terminal.end(SIGTERM)
        #expect(try second.terminal.finish() == 143)
    }

    @Test("TAB completes commands, options and live objects", arguments: Kind.allCases)
    func tab(kind: Kind) throws {
        let shell = try Shell(kind)
        let terminal = shell.terminal
        terminal.type("pipel\tli\tneu\t")
        try terminal.wait(for: "pipeline list neutron ")
        terminal.type("-o value --no-h\t")
        try terminal.wait(for: "--no-headers ")
        #expect(try terminal.run("-c app").contains("\nneutron\n"))
        _ = try terminal.run("post /v2.0/networks -d network.name=tabbed")
        terminal.type("get /v2.0/netw\t")
        try terminal.wait(for: "/v2.0/networks")
        terminal.type("/\t")
        #expect(try terminal.run("").contains("\"name\": \"tabbed\""))
        // By its name, too.
        terminal.type("get /v2.0/networks/tab\t")
        #expect(try terminal.run("").contains("\"name\": \"tabbed\""))
        terminal.type("app \t")
        let list = try terminal.wait(for: "> app ", after: "Stop listening")
        #expect(list.contains("unload") && list.contains("start"), "\(list)")
        #expect(try terminal.run("list -o value -c name").contains("\nneutron\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("? lists the legal next words with help", arguments: Kind.allCases)
    func questionMark(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("app ?")
        let help = try shell.terminal.wait(for: "> app ", after: "Stop an app and forget it")
        #expect(help.contains("List the apps"), "\(help)")
        // The line stays as it was typed.
        #expect(try shell.terminal.run("list -o value -c name").contains("\nneutron\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("Ctrl-C drops the line, and cancels the command that runs", arguments: Kind.allCases)
    func interrupt(kind: Kind) throws {
        let shell = try Shell(kind)
        let terminal = shell.terminal
        terminal.type("echo dropped")
        try terminal.wait(for: "dropped")
        terminal.type("\u{3}")
        try terminal.wait(for: "> ")
        #expect(!(try terminal.run("echo kept").contains("dropped\n")))
        for command in [
            "wait-until --timeout 60 get /v2.0/networks/nosuch", "watch -n 30 echo again", "! sleep 60",
            "for x in 1 2 3\nwait-until --timeout 60 get /nosuch\nend",
        ] {
            terminal.type("echo sta''rted; " + command.replacing("\n", with: "\r") + "\r")
            try terminal.wait(for: "started\n")
            terminal.type("\u{3}")
            try terminal.wait(for: "> ", after: "\n")
            #expect(try terminal.run("echo alive").contains("\nalive\n"))
        }
        #expect(try shell.quit() == 0)
    }

    @Test("A long command shows that it runs, and the row goes with it; a pipe sees nothing of it", arguments: Kind.allCases)
    func progress(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("wait-until --timeout 1 get /v2.0/networks/nosuch\r")
        let row = try shell.terminal.wait(for: "wait-until: 0 s", after: "nosuch\n")
        #expect(row.contains("| wait-until"), "\(row)")
        try shell.terminal.wait(for: "> ", after: "timed out")
        #expect(try shell.quit() == 7)
    }

    @Test("watch draws the screen anew until Ctrl-C", arguments: Kind.allCases)
    func watch(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("watch -n 0.1 app list -o value -c name\r")
        for _ in 0..<2 { try shell.terminal.wait(for: "neutron\n", after: "every 0.1 s: app list -o value -c name\n") }
        shell.terminal.type("\u{3}")
        try shell.terminal.wait(for: "> ")
        #expect(try shell.terminal.run("echo alive").contains("\nalive\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("After a resize, tables fit the new width")
    func resize() throws {
        let shell = try Shell(.embedded)
        let wide = try shell.terminal.run("auth list").split(separator: "\n").map(\.count).max() ?? 0
        #expect(wide > 60 && wide <= 100, "\(wide)")
        shell.terminal.resize(columns: 60, rows: 20)
        let narrow = try shell.terminal.run("auth list").split(separator: "\n").filter { $0.hasPrefix("|") || $0.hasPrefix("+") }
        #expect(!narrow.isEmpty && narrow.allSatisfy { $0.count <= 60 }, "\(narrow)")
        #expect(try shell.quit() == 0)
    }

    @Test("Whoever only attaches has a history of their own")
    func ownHistory() throws {
        let shell = try Shell(.attached)
        #expect(try !shell.terminal.run("echo one").contains("No such file"))
        #expect(try shell.quit() == 0)
        #expect(shell.scratch.read("own/history")?.contains("echo one") == true)
        #expect(shell.scratch.mode(of: "own") == 0o700)
    }

    @Test("The history is the owner's alone, shared, and keeps no secret")
    func history() throws {
        let shell = try Shell(.embedded)
        _ = try shell.terminal.run("echo remembered")
        _ = try shell.terminal.run(" echo hidden")
        _ = try shell.terminal.run("get / -H 'X-Auth-Token: s3cret'")
        #expect(shell.scratch.mode(of: "state/history") == 0o600)
        let text = shell.scratch.read("state/history") ?? ""
        #expect(text.contains("echo remembered") && !text.contains("hidden") && !text.contains("s3cret"), "\(text)")
        // Another shell on the same directory finds it, while the first one runs.
        let other = try PseudoTerminal(
            ["--attach", shell.socket, "--state-dir", "state"], directory: shell.scratch.path)
        try other.wait(for: "> ")
        other.type("\u{1B}[A")
        try other.wait(for: "echo remembered")
        #expect(try other.run("").contains("\nremembered\n"))
        #expect(try other.run("history -n 2").contains("echo remembered"))
        #expect(try shell.quit() == 0)
    }

    @Test("A notice stands above the line being typed", arguments: Kind.allCases)
    func notice(kind: Kind) throws {
        let shell = try Shell(kind)
        shell.terminal.type("echo ha")
        try shell.terminal.wait(for: "echo ha")
        let other = try Binary.run(["--attach", shell.socket, "-c", "auth use keystone --app neutron"], directory: shell.scratch.path)
        #expect(other.status == 0, "\(other)")
        try shell.terminal.wait(for: "echo ha", after: "keystone")
        #expect(try shell.terminal.run("lf").contains("\nhalf\n"))
        #expect(try shell.quit() == 0)
    }

    @Test("Output longer than the screen goes through the pager", arguments: Kind.allCases)
    func pager(kind: Kind) throws {
        let shell = try Shell(kind, environment: ["PAGER": "sed s/^/paged:/"], rows: 12)
        #expect(try shell.terminal.run("extension list").contains("paged:|"))
        #expect(!(try shell.terminal.run("auth show --app neutron -o value").contains("paged:")))
        #expect(!(try shell.terminal.run("extension list -o json | cat").contains("paged:")))
        #expect(try shell.quit() == 0)
    }

    @Test("log tail --follow shows new lines above the line, until --stop", arguments: Kind.allCases)
    func followLog(kind: Kind) throws {
        let shell = try Shell(kind)
        _ = try shell.terminal.run("log tail --follow -n 0")
        shell.terminal.type("echo ha")
        try shell.terminal.wait(for: "echo ha")
        _ = try Binary.run(["--attach", shell.socket, "-c", "get /v2.0/networks"], directory: shell.scratch.path)
        try shell.terminal.wait(for: "echo ha", after: "GET /v2.0/networks")
        #expect(try shell.terminal.run("lf").contains("\nhalf\n"))
        _ = try shell.terminal.run("log tail --stop")
        #expect(try shell.terminal.run("log tail --stop").contains("error: the log is not being followed"))
        #expect(try shell.quit() == 1, "the last command's status")
    }

    @Test("Leaving a shell with services ends them; leaving an attached one does not")
    func leaving() throws {
        let shell = try Shell(.embedded)
        #expect(try Binary.run(["--attach", shell.socket, "-c", "app list"]).status == 0)
        #expect(try shell.quit() == 0)
        #expect(try Binary.run(["--attach", shell.socket, "-c", "app list"]).status == 3)
        let attached = try Shell(.attached)
        #expect(try attached.quit() == 0)
        #expect(try Binary.run(["--attach", attached.socket, "-c", "app list"]).status == 0)
    }

    @Test("The prompt comes though a service cannot start")
    func brokenService() throws {
        let listen = try RunningInstance.shared().attach(["-c", "app show neutron -o value -c listen"]).output
        let taken = listen.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
        let port = try Shell(
            .embedded, files: ["neutron.conf": "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = \(taken)\nauth_strategy = noauth\n"])
        #expect(port.terminal.text.contains("127.0.0.1:\(taken)") && port.terminal.text.contains("!neutron"), "\(port.terminal.text)")
        let states = try port.terminal.run("app list -o value -c name -c state")
        #expect(states.contains("osapi_volume running") && states.contains("neutron failed"), "\(states)")
        #expect(try port.quit() == 0)
        let file = try Shell(
            .embedded, files: ["neutron.conf": "[DEFAULT]\nbind_host = 127.0.0.1\nbind_port = 0\napi_paste_config = gone.ini\n"])
        #expect(file.terminal.text.contains("gone.ini"), "\(file.terminal.text)")
        #expect(try file.terminal.run("app list -o value -c name -c state").contains("osapi_volume running"))
        #expect(try file.terminal.run("app start neutron").contains("gone.ini"))
        // The file is there now.
        try file.scratch.write("gone.ini", "[app:neutron]\npaste.app_factory = oslo_middleware:Healthcheck.app_factory\n")
        #expect(try file.terminal.run("app start neutron").contains("neutron listens on"))
        #expect(try file.terminal.run("app list -o value -c name -c state").contains("neutron running"))
        #expect(try file.quit() == 0)
        let option = try Shell(.embedded, files: ["neutron.conf": "[DEFAULT]\nbind_port = abc\n"])
        #expect(option.terminal.text.contains("neutron.conf:2:13: error:"), "\(option.terminal.text)")
        #expect(try option.terminal.run("app list -o value -c name -c state").contains("osapi_volume running"))
        #expect(try option.quit() == 0)
    }

    @Test("The shell says when the instance it is attached to is gone")
    func disconnected() throws {
        let shell = try Shell(.attached)
        shell.instance?.stop()
        try shell.terminal.wait(for: "(disconnected)> ", after: "is lost")
        #expect(try shell.terminal.run("app list").contains("no running instance"))
        #expect(try shell.terminal.run("echo $?").contains("\n3\n"))
        shell.terminal.type("quit\r")
        #expect(try shell.terminal.finish() == 0)
    }
}
