import ControlPlane
import Testing

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
}
