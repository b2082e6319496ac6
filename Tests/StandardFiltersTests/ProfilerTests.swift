import HTTPApplication
import JSONCodec
import NIOHTTP1
import StandardFilters
import Testing

private struct CollectingSink: ProfilerSink {
    let events: Box<[ProfilerEvent]>
    func record(_ event: ProfilerEvent) { events.value.append(event) }
}

@Suite("osprofiler")
struct ProfilerTests {
    /// `{"base_id": "8a4cd1a3-...", "parent_id": "17b2d0c6-..."}` and its HMAC-SHA1 under `SECRET_KEY`, made by Python's hmac.
    private static let info =
        "eyJiYXNlX2lkIjogIjhhNGNkMWEzLTBiOWQtNGM3ZS05YTU1LTBkM2Y3YzFkMmU0ZiIsICJwYXJlbnRfaWQiOiAi"
        + "MTdiMmQwYzYtNmEwYy00ZjBhLThmMGUtMmY2YjdmMGY5ZjEwIn0="
    private static let signature = "58e2235275450af6432a854610aba4732c2a75ca"

    private func run(
        _ headers: HTTPHeaders, keys: [String] = ["other", "SECRET_KEY"],
        application: @escaping @Sendable (Request) async throws -> Response = { _ in Response(status: .ok) }
    ) async throws -> (events: [ProfilerEvent], profile: ProfileContext?) {
        let events = Box<[ProfilerEvent]>([])
        let request = Harness.request(.GET, "/v3/volumes?limit=1", headers)
        let response = try await Harness.run(
            ProfilerFilter(keys: keys, sink: CollectingSink(events: events)), request: request, application: application)
        #expect(response.status == .ok)
        return (events.value, request.context.profile)
    }

    @Test("a signed header starts and stops a part of its trace")
    func traced() async throws {
        let (events, profile) = try await run(["X-Trace-Info": Self.info, "X-Trace-HMAC": Self.signature])
        #expect(events.map(\.name) == ["wsgi-start", "wsgi-stop"])
        let start = try #require(events.first)
        #expect(start.baseID == "8a4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f")
        #expect(start.parentID == "17b2d0c6-6a0c-4f0a-8f0e-2f6b7f0f9f10")
        #expect(UUIDText.isUUIDLike(start.traceID))
        #expect(events.last?.traceID == start.traceID)
        #expect(
            start.info == ["request": ["path": "/v3/volumes", "query": "limit=1", "method": "GET", "scheme": "http"]])
        #expect(profile?.hmacKey == "SECRET_KEY")
        #expect(profile?.traceID == start.traceID)
    }

    @Test("a trace without a parent continues from its base")
    func noParent() async throws {
        let (events, _) = try await run(
            ["X-Trace-Info": "eyJiYXNlX2lkIjogImIifQ==", "X-Trace-HMAC": "320b781634dbb30e23045f31635927db05e5ee49"])
        #expect(events.map(\.parentID) == ["b", "b"])
    }

    @Test(
        "whatever is not signed or not a trace passes untraced",
        arguments: [
            [:], ["X-Trace-Info": info], ["X-Trace-HMAC": signature],
            ["X-Trace-Info": info, "X-Trace-HMAC": "58e2235275450af6432a854610aba4732c2a75cb"],
            ["X-Trace-Info": info, "X-Trace-HMAC": ""], ["X-Trace-Info": info, "X-Trace-HMAC": String(signature.dropLast())],
            ["X-Trace-Info": "eyJiYXNlX2lkIjogImIiLCAieCI6IDF9", "X-Trace-HMAC": "67847751f57b0882c5a041b460ab8c5c2a5b080d"],
            ["X-Trace-Info": "eyJwYXJlbnRfaWQiOiAiYiJ9", "X-Trace-HMAC": "f2850ec0d5a5fc88a76d75ea7fd308679d83ee1f"],
            ["X-Trace-Info": "WyJiYXNlX2lkIl0=", "X-Trace-HMAC": "f328eff317cf116bd7ccab58261aa6e2be1468ba"],
        ] as [HTTPHeaders])
    func untraced(headers: HTTPHeaders) async throws {
        let (events, profile) = try await run(headers)
        #expect(events.isEmpty)
        #expect(profile == nil)
    }

    @Test("with no key, or only other keys, nothing is traced", arguments: [[], ["other"]])
    func otherKeys(keys: [String]) async throws {
        #expect(try await run(["X-Trace-Info": Self.info, "X-Trace-HMAC": Self.signature], keys: keys).events.isEmpty)
    }

    @Test("an error ends the part with what it was")
    func failing() async throws {
        let events = Box<[ProfilerEvent]>([])
        let request = Harness.request(["X-Trace-Info": Self.info, "X-Trace-HMAC": Self.signature])
        await #expect(throws: BodyTooLarge.self) {
            try await Harness.run(ProfilerFilter(keys: ["SECRET_KEY"], sink: CollectingSink(events: events)), request: request) { _ in
                throw BodyTooLarge(limit: 1)
            }
        }
        #expect(events.value.last?.name == "wsgi-stop")
        #expect(events.value.last?.info["etype"] == "BodyTooLarge")
    }
}
