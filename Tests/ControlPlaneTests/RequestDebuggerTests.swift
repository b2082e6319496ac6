import CommandLanguage
import HTTPApplication
import NIOHTTP1
import PasteDeploy
import Testing

@testable import ControlPlane

@Suite("Debugging live requests")
struct RequestDebuggerTests {
    /// Sets who asks and a header, and refuses what comes without a token.
    private struct Gatekeeper: Filter {
        func respond(to request: Request, next: Next) async throws -> Response {
            guard request.headers.contains(name: "x-auth-token") else { return Response(status: .unauthorized) }
            request.headers.remove(name: "x-auth-token")
            request.headers.add(name: "X-User-Id", value: "u1")
            request.context.userID = "u1"
            var response = try await next(request)
            response.headers.add(name: "X-Kept", value: "1")
            return response
        }
    }

    private struct Status: Application {
        func respond(to request: Request) async throws -> Response {
            Response(status: request.path == "/fail" ? .serviceUnavailable : .ok, text: "")
        }
    }

    private static func endpoint(_ debugger: RequestDebugger) throws -> AppEndpoint {
        var registry = FactoryRegistry()
        registry.registerApplication(["m:app"], summary: "") { _ in Status() }
        registry.registerFilter(["m:filter"], summary: "") { _ in Gatekeeper() }
        let text =
            "[pipeline:main]\npipeline = gate app\n[filter:gate]\npaste.filter_factory = m:filter\n[app:app]\npaste.app_factory = m:app\n"
        let plan = try DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "noauth")) { _ in "" }
            .plan(.text(text, name: "t"), section: "main")
        let endpoint = AppEndpoint(app: "test", sink: LogSink(), debugger: debugger)
        let record = RevisionRecord(
            id: "r1", app: "test", strategy: "noauth", source: "t", digest: plan.digest, generation: 4, createdBy: "t")
        endpoint.slot.publish(Revision(record: record, plan: plan, application: try plan.build()))
        return endpoint
    }

    private static func condition(_ text: String, app: String? = nil, count: Int? = nil) throws -> DebugCondition {
        DebugCondition(try RequestExpression(parsing: text), app: app, count: count, by: "me@here")
    }

    @discardableResult
    private static func ask(_ endpoint: AppEndpoint, _ target: String, token: String? = "secret-token") async -> Request {
        let request = Request(
            method: .GET, target: target, headers: HTTPHeaders(token.map { [("X-Auth-Token", $0), ("X-Foo", "bar")] } ?? []))
        let lease = endpoint.lease()
        _ = await endpoint.respond(to: request, lease: lease)
        lease?.release()
        return request
    }

    @Test("records the requests that match, judged by request, caller and answer, and no others")
    func matching() async throws {
        let debugger = RequestDebugger()
        let endpoint = try Self.endpoint(debugger)
        await Self.ask(endpoint, "/fail")
        debugger.arm(try Self.condition("path ~ '^/' && user == 'u1' && header('X-Auth-Token') && status >= 500 && elapsed_ms < 60000"))
        await Self.ask(endpoint, "/ok")
        await Self.ask(endpoint, "/fail?name=a&Password=hunter2", token: "secret-token")
        await Self.ask(endpoint, "/fail", token: nil)
        let record = try #require(debugger.records(last: 10).first)
        #expect(debugger.records(last: 10).count == 1)
        #expect(record.number == 1 && record.status == 503 && record.method == "GET" && record.app == "test")
        #expect(record.revision == "r1" && record.generation == 4 && record.userID == "u1" && record.answeredBy == "app")
        #expect(record.target == "/fail?name=a&Password=*****")
        #expect(record.stages.map(\.name) == ["gate", "app"])
        #expect(record.stages.first?.requestHeadersAdded == ["x-user-id"])
        #expect(record.stages.first?.requestHeadersRemoved == ["x-auth-token"])
        #expect(record.stages.first?.headersAdded == ["x-kept"])
        #expect(!record.text.contains("secret-token") && !record.text.contains("hunter2") && !record.text.contains("bar"))
    }

    @Test("a request that cannot match any more is not traced; neither is any when nothing is asked for")
    func untraced() async throws {
        let debugger = RequestDebugger()
        let endpoint = try Self.endpoint(debugger)
        #expect(await Self.ask(endpoint, "/ok").trace == nil)
        debugger.arm(try Self.condition("path == '/fail' && status == 200"))
        #expect(await Self.ask(endpoint, "/ok").trace == nil)
        #expect(await Self.ask(endpoint, "/fail").trace != nil)
        debugger.arm(try Self.condition("true", app: "other"))
        #expect(await Self.ask(endpoint, "/ok").trace == nil)
        debugger.arm(try Self.condition("true", app: "test"))
        #expect(await Self.ask(endpoint, "/ok").trace != nil)
        #expect(debugger.disarm()?.app == "test")
        #expect(debugger.disarm() == nil)
        #expect(await Self.ask(endpoint, "/ok").trace == nil)
        #expect(debugger.records(last: 10).count == 1)
    }

    @Test("ends by itself after the count, and says so")
    func counting() async throws {
        let notices = NoticeBoard()
        let followed = notices.follow()
        let debugger = RequestDebugger(notices: notices)
        let endpoint = try Self.endpoint(debugger)
        debugger.arm(try Self.condition("true", count: 2))
        for _ in 0..<3 { await Self.ask(endpoint, "/ok") }
        #expect(debugger.records(last: 10).map(\.number) == [1, 2])
        #expect(debugger.condition == nil)
        var texts: [String] = []
        for await notice in followed {
            texts.append(notice.text)
            if texts.count == 4 { break }
        }
        #expect(texts[0].hasPrefix("debug: recording requests where true (2 more), since 20") && texts[0].hasSuffix("by me@here"))
        #expect(texts[1].hasPrefix("debug #1: GET /ok 200 in ") && texts[1].hasSuffix("ms, test r1, answered by app"))
        #expect(texts[3] == "debug: that was the last one asked for")
    }

    @Test("an answer that comes after the end, or under another expression, does not count")
    func late() async throws {
        let debugger = RequestDebugger()
        debugger.arm(try Self.condition("path == '/late'"))
        let request = Request(method: .GET, target: "/late")
        let (first, second) = (debugger.observe(request), debugger.observe(request))
        debugger.arm(try Self.condition("true"))
        if let first { debugger.finish(first, request, Response(status: .ok), revision: "r1") }
        debugger.disarm()
        if let second { debugger.finish(second, request, Response(status: .ok), revision: "r1") }
        #expect(first != nil && second != nil)
        #expect(debugger.records(last: 10).isEmpty)
    }

    @Test("keeps the last 200 records, hands all to followers, and does not flood the shells")
    func bounds() async throws {
        let notices = NoticeBoard()
        let debugger = RequestDebugger(notices: notices)
        let endpoint = try Self.endpoint(debugger)
        debugger.arm(try Self.condition("true"))
        let announced = notices.follow()
        for _ in 0..<250 { await Self.ask(endpoint, "/ok") }
        #expect(debugger.records(last: 1000).map(\.number) == Array(51...250))
        #expect(debugger.records(last: 1).first?.number == 250)
        let followed = debugger.follow()
        await Self.ask(endpoint, "/fail")
        var iterator = followed.makeAsyncIterator()
        #expect(await iterator.next()?.number == 251)
        notices.post(Notice(.debug, "end"))
        var count = 0
        for await notice in announced {
            if notice.text == "end" { break }
            count += 1
        }
        #expect(count < 100, "\(count)")
    }

    @Test("what a client sends cannot move a terminal's cursor, nor fill the memory")
    func controls() {
        #expect(DebugRecord.masked("/?password=" + String(repeating: "x", count: 100_000)) == "/?password=*****")
        #expect(DebugRecord.masked("/" + String(repeating: "é", count: 100_000)).unicodeScalars.count == 2001)
        #expect(DebugRecord.masked("/a\u{1B}[2J?x=\u{7}&my_token=%41&y") == "/a?[2J?x=?&my_token=*****&y")
        #expect(DebugRecord.masked("/a?pass%77ord=x&&=") == "/a?pass%77ord=*****&&=")
    }
}
