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

@Suite("The log")
struct LogSinkTests {
    @Test("lines below the level are not enabled, the last ones can be asked for, in order")
    func tail() {
        let sink = LogSink()
        #expect(!sink.isEnabled(.debug))
        sink.level = .debug
        #expect(sink.isEnabled(.debug))
        for number in 0..<6000 { sink.write(.info, "test", "line \(number)") }
        #expect(sink.tail(2).map(\.message) == ["line 5998", "line 5999"])
        #expect(sink.tail(100_000).count == 5000)
    }

    @Test("what a client sent cannot forge a line or move the cursor")
    func forgery() {
        let sink = LogSink()
        sink.write(.warning, "test", "a\n2026-01-01 00:00:00.000 INFO x forged\u{1B}[2J")
        let text = sink.tail(1).first?.text ?? ""
        #expect(text.contains("WARNING test a\n    2026-01-01"))
        #expect(text.hasSuffix("forged?[2J"))
    }
}
