import HTTPApplication
import JSONCodec
import Logging
import NIOHTTP1
import StandardFilters
import Testing

private struct Secret: Error, CustomStringConvertible {
    var description: String { "password is hunter2" }
}

@Suite("catch_errors and faultwrap")
struct FaultTests {
    @Test(
        "catch_errors answers an escaping error with a plain 500 in the form that Accept asks for",
        arguments: [
            (nil, "text/plain; charset=UTF-8"), ("", "text/plain; charset=UTF-8"), ("*/*", "text/plain; charset=UTF-8"),
            ("application/json", "application/json"), ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html; charset=UTF-8"),
            ("application/json;q=0.5, text/html;q=0.1", "application/json"), ("image/png", "text/plain; charset=UTF-8"),
            ("text/*;q=0.1, application/json", "application/json"), ("text/plain;q=0, text/html", "text/html; charset=UTF-8"),
        ] as [(String?, String)])
    func catchErrors(accept: String?, type: String) async throws {
        let request = Harness.request()
        if let accept { request.headers.add(name: "Accept", value: accept) }
        let response = try await Harness.run(CatchErrorsFilter(logger: Harness.silent), request: request) { _ in throw Secret() }
        #expect(response.status == .internalServerError)
        #expect(response.headers["Content-Type"] == [type])
        #expect(!response.text.contains("hunter2"))
        if type == "application/json" {
            #expect(response.json?["code"] == "500 Internal Server Error")
            #expect(response.json?["title"] == "Internal Server Error")
            #expect(response.json?["message"]?.stringValue?.isEmpty == false)
        } else if type.hasPrefix("text/plain") {
            #expect(response.text.hasPrefix("500 Internal Server Error\n\n"))
        }
    }

    @Test("catch_errors logs the error with the request's secrets masked")
    func logs() async throws {
        let lines = Box<[String]>([])
        let request = Harness.request(
            .GET, "/networks?a=b",
            [
                "X-Auth-Token": "s3cret-token", "x_service_token": "s3cret-service", "Authorization": "Basic s3cret",
                "X-Subject-Token": "s3cret",
                "Accept": "visible/thing",
            ])
        request.context.requestID = "req-1"
        _ = try await Harness.run(CatchErrorsFilter(logger: RecordingLogHandler.logger(into: lines)), request: request) { _ in
            throw Secret()
        }
        let line = try #require(lines.value.first)
        #expect(lines.value.count == 1)
        #expect(line.hasPrefix("error "))
        #expect(line.contains("Secret") && line.contains("req-1") && line.contains("/networks?a=b") && line.contains("visible/thing"))
        #expect(!line.contains("s3cret"))
    }

    @Test("cancellation passes both")
    func cancellation() async throws {
        await #expect(throws: CancellationError.self) {
            try await Harness.run(CatchErrorsFilter(logger: Harness.silent), request: Harness.request()) { _ in throw CancellationError() }
        }
        await #expect(throws: CancellationError.self) {
            try await Harness.run(FaultWrapFilter(logger: Harness.silent), request: Harness.request()) { _ in throw CancellationError() }
        }
    }

    @Test("catch_errors answers an error that states its own fault with that status")
    func ownFault() async throws {
        let response = try await Harness.run(CatchErrorsFilter(logger: Harness.silent), request: Harness.request()) { _ in
            throw BodyTooLarge(limit: 1)
        }
        #expect(response.status == .payloadTooLarge)
        #expect(response.text.hasPrefix("413 Request Entity Too Large\n\nRequest is too large."))
    }

    @Test(
        "faultwrap names a fault by its status",
        arguments: [
            (HTTPResponseStatus.badRequest, "badRequest"), (.unauthorized, "unauthorized"), (.forbidden, "forbidden"),
            (.notFound, "itemNotFound"), (.methodNotAllowed, "badMethod"), (.conflict, "conflictingRequest"),
            (.payloadTooLarge, "overLimit"), (.unsupportedMediaType, "badMediaType"), (.notImplemented, "notImplemented"),
            (.serviceUnavailable, "serviceUnavailable"), (.notAcceptable, "computeFault"), (.internalServerError, "computeFault"),
            (.badGateway, "computeFault"),
        ])
    func faultNames(status: HTTPResponseStatus, name: String) async throws {
        let response = try await Harness.run(FaultWrapFilter(logger: Harness.silent), request: Harness.request()) { _ in
            throw APIFault(status, type: "SomeError", message: "something is wrong")
        }
        #expect(response.status == status)
        #expect(response.headers["Content-Type"] == ["application/json"])
        #expect(response.json?[name]?["code"] == .integer(Int(status.code)))
        #expect(response.json?[name]?["message"] == "SomeError: something is wrong")
        #expect(response.headers["Retry-After"] == (status == .payloadTooLarge ? ["0"] : []))
        #expect(response.json?[name]?["retryAfter"] == (status == .payloadTooLarge ? "0" : nil))
    }

    @Test("faultwrap keeps a fault's headers, and repeats Retry-After in the body")
    func faultHeaders() async throws {
        let response = try await Harness.run(FaultWrapFilter(logger: Harness.silent), request: Harness.request()) { _ in
            throw APIFault(.payloadTooLarge, type: "T", message: "m", headers: ["Retry-After": "7", "X-Other": "1"])
        }
        #expect(response.headers["Retry-After"] == ["7"])
        #expect(response.headers["X-Other"] == ["1"])
        #expect(response.json?["overLimit"]?["retryAfter"] == "7")
    }

    @Test("faultwrap says nothing about an error that is not written for clients, but logs it")
    func unsafeText() async throws {
        let lines = Box<[String]>([])
        let response = try await Harness.run(
            FaultWrapFilter(logger: RecordingLogHandler.logger(into: lines)), request: Harness.request()
        ) { _ in throw Secret() }
        #expect(response.status == .internalServerError)
        #expect(response.json?["computeFault"]?["code"] == 500)
        #expect(!response.text.contains("hunter2") && !response.text.contains("Secret"))
        #expect(lines.value.first?.contains("hunter2") == true)
    }

    @Test("faultwrap gives a request that has none an id")
    func requestID() async throws {
        let seen = Box<String?>(nil)
        let response = try await Harness.run(FaultWrapFilter(logger: Harness.silent), request: Harness.request()) { request in
            seen.value = request.context.requestID
            return Response(status: .ok)
        }
        #expect(seen.value != nil)
        #expect(response.headers["x-compute-request-id"].first == seen.value)
        let inner = try await Harness.run(RequestIDFilter(), FaultWrapFilter(logger: Harness.silent), request: Harness.request())
        #expect(!inner.headers.contains(name: "x-compute-request-id"))
    }
}
