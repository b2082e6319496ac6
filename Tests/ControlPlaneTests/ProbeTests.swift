import HTTPApplication
import NIOHTTP1
import Testing

@testable import ControlPlane

@Suite("Probes")
struct ProbeTests {
    @Test("a probe is a method, a path and a status")
    func parsing() throws {
        let probe = try #require(Probe("get /v2.0/networks 200"))
        #expect(probe.description == "GET /v2.0/networks 200")
    }

    @Test("anything else is none", arguments: ["", "GET", "GET /x", "GET x 200", "GET /x 2000", "GET /x ok", "GET /x 200 more"])
    func refusal(text: String) {
        #expect(Probe(text) == nil)
    }

    @Test("a candidate that does not answer is given up")
    func patience() async throws {
        let probe = try #require(Probe("GET / 200"))
        let silent = try WireServer.revision("r1", generation: 1) { request in
            try await request.pause(for: .seconds(3600))
            return Response(status: .ok)
        }
        let failure = await probe.failure(of: silent, authority: "x", patience: .milliseconds(20))
        #expect(failure == "GET / 200: no answer in 0.02 seconds")
        let quick = try WireServer.revision("r2", generation: 2) { _ in Response(status: .ok) }
        #expect(await probe.failure(of: quick, authority: "x") == nil)
        let wrong = try WireServer.revision("r3", generation: 3) { _ in .disconnect() }
        #expect(await probe.failure(of: wrong, authority: "x") == "GET / answered 444, not 200")
    }
}
