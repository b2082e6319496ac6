import Glibc
import Testing

@Suite("Configuration at the shell", .blackBox)
struct ConfigurationTests {
    @Test("config show says where each value came from, and masks secrets")
    func sources() throws {
        let scratch = try Scratch(
            Scratch.configuration.merging(["common.conf": "[DEFAULT]\ndebug = true\n[database]\nconnection = sqlite:///s3cret\n"]) { $1 })
        let result = try scratch.runWithServices(
            [
                "--config-file", "common.conf", "-c", "config show DEFAULT.debug --project neutron -o value -c value -c source",
                "-c", "config show database.connection --project neutron -o json", "-c", "config get DEFAULT.bind_port --project neutron",
                "-c", "config show --changed -o csv -c name --no-headers",
            ])
        #expect(result.status == 0, "\(result)")
        #expect(result.output.contains("true common.conf:2\n") || result.output.contains("common.conf:2\n"), "\(result)")
        #expect(!result.output.contains("s3cret") && result.output.contains("***"), "\(result)")
        #expect(result.output.contains("bind_port"), "\(result)")
    }

    @Test("config check finds every mistake, with exit 1, and loads nothing")
    func check() throws {
        let instance = try RunningInstance.shared()
        let scratch = try Scratch(["bad.conf": "[DEFAULT]\nbind_port = abc\napi_workers = 0\n", "good.conf": "[DEFAULT]\nbind_port = 1\n"])
        let bad = try instance.attach(["-c", "config check bad.conf --project neutron -o json"], directory: scratch.path)
        #expect(bad.status == 1 && bad.output.contains("\"line\": 2") && bad.output.contains("\"line\": 3"), "\(bad)")
        #expect(bad.errors.contains("bad.conf:2:13: error:"), "\(bad)")
        let good = try instance.attach(["-c", "config check good.conf --project neutron -o json"], directory: scratch.path)
        #expect(good.status == 0 && good.output == "[]\n", "\(good)")
    }

    @Test("Mutable options change at once, others are refused")
    func set() throws {
        let instance = try RunningInstance()
        let result = try instance.attach(
            ["-c", "config set DEFAULT.debug true --project neutron", "-c", "config get DEFAULT.debug --project neutron"])
        #expect(result.status == 0 && result.output.hasSuffix("true\n"), "\(result)")
        let refused = try instance.attach(["-c", "config set DEFAULT.bind_port 9 --project neutron"])
        #expect(refused.status == 1 && refused.errors.contains("bind_port"), "\(refused)")
        let wrong = try instance.attach(["-c", "config set DEFAULT.debug perhaps --project neutron"])
        #expect(wrong.status != 0 && wrong.errors.contains("perhaps"), "\(wrong)")
        let unknown = try instance.attach(["-c", "config get DEFAULT.bind_prt"])
        #expect(unknown.status == 1 && unknown.errors.contains("bind_port"), "\(unknown)")
    }

    @Test("config reload, and SIGHUP, take up changes of the files")
    func reload() throws {
        let instance = try RunningInstance()
        let neutron = Scratch.configuration["neutron.conf"] ?? ""
        try instance.scratch.write("neutron.conf", neutron + "debug = true\n")
        let reloaded = try instance.attach(["-c", "config reload", "-c", "config get DEFAULT.debug --project neutron"])
        #expect(reloaded.status == 0 && reloaded.output.contains("debug") && reloaded.output.hasSuffix("true\n"), "\(reloaded)")
        try instance.scratch.write("neutron.conf", neutron)
        instance.process.end(SIGHUP)
        let deadline = Clock.now + 60_000
        var value = "true\n"
        while value != "false\n", Clock.now < deadline {
            value = try instance.attach(["-c", "config get DEFAULT.debug --project neutron"]).output
        }
        #expect(value == "false\n")
        try instance.scratch.write("neutron.conf", "[DEFAULT]\nbind_port = abc\n")
        let broken = try instance.attach(["-c", "config reload"])
        #expect(broken.status != 0 && broken.errors.contains("neutron.conf:2:13"), "\(broken)")
        #expect(try instance.attach(["-c", "get /v2.0/networks"]).status == 0)
    }

    @Test("What was acknowledged is there after kill -9")
    func killed() throws {
        let scratch = try Scratch(Scratch.configuration)
        let arguments = ["--state-dir", "state"] + Scratch.bothServices
        let script = (0..<20).map { "post /v2.0/networks -d network.name=n\($0)\nexpect 201\necho made \($0)\n" }.joined()
        let child = try ChildProcess(arguments, input: script + "! sleep 60\n", environment: [:], directory: scratch.path)
        #expect(child.wait(for: "made 10\n"))
        child.end(SIGKILL)
        let made = child.finish().output.split(separator: "\n").filter { $0.hasPrefix("made ") }.map { $0.dropFirst(5) }
        #expect(made.count >= 11)
        let again = try Binary.run(
            arguments + ["-c", "get /v2.0/networks?fields=name"], directory: scratch.path)
        #expect(again.status == 0, "\(again)")
        for number in made { #expect(again.output.contains("\"n\(number)\""), "n\(number) is missing") }
    }
}
