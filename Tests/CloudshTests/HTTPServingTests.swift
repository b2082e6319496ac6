import Glibc
import Testing
import WireClient

@Suite("The served APIs", .blackBox, .serialized)
struct HTTPServingTests {
    @Test("answer on the two deployment files, pipelined, with HEAD and chunks")
    func deployments() async throws {
        let names = (neutron: "neutron-2014-api-paste.ini", cinder: "cinder-2016-api-paste.ini")
        let files = [names.neutron: HTTPServer.deployment(names.neutron), names.cinder: HTTPServer.deployment(names.cinder)]
        try #require(files.values.allSatisfy { !$0.isEmpty })
        try await HTTPServer.serving(
            neutron: "api_paste_config = DIR/\(names.neutron)\n", cinder: "api_paste_config = DIR/\(names.cinder)\n", files: files
        ) { server in
            let network = try server.connect()
            try await network.send(
                "GET /v2.0/networks HTTP/1.1\r\nHost: x\r\n\r\n"
                    + "POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"network\":{\"nam\r\n9\r\ne\":\"a\"}} \r\n0\r\n\r\n"
                    + "GET /v2.0/networks?fields=name HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await network.answer().body == "{\"networks\":[]}")
            #expect(try await network.answer().status == 201)
            let last = try await network.answer()
            #expect(last.body == "{\"networks\":[{\"name\":\"a\"}]}")
            #expect(last.headers["x-openstack-request-id"]?.hasPrefix("req-") == true)
            let volume = try server.connect("osapi_volume")
            try await volume.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await volume.answer(toHead: true).status == 300)
            #expect(try await volume.answer().status == 300)
        }
    }

    @Test("refuse a body beyond sizelimit's limit with 413, announced or in chunks")
    func sizeLimit() async throws {
        try await HTTPServer.serving { server in
            let announced = try server.connect("osapi_volume")
            try await announced.send(
                "POST /v3/p/volumes HTTP/1.1\r\nHost: x\r\nX-Auth-Token: u:p\r\nExpect: 100-continue\r\nContent-Length: 114689\r\n\r\n")
            let refused = try await announced.answer()
            #expect(refused.status == 413)
            #expect(try await announced.rest() == "")
            let chunked = try server.connect("osapi_volume")
            try await chunked.send(
                "POST /v3/p/volumes HTTP/1.1\r\nHost: x\r\nX-Auth-Token: u:p\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            let chunk = "8000\r\n" + String(repeating: " ", count: 0x8000) + "\r\n"
            try await chunked.send(chunk + chunk + chunk + chunk)
            #expect(try await chunked.answer().status == 413)
            #expect(try await chunked.rest() == "")
        }
    }

    @Test("finish a request in flight after SIGTERM, take no new connection, and end with 143")
    func termination() async throws {
        try await HTTPServer.serving { server in
            let client = try server.connect()
            let body = "{\"network\":{\"name\":\"late\"}}"
            try await client.send(
                "POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
            #expect(try await client.answer().status == 100)
            let idle = try server.connect()
            try await idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await idle.answer().status == 200)
            server.terminate()
            #expect(try await idle.rest() == "")
            #expect(throws: WireClient.Failure.connect(ECONNREFUSED)) { try server.connect() }
            try await client.send(body)
            let answer = try await client.answer()
            #expect(answer.status == 201)
            #expect(answer.headers["connection"] == "close")
            #expect(try await client.rest() == "")
            #expect(await server.end().status == 143)
        }
    }

    @Test("survive a client that leaves in the middle, and hold no request for it")
    func lostClient() async throws {
        try await HTTPServer.serving { server in
            for _ in 0..<20 {
                let client = try server.connect()
                try await client.send("POST /v2.0/networks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
                client.close()
            }
            var values = ""
            for _ in 0..<200 where values != "0\n0\n" {
                values = try server.shell(["pipeline list -o value -c in_flight"]).output
            }
            #expect(values == "0\n0\n")
        }
    }

    @Test("come back when open files run out")
    func descriptors() async throws {
        try await HTTPServer.serving(descriptors: 64) { server in
            let clients = try (0..<100).map { _ in try server.connect() }
            try await clients[0].send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await clients[0].answer().status == 200)
            for client in clients { client.close() }
            let client = try server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await client.answer().status == 200)
        }
    }

    @Test("log each request once, and never a token")
    func accessLog() async throws {
        try await HTTPServer.serving(neutron: "debug = True\n") { server in
            let client = try server.connect()
            try await client.send(
                "GET /v2.0/networks/%0aFORGED HTTP/1.1\r\nHost: x\r\nX-Auth-Token: s3cr3t-t0ken\r\nX-Service-Token: s3cr3t-t0ken\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 404)
            let id = answer.headers["x-openstack-request-id"] ?? "none"
            _ = try server.shell(["auth use keystone --app neutron"])
            try await client.send("GET /v2.0/networks HTTP/1.1\r\nHost: x\r\nX-Auth-Token: s3cr3t-t0ken\r\n\r\n")
            #expect(try await client.answer().status == 401)
            let line =
                #/INFO neutron\.wsgi 127\.0\.0\.1 "GET /v2\.0/networks/%0aFORGED HTTP/1\.1" status: 404 len: \d+ time: \d+\.\d{6} generation: \d+ (req-\S+)/#
            for _ in 0..<6_000 where !server.log.contains("status: 401") { try await Task.sleep(for: .milliseconds(10)) }
            let log = server.log
            #expect(log.matches(of: line).map { String($0.1) } == [id])
            #expect(!log.contains("\nFORGED"))
            #expect(!log.contains("s3cr3t"))
        }
    }
}
