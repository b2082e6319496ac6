import CommandLanguage
import ConfigOptions
import HTTPApplication
import JSONCodec
import NIOCore
import NIOHTTP1
import PasteDeploy
import Testing

@testable import StandardFilters

/// A client that has gone away before anybody looked.
private final class GoneClient: ClientLink {
    let isGone = true
    var endsRequest = false
}

@Suite("Fault filters")
struct FaultInjectionTests {
    private static func load(_ section: String, _ project: ConfigProject = .neutron) throws -> any Application {
        var registry = FactoryRegistry()
        StandardFilters.register(in: &registry, project: project, services: FilterServices(logger: Harness.silent)) { _ in nil }
        registry.registerApplication(["test:app"], summary: "") { _ in
            ClosureApplication { _ in Response(status: .ok, text: "inner") }
        }
        let text = "[pipeline:main]\npipeline = f a\n[app:a]\npaste.app_factory = test:app\n[filter:f]\nuse = egg:cloudsh#\(section)\n"
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "noauth"), readFile: { _ in "" })
        let plan = try loader.plan(.text(text, name: "f.ini"))
        #expect(plan.faultFilters == ["f"])
        return try plan.build()
    }

    // MARK: Whom they strike

    @Test("a share of the requests is struck, the same ones for the same seed")
    func share() {
        func struck(_ seed: UInt64) -> [Bool] {
            let gate = FaultGate(share: 0.1, seed: seed)
            return (0..<2000).map { _ in gate.strikes(Harness.request()) != nil }
        }
        #expect((140...260).contains(struck(1).count(where: \.self)))
        #expect(struck(1) == struck(1))
        #expect(struck(1) != struck(2))
        let never = FaultGate(share: 0)
        #expect((0..<100).allSatisfy { _ in never.strikes(Harness.request()) == nil })
    }

    @Test("only matching requests are struck, and others draw no numbers")
    func match() throws {
        let expression = try RequestExpression(parsing: "method == 'POST' && user == 'u' && header('X-Foo')")
        let (gate, other) = (FaultGate(match: expression, share: 0.5, seed: 7), FaultGate(match: expression, share: 0.5, seed: 7))
        let request = Harness.request(.POST, "/ports", ["X-Foo": "1"])
        #expect(gate.strikes(request) == nil)
        request.context.userID = "u"
        let struck = (0..<50).map { _ in
            #expect(gate.strikes(Harness.request(.GET)) == nil)
            return gate.strikes(request) != nil
        }
        #expect(struck == (0..<50).map { _ in other.strikes(request) != nil })
        #expect(Set(struck).count == 2)
    }

    // MARK: delay

    @Test(
        "delays follow their distribution",
        arguments: [
            (.fixed(0.2), 0.19...0.21, 0.2...0.2), (.uniform(1...3), 1.9...2.1, 1...3), (.normal(mean: 5, deviation: 1), 4.9...5.1, 0...10),
            (.exponential(mean: 2), 1.8...2.2, 0...60),
        ] as [(DelayDistribution, ClosedRange<Double>, ClosedRange<Double>)])
    func distributions(distribution: DelayDistribution, mean: ClosedRange<Double>, range: ClosedRange<Double>) {
        var random = FaultRandom(seed: 3, number: 1)
        let drawn = (0..<4000).map { _ in distribution.draw(&random) }
        #expect(mean.contains(drawn.reduce(0, +) / 4000), "\(distribution)")
        #expect(drawn.allSatisfy { range.contains($0) }, "\(distribution)")
    }

    @Test("a delay is waited for, within its limits; a request that it does not strike is passed on at once")
    func delay() async throws {
        let start = ContinuousClock.now
        let filter = DelayFilter(.fixed(3600), within: 0...0.05)
        #expect(try await Harness.run(filter, request: Harness.request()).text == "inner")
        #expect(ContinuousClock.now - start >= .milliseconds(50))
        let endless = DelayFilter(.fixed(3600), gate: FaultGate(match: try RequestExpression(parsing: "method == 'PUT'")))
        #expect(try await Harness.run(endless, request: Harness.request()).text == "inner")
    }

    @Test("a delay ends with the client, and the request is not passed on then")
    func cancellation() async {
        let request = Harness.request()
        request.client = GoneClient()
        await #expect(throws: CancellationError.self) {
            try await Harness.run(DelayFilter(.fixed(3600)), request: request) { _ in
                Issue.record("it was passed on")
                return Response(status: .ok)
            }
        }
        #expect(request.client?.endsRequest == false)
    }

    // MARK: fail

    @Test(
        "fail answers in the format of the service",
        arguments: [
            (.neutron, "{\"NeutronError\":{\"type\":\"RehearsedFailure\",\"message\":\"m\",\"detail\":\"\"}}"),
            (.cinder, "{\"serviceUnavailable\":{\"code\":503,\"message\":\"m\"}}"),
            (.keystone, "{\"error\":{\"code\":503,\"title\":\"Service Unavailable\",\"message\":\"m\"}}"),
        ] as [(ConfigProject, String)])
    func formats(project: ConfigProject, body: String) async throws {
        let response = try await Self.load("fail\nmessage = m\nretry_after = 30", project).respond(to: Harness.request())
        #expect(response.status == .serviceUnavailable)
        #expect(response.headers["Retry-After"] == ["30"])
        #expect(response.json == (try JSONValue(parsing: body)))
    }

    @Test("fail sends a body of its own as it is")
    func body() async throws {
        let json = try await Self.load("fail\nstatus = 418\nbody = {\"a\": 1}").respond(to: Harness.request())
        #expect(json.status.code == 418 && json.text == "{\"a\": 1}" && json.headers["Content-Type"] == ["application/json"])
        let text = try await Self.load("fail\nbody = <b>").respond(to: Harness.request())
        #expect(text.text == "<b>" && text.headers["Content-Type"] == ["text/plain; charset=UTF-8"])
    }

    @Test("what fail does not strike is passed on")
    func passing() async throws {
        let application = try Self.load("fail\nmatch = path ~ '^/ports'")
        #expect(try await application.respond(to: Harness.request(.GET, "/networks")).text == "inner")
        #expect(try await application.respond(to: Harness.request(.GET, "/ports/1")).status.code == 503)
    }

    // MARK: drop

    @Test("drop gives no answer, before the request is carried out or after it")
    func drop() async throws {
        let carriedOut = Box(0)
        func run(_ filter: DropFilter) async throws -> ResponseBody {
            try await Harness.run(filter, request: Harness.request()) { _ in
                carriedOut.value += 1
                return Response(status: .created, text: "made")
            }.body
        }
        guard case .disconnect(isReset: true) = try await run(DropFilter(isReset: true)) else { return #expect(Bool(false)) }
        #expect(carriedOut.value == 0)
        let created = FaultGate(match: try RequestExpression(parsing: "status == 201 && elapsed_ms < 60000"))
        guard case .disconnect(isReset: false) = try await run(DropFilter(losesAnswer: true, gate: created)) else {
            return #expect(Bool(false))
        }
        let failed = FaultGate(match: try RequestExpression(parsing: "status >= 500"))
        guard case .bytes = try await run(DropFilter(losesAnswer: true, gate: failed)) else { return #expect(Bool(false)) }
        #expect(carriedOut.value == 2)
    }

    // MARK: slow-body

    private static func parts(_ response: Response) async throws -> [String] {
        guard case .stream(let parts, _) = response.body else { return [] }
        var texts: [String] = []
        for try await part in parts { texts.append(String(buffer: part)) }
        return texts
    }

    @Test("slow-body sends a body in parts, at its speed")
    func slow() async throws {
        let start = ContinuousClock.now
        let response = try await Harness.run(SlowBodyFilter(bytesPerSecond: 50, chunk: 2), request: Harness.request())
        #expect(try await Self.parts(response) == ["in", "ne", "r"])
        #expect(ContinuousClock.now - start >= .milliseconds(80))
    }

    @Test("slow-body keeps the parts and trailers of a stream, and how it breaks")
    func slowStream() async throws {
        struct Broken: Error {}
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self, throwing: (any Error).self)
        continuation.yield(ByteBuffer(string: "abc"))
        continuation.yield(ByteBuffer(string: "d"))
        continuation.finish(throwing: Broken())
        let response = try await Harness.run(SlowBodyFilter(bytesPerSecond: 100_000, chunk: 2), request: Harness.request()) { _ in
            Response(status: .ok, body: .stream(stream, trailers: { ["X-Sum": "1"] }))
        }
        guard case .stream(let parts, let trailers) = response.body else { return #expect(Bool(false)) }
        #expect(trailers?()["X-Sum"] == ["1"])
        var texts: [String] = []
        await #expect(throws: Broken.self) { for try await part in parts { texts.append(String(buffer: part)) } }
        #expect(texts == ["ab", "c", "d"])
    }

    @Test("slow-body leaves the answer to HEAD, an empty one and one that does not match as they are")
    func sane() async throws {
        let filter = SlowBodyFilter(bytesPerSecond: 1, chunk: 1)
        let head = try await Harness.run(filter, request: Harness.request(.HEAD))
        #expect(head.text == "inner")
        let empty = try await Harness.run(filter, request: Harness.request()) { _ in Response(status: .noContent) }
        guard case .empty = empty.body else { return #expect(Bool(false)) }
        let matching = SlowBodyFilter(
            bytesPerSecond: 1, chunk: 1, gate: FaultGate(match: try RequestExpression(parsing: "status >= 500 || header('X-Slow')")))
        #expect(try await Harness.run(matching, request: Harness.request()).text == "inner")
    }

    // MARK: Options

    @Test(
        "an option of no use is an error at its place",
        arguments: [
            ("delay\nseconds = soon", "f.ini:7:11", "`soon` is no number"),
            ("delay\nseconds = -1", "f.ini:7:11", "`-1` is not from 0 to 3600"),
            ("delay\nseconds = 1\ndistribution = uniform\nmax = 2", "f.ini:7:11", "exclude each other"),
            ("delay\ndistribution = uniform", "f.ini:7:16", "needs `max`"),
            ("delay\ndistribution = normal\nmean = 1", "f.ini:7:16", "needs `stddev`"),
            ("delay\ndistribution = poisson", "f.ini:7:16", "no distribution `poisson`"),
            ("delay\nmin = 2\nmax = 1", "f.ini:7:7", "`min` is above `max`"),
            ("delay\nshare = 1.1", "f.ini:7:9", "`1.1` is not from 0 to 1"), ("delay\nseed = x", "f.ini:7:8", "`x` is no integer"),
            ("delay\nmatch = path ~~ 'x'", "f.ini:7:9", "at character 7"),
            ("delay\nmatch = pth == 'x'", "f.ini:7:9", "did you mean 'path'?"),
            ("delay\nmatch = status >= 500", "f.ini:7:9", "`status` is not known before"),
            ("drop\nmatch = elapsed_ms > 1", "f.ini:7:9", "`elapsed_ms` is not known before"),
            ("fail\nstatus = 200", "f.ini:7:10", "`200` is no status of a failure"), ("fail\nretry_after = -1", "f.ini:7:15", "below 0"),
            ("slow-body\nbytes_per_second = 0", "f.ini:7:20", "`0` is below 1"), ("slow-body\nchunk = 0", "f.ini:7:9", "`0` is below 1"),
            ("drop\nresets = 1", "f.ini:7:", "resets"),
        ])
    func mistakes(section: String, place: String, message: String) {
        let error = #expect(throws: DeployErrors.self) { try Self.load(section) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains(place) && text.contains(message), "\(text)")
    }

    @Test(
        "options that are right are taken",
        arguments: [
            "delay\nseconds = 0", "delay\ndistribution = uniform\nmin = 0.001\nmax = 0.002\nseed = -5",
            "delay\ndistribution = normal\nmean = 0.001\nstddev = 0.001", "delay\ndistribution = exponential\nmean = 0.001\nmax = 0.01",
            "drop\nafter = true\nmatch = status >= 500", "slow-body\nbytes_per_second = 100000\nmatch = status >= 500", "delay\nmax = 0.01",
        ])
    func right(section: String) async throws {
        #expect(try await Self.load(section).respond(to: Harness.request()).text == "inner")
    }

    // MARK: At run time

    @Test(
        "they go into a running deployment, their expressions whole, and out of it again",
        arguments: [
            "path ~ '^/v2.0/(ports|subnets)' && !(method == 'GET' || user == \"a b\")",
            "header('X-Foo') ~ '#;%' && query contains '%(here)s'",
        ], [EmbeddedDeployments.neutron, EmbeddedDeployments.cinder])
    func insertion(match: String, text: String) throws {
        let project = text == EmbeddedDeployments.neutron ? ConfigProject.neutron : .cinder
        var registry = FactoryRegistry()
        StandardFilters.register(in: &registry, project: project, services: FilterServices(logger: Harness.silent)) { _ in nil }
        for name in HistoricalNames.all where name.kind == .application && name.key != "healthcheck" {
            registry.registerApplication(key: name.key, summary: "") { _ in ClosureApplication { _ in Response(status: .ok) } }
        }
        registry.registerFilter(key: "extensions", summary: "") { _ in PassThroughFilter() }
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "noauth")) { _ in "" }
        let plan = try loader.plan(.text(text, name: "f.ini"), section: project == .cinder ? "osapi_volume" : "neutron")
        #expect(plan.faultFilters == [])
        var edited = plan
        for name in ["delay", "fail", "drop", "slow-body"] {
            let choice = PipelineEdit.FilterChoice(name, options: [.init(key: "match", value: match), .init(key: "share", value: "0.5")])
            edited = try DeployEditor(registry: registry, plan: edited) { _ in "" }
                .plan(after: PipelineEdit(.insert(choice, .after("request_id"))))
        }
        #expect(Set(edited.faultFilters).count == 4)
        let struck = edited.paths.flatMap(\.filters).filter(\.isFault)
        #expect(!struck.isEmpty && struck.allSatisfy { $0.arguments.string("match") == match })
        _ = try edited.build()
        for name in edited.faultFilters {
            edited = try DeployEditor(registry: registry, plan: edited) { _ in "" }.plan(after: PipelineEdit(.remove(name)))
        }
        #expect(edited.faultFilters == [] && edited.digest == plan.digest)
    }
}
