import JSONCodec
import Testing
import WireClient

@Suite("Debugging and faults", .blackBox)
struct DebuggingTests {
    @Test("debug when records the requests from outside that match, and those alone, until debug off")
    func recording() async throws {
        try await HTTPServer.serving { server in
            let armed = try server.shell(["debug when --app neutron path ~ '^/v2.0/networks/' && status >= 400", "debug when"])
            #expect(armed.status == 0, "\(armed)")
            #expect(armed.output.contains("recording requests where path ~ '^/v2.0/networks/' && status >= 400 (neutron only), since 20"))
            let client = try server.connect()
            for target in ["/v2.0/networks", "/v2.0/networks/nosuch?auth_token=hush", "/v2.0/ports/nosuch"] {
                try await client.send("GET \(target) HTTP/1.1\r\nHost: x\r\nX-Auth-Token: hush\r\n\r\n")
                _ = try await client.answer()
            }
            let list = try server.shell(["debug list -o json"])
            let rows = try JSONValue(parsing: list.output).arrayValue ?? []
            #expect(rows.count == 1, "\(list)")
            #expect(rows.first?["target"] == "/v2.0/networks/nosuch?auth_token=*****" && rows.first?["status"] == 404, "\(list)")
            let stages = try JSONValue(parsing: try server.shell(["debug show -o json"]).output).arrayValue ?? []
            #expect(stages.count > 3 && stages.count { $0["answered"] == true } == 1, "\(stages)")
            #expect(
                stages.contains {
                    $0["name"] == "request_id" && $0["headers_added"]?.description.contains("x-openstack-request-id") == true
                })
            let tail = try server.shell(["debug tail", "debug off"])
            #expect(tail.output.contains("#1 ") && tail.output.contains("    request_id ") && !tail.output.contains("hush"), "\(tail)")
            try await client.send("GET /v2.0/networks/nosuch HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await client.answer()
            #expect(try server.shell(["debug list -o value -c number", "debug when"]).output == "1\nnothing is recorded\n")
        }
    }

    @Test(
        "a mistake in the expression is told before anything runs",
        arguments: [
            ("echo ran; debug when pth == 'x'", 2, ":1:22: error: a request has no 'pth'\n  did you mean 'path'?"),
            ("debug when path == 'x' --app nosuch", 1, "error: no app 'nosuch'"), ("debug show 1000", 1, "error: there is no record 1000"),
        ])
    func mistakes(line: String, status: Int, message: String) throws {
        let result = try RunningInstance.shared().attach(["-c", line])
        #expect(result.status == status && result.errors.contains(message) && !result.output.contains("ran"), "\(result)")
    }

    @Test("debug tail --follow streams the records as they come")
    func following() throws {
        let instance = try RunningInstance()
        #expect(try instance.attach(["-c", "debug when path == '/v2.0/subnets'"]).status == 0)
        let process = try ChildProcess(
            ["--attach", instance.socket, "-c", "debug tail --follow -n 0"], input: "", environment: [:], directory: nil)
        // Until it follows, a record may go by unseen.
        let deadline = Clock.now + 60_000
        while process.outputSoFar.isEmpty, Clock.now < deadline {
            #expect(try instance.attach(["-c", "get /v2.0/subnets", "-c", "get /v2.0/ports"]).status == 0)
        }
        #expect(process.outputSoFar.contains("GET /v2.0/subnets 200 in ") && !process.outputSoFar.contains("/v2.0/ports"))
        process.end(2)
        #expect(process.finish().status == 130)
    }

    @Test(
        "a recorded request is told above the line being typed; debug tail --follow shows all of it",
        arguments: InteractiveTests.Kind.allCases)
    func notices(kind: InteractiveTests.Kind) throws {
        let shell = try InteractiveTests.Shell(kind)
        _ = try shell.terminal.run("debug when path == '/v2.0/subnets' && status < 300")
        shell.terminal.type("echo ha")
        try shell.terminal.wait(for: "echo ha")
        let request = ["--attach", shell.socket, "-c", "get /v2.0/subnets"]
        _ = try Binary.run(request, directory: shell.scratch.path)
        try shell.terminal.wait(for: "echo ha", after: "debug #1: GET /v2.0/subnets 200")
        #expect(try shell.terminal.run("lf").contains("\nhalf\n"))
        _ = try shell.terminal.run("debug tail --follow -n 0")
        _ = try Binary.run(request, directory: shell.scratch.path)
        try shell.terminal.wait(for: "    request_id ")
        _ = try shell.terminal.run("debug tail --stop")
        // The rest of the record may still be printed, with a prompt after it that is not the answer to this.
        shell.terminal.type("debug off\r")
        try shell.terminal.wait(for: "no longer recording requests")
        #expect(try shell.quit() == 0)
    }

    private static let paste = """
        [pipeline:neutron]
        pipeline = catch_errors slow drop fail delay health
        [filter:catch_errors]
        paste.filter_factory = oslo_middleware:CatchErrors.factory
        [filter:slow]
        use = egg:cloudsh#slow-body
        bytes_per_second = 100
        chunk = 4
        match = path ~ '^/slow' && status == 200
        [filter:drop]
        use = egg:cloudsh#drop
        match = path == '/drop' || path == '/reset'
        reset = true
        [filter:fail]
        use = egg:cloudsh#fail
        status = 500
        match = method == 'DELETE'
        message = rehearsed
        [filter:delay]
        use = egg:cloudsh#delay
        seconds = 0.3
        match = header('X-Late') == 'yes'
        [app:health]
        paste.app_factory = oslo_middleware:Healthcheck.app_factory
        """

    @Test("fault filters strike on the wire what they are told to, and nothing else")
    func faults() async throws {
        try await HTTPServer.serving(neutron: "api_paste_config = DIR/paste.ini\n", files: ["paste.ini": Self.paste]) { server in
            let client = try server.connect()
            func ask(_ line: String, _ header: String = "Accept: application/json") async throws -> (WireClient.Answer, Duration) {
                let start = ContinuousClock.now
                try await client.send("\(line) HTTP/1.1\r\nHost: x\r\n\(header)\r\n\r\n")
                return (try await client.answer(), ContinuousClock.now - start)
            }
            let plain = try await ask("GET /").0
            #expect(plain.status == 200 && plain.body.utf8.count > 20 && plain.headers["content-length"] == String(plain.body.utf8.count))
            let (slow, slowTime) = try await ask("GET /slow")
            #expect(slow.status == 200 && slow.body == plain.body && slow.headers["transfer-encoding"] == "chunked")
            #expect(slowTime >= .milliseconds(40 * ((plain.body.utf8.count - 1) / 4)))
            #expect(try await ask("GET /", "X-Late: yes").1 >= .milliseconds(300))
            let failed = try await ask("DELETE /").0
            #expect(failed.status == 500 && failed.body.contains("RehearsedFailure") && failed.body.contains("rehearsed"), "\(failed)")
            await #expect(throws: WireClient.Failure.reset) { try await ask("GET /drop") }
            let inProcess = try server.shell(["get /drop --app neutron"])
            #expect(inProcess.status == 1, "\(inProcess)")
            #expect(inProcess.errors.contains("closed without an answer") && inProcess.errors.contains("slow, drop, fail, delay"))
        }
    }

    @Test("a fault filter goes into a running pipeline and out of it, and strikes in between")
    func rehearsal() async throws {
        try await HTTPServer.serving { server in
            let client = try server.connect()
            func status(_ target: String) async throws -> Int {
                try await client.send("GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
                return try await client.answer().status
            }
            #expect(try await status("/v2.0/ports") == 200)
            let match = "\"match=path ~ '^/v2.0/ports' && method == 'GET'\""
            let inserted = try server.shell(["pipeline insert neutron fail after request_id status=502 \(match) --use"])
            #expect(inserted.status == 0, "\(inserted)")
            #expect(try await status("/v2.0/ports") == 502)
            #expect(try await status("/v2.0/networks") == 200)
            let wrong = try server.shell(["pipeline insert neutron delay 'match=pth == 1' --use"])
            #expect(wrong.status != 0 && wrong.errors.contains("a request has no 'pth'"), "\(wrong)")
            let removed = try server.shell(["pipeline remove neutron fail --use"])
            #expect(removed.status == 0, "\(removed)")
            #expect(try await status("/v2.0/ports") == 200)
        }
    }
}
