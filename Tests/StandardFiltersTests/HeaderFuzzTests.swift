import HTTPApplication
import NIOCore
import NIOHTTP1
import StandardFilters
import Testing

/// Whatever stands in the headers that filters read: an answer comes, and nobody becomes who they are not.
@Suite("Filters under random headers")
struct HeaderFuzzTests {
    private static let names = [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Origin", "Accept",
        "Access-Control-Request-Method", "Access-Control-Request-Headers", "X-Trace-Info", "X-Trace-HMAC", "X-Openstack-Request-Id",
        "Content-Type", "X-Auth-Token", "X-Service-Token", "X-User-Id", "x_roles", "X-ROLES", "X-Project-Id", "Host", "X-Correlation-Id",
    ]
    private static let pieces = [
        ",", ";", "=", "\"", "[", "]", ":", "::1", "10.0.0.1", "for", "host", "proto", "https", "/", "*", "*/*", "q", "0.5", "q=x",
        "text/html",
        "application/json", "é", "e\u{301}", " ", "\t", "\u{0}", "req-", "8a4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f", "admin", "good", "-", "_",
        "==",
        "e30=", "eyJ", "%", "http://a", "OPTIONS", "PUT",
    ]

    @Test("every filter answers", arguments: [11, 12, 13, 14] as [UInt64])
    func everyFilter(seed: UInt64) async throws {
        var generator = SeededNumbers(seed: seed)
        let logger = RecordingLogHandler.logger(into: Box([]))
        let authToken = AuthTokenFilter(
            settings: .init(authenticateURI: "http://id", delaysDecision: true), validator: StubValidator(), logger: logger)
        let filters: [any Filter] = [
            HealthCheckFilter(HealthCheck(sourceRanges: [AddressRange("0.0.0.0/0")].compactMap { $0 }), path: "/x"),
            RequestIDFilter(addsComputeHeader: true), CORSFilter([CORSPolicy(allowedOrigins: ["http://a", "*"])]),
            ProxyHeadersFilter(isEnabled: true), CorrelationIDFilter(), DebugFilter(logger: logger), AccessLogFilter(logger: logger),
            CatchErrorsFilter(logger: logger), FaultWrapFilter(logger: logger), SizeLimitFilter(limit: 3),
            ProfilerFilter(keys: ["k"], sink: LoggingProfilerSink(logger: logger)), JSONBodyFilter(), XMLBodyFilter(),
            URLNormalizeFilter(), RateLimitFilter(try RateLimit.parse("(GET, *, /a+, 1000, SECOND)")), authToken,
        ]
        for _ in 0..<500 {
            let request = Harness.request(
                [.GET, .POST, .OPTIONS, .HEAD].randomElement(using: &generator) ?? .GET, "/" + text(&generator), body: text(&generator))
            if Bool.random(using: &generator) {
                request.body = RequestBody(source: PartsSource([text(&generator), text(&generator)]), declaredLength: nil)
            }
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                request.headers.add(name: Self.names.randomElement(using: &generator) ?? "X", value: text(&generator))
            }
            let pipeline = Pipeline(
                filters: filters.map { NamedFilter(name: "f", filter: $0) },
                application: ClosureApplication { request in
                    let isConfirmed = request.headers["X-Identity-Status"] == ["Confirmed"]
                    #expect(request.headers["X-User-Id"] == (isConfirmed ? request.headers["X-User-Id"].prefix(1).map { $0 } : []))
                    #expect(!request.headers.contains { $0.name == "x_roles" || ($0.name == "X-ROLES") })
                    #expect(request.scheme == "http" || request.scheme == "https")
                    #expect(!request.host.utf8.contains { $0 <= 0x20 })
                    return Response(status: .ok, text: String(buffer: try await request.body.collect()))
                }, applicationName: "app")
            let response = try await pipeline.respond(to: request)
            #expect(response.status.code < 600)
            #expect(response.headers.allSatisfy { !$0.value.utf8.contains(0x0A) && !$0.value.utf8.contains(0x0D) })
        }
    }

    private func text(_ generator: inout SeededNumbers) -> String {
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
