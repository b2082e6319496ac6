import Glibc
import JSONCodec
import Testing

private let hasCurl = access("/usr/bin/curl", X_OK) == 0

@Suite("Control socket", .blackBox, .enabled(if: hasCurl, "curl is not installed"))
struct ControlSocketTests {
    private func curl(_ instance: RunningInstance, _ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(
            ["-sS", "-N", "--max-time", "50", "--unix-socket", instance.socket] + arguments, input: "", environment: [:], directory: nil,
            program: "/usr/bin/curl")
    }

    @Test("It is its owner's alone")
    func mode() throws {
        let instance = try RunningInstance.shared()
        #expect(instance.scratch.mode(of: "state/cloudsh.sock") == 0o600)
        #expect(instance.scratch.mode(of: "state") == 0o700)
    }

    @Test(
        "A command line runs: its text, and its exit status in a trailer",
        arguments: [
            ("echo one; echo two", "one\ntwo", 0), ("app list -o value -c name --sort name", "neutron\nosapi_volume", 0),
            ("get /v2.0/networks/nosuch", "NetworkNotFound", 4), ("nonsense", "cloudsh: <command>:1:1: error:", 2), ("! exit 3", "", 1),
            ("echo up | tr a-z A-Z", "UP", 0), ("quit 9", "", 9),
        ])
    func run(line: String, text: String, status: Int) throws {
        let result = try curl(try RunningInstance.shared(), ["--raw", "-i", "http://cloudsh/v1/run", "-d", line]).finish()
        #expect(result.status == 0 && result.output.hasPrefix("HTTP/1.1 200 OK"), "\(result)")
        let body = try curl(try RunningInstance.shared(), ["http://cloudsh/v1/run", "-d", line]).finish().output
        #expect(body.contains(text), "\(body)")
        #expect(result.output.lowercased().contains("\r\nx-exit-status: \(status)\r\n"), "\(result)")
    }

    @Test("A line is a session of its own, unless it names one")
    func sessions() throws {
        let instance = try RunningInstance()
        let line = "auth use keystone --app neutron --confirm 60"
        let alone = try curl(instance, ["--raw", "-i", "http://cloudsh/v1/run", "-d", line]).finish().output
        #expect(alone.lowercased().contains("\r\nx-exit-status: 6\r\n") && alone.contains("is undone: neutron"), "\(alone)")
        let named = ["--raw", "-i", "-H", "X-Cloudsh-Session: mine", "http://cloudsh/v1/run", "-d"]
        for line in [line, "pipeline confirm"] {
            let answer = try curl(instance, named + [line]).finish().output
            #expect(answer.lowercased().contains("\r\nx-exit-status: 0\r\n"), "\(answer)")
        }
    }

    @Test("Output comes while the command runs")
    func streaming() throws {
        let process = try curl(
            try RunningInstance.shared(),
            ["http://cloudsh/v1/run", "-d", "echo at once; wait-until --timeout 50 get /v2.0/networks/nosuch; echo never"])
        #expect(process.wait(for: "at once"))
        #expect(process.isRunning)
        process.end(SIGTERM)
        #expect(!process.finish().output.contains("never"))
    }

    @Test("Notices stream as they come")
    func notices() throws {
        let instance = try RunningInstance()
        let process = try curl(instance, ["http://cloudsh/v1/notices"])
        // Until the stream is there, a notice may go by unseen.
        let deadline = Clock.now + 60_000
        while process.outputSoFar.isEmpty, Clock.now < deadline {
            _ = try instance.attach(["-c", "auth use keystone --app neutron", "-c", "auth use noauth --app neutron"])
        }
        #expect(process.wait(for: "\n"))
        let line = try #require(process.outputSoFar.split(separator: "\n").first)
        let notice = try JSONValue(parsing: String(line))
        #expect(notice["kind"] != nil && notice["text"]?.stringValue?.contains("neutron") == true)
        process.end(SIGTERM)
        _ = process.finish()
    }

    @Test("Words are completed, other paths are 404")
    func others() throws {
        let instance = try RunningInstance.shared()
        let completed = try curl(instance, ["http://cloudsh/v1/complete", "-d", "{\"words\": [\"app\", \"show\", \"neu\"]}"]).finish()
        #expect(completed.output.contains("\"neutron\""), "\(completed)")
        let missing = try curl(instance, ["-o", "/dev/null", "-w", "%{http_code}", "http://cloudsh/v1/nothing"]).finish()
        #expect(missing.output == "404", "\(missing)")
    }
}
