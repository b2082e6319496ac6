import HTTPApplication
import NIOHTTP1
import StandardFilters
import Testing

@Suite("request_id")
struct RequestIDTests {
    @Test("the answer names the request's id, and the application sees the same one")
    func header() async throws {
        let seen = Box<String?>(nil)
        let response = try await Harness.run(RequestIDFilter(), request: Harness.request()) { request in
            seen.value = request.context.requestID
            return Response(status: .ok)
        }
        let id = try #require(response.headers.first(name: "X-Openstack-Request-Id"))
        #expect(id.hasPrefix("req-"))
        #expect(UUIDText.isUUIDLike(String(id.dropFirst(4))))
        #expect(seen.value == id)
        #expect(!response.headers.contains(name: "x-compute-request-id"))
    }

    @Test("cinder's answers carry the id in both headers")
    func bothHeaders() async throws {
        let response = try await Harness.run(RequestIDFilter(addsComputeHeader: true), request: Harness.request())
        #expect(response.headers["x-openstack-request-id"] == response.headers["x-compute-request-id"])
        #expect(response.headers["x-compute-request-id"].count == 1)
    }

    @Test("a header that the application has set stays")
    func onlyIfAbsent() async throws {
        let response = try await Harness.run(RequestIDFilter(addsComputeHeader: true), request: Harness.request()) { _ in
            Response(status: .ok, headers: ["X-OpenStack-Request-ID": "req-inner"])
        }
        #expect(response.headers["x-openstack-request-id"] == ["req-inner"])
        #expect(response.headers["x-compute-request-id"].first?.hasPrefix("req-") == true)
    }

    @Test(
        "the caller's id is kept when it is req- and a UUID in lower case",
        arguments: [
            ("req-8a4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f", true), ("req-8A4CD1A3-0b9d-4c7e-9a55-0d3f7c1d2e4f", false),
            ("8a4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f", false), ("req-8a4cd1a30b9d4c7e9a550d3f7c1d2e4f", false),
            ("req-8a4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f ", false), ("req-", false), ("", false),
            ("req-8a4cd1a3-0b9d-4c7e-9a550-d3f7c1d2e4f", false), ("req-ga4cd1a3-0b9d-4c7e-9a55-0d3f7c1d2e4f", false),
        ])
    func globalID(text: String, isKept: Bool) async throws {
        let request = Harness.request(headers("X-Openstack-Request-Id", text))
        let response = try await Harness.run(RequestIDFilter(), request: request)
        #expect(request.context.globalRequestID == (isKept ? text : nil))
        #expect(response.headers.first(name: "x-openstack-request-id") != text)
    }

    @Test("correlation_id keeps what is there and makes what is not")
    func correlation() async throws {
        let given = Harness.request(headers("X-Correlation-Id", "mine"))
        _ = try await Harness.run(CorrelationIDFilter(), request: given)
        #expect(given.headers["X-Correlation-Id"] == ["mine"])
        let missing = Harness.request()
        _ = try await Harness.run(CorrelationIDFilter(), request: missing)
        #expect(UUIDText.isUUIDLike(missing.headers.first(name: "X-Correlation-Id") ?? ""))
    }

    private func headers(_ name: String, _ value: String) -> HTTPHeaders { [name: value] }
}

extension Harness {
    static func request(_ headers: HTTPHeaders) -> Request { request(.GET, "/networks", headers) }
}
