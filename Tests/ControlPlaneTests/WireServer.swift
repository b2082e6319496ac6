import HTTPApplication
import NIOCore
import NIOHTTP1
import NIOPosix
import PasteDeploy
import Testing
import WireClient

@testable import ControlPlane

/// An application that is one closure.
struct ClosureApplication: Application {
    let body: @Sendable (Request) async throws -> Response

    func respond(to request: Request) async throws -> Response { try await body(request) }
}

/// A listener on a port of its own with the workers behind it, serving one application.
final class WireServer: Sendable {
    let endpoint: AppEndpoint
    let sink = LogSink()
    let loops = WorkerLoops()
    let listener: HTTPListener
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    init(
        workers: Int = 1, limits: ListenerLimits = ListenerLimits(), body: @escaping @Sendable (Request) async throws -> Response
    ) async throws {
        endpoint = AppEndpoint(app: "test", sink: sink)
        endpoint.slot.publish(try Self.revision("r1", generation: 1, body))
        for number in 0..<workers { loops.add(APIWorker(id: "w\(number)", app: "test")) }
        listener = try await HTTPListener.bind(
            .tcp(host: "127.0.0.1", port: 0), endpoint: endpoint, loops: loops, loop: group.next(), limits: limits, tls: nil)
    }

    static func revision(
        _ id: String, generation: UInt64, _ body: @escaping @Sendable (Request) async throws -> Response
    ) throws -> Revision {
        var registry = FactoryRegistry()
        registry.registerApplication(["m:app"], summary: "") { _ in ClosureApplication(body: body) }
        let loader = DeployLoader(registry: registry, settings: DeploySettings(authStrategy: "noauth")) { _ in "" }
        let plan = try loader.plan(.text("[app:main]\npaste.app_factory = m:app\n", name: "test"), section: "main")
        let record = RevisionRecord(
            id: id, app: "test", strategy: "noauth", source: "test", digest: plan.digest, generation: generation, createdBy: "test")
        return Revision(record: record, plan: plan, application: try plan.build())
    }

    var port: Int { listener.boundPort ?? 0 }
    var revision: Revision? { endpoint.slot.current }
    var worker: APIWorker? { loops.workers.first }

    func connect() throws -> WireClient { try WireClient(port: port) }

    func stop() async {
        await listener.close()
        for worker in loops.workers {
            loops.remove(worker)
            await worker.stop(deadline: .now + .seconds(5))
        }
        try? await group.shutdownGracefully()
    }

    /// Runs `test` with a server that is stopped afterwards, and checks that it has kept nothing.
    static func serving(
        workers: Int = 1, limits: ListenerLimits = ListenerLimits(), _ body: @escaping @Sendable (Request) async throws -> Response,
        _ test: (WireServer) async throws -> Void
    ) async throws {
        let server = try await WireServer(workers: workers, limits: limits, body: body)
        do { try await test(server) } catch {
            await server.stop()
            throw error
        }
        let workers = server.loops.workers
        await server.stop()
        #expect(server.revision?.inFlight == 0)
        for worker in workers {
            #expect(worker.connectionCount == 0)
            #expect(worker.requestsInFlight == 0)
            #expect(worker.state == .stopped)
        }
    }

    /// Answers with the target, after the body has been read.
    static let echo: @Sendable (Request) async throws -> Response = { request in
        let body = try await request.body.collect()
        return Response(status: .ok, text: request.target + " " + String(buffer: body))
    }
}

/// Waits for something that happens elsewhere.
func eventually(_ condition: () async -> Bool) async {
    let limit = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < limit {
        if await condition() { return }
        try? await Task.sleep(for: .milliseconds(1))
    }
    Issue.record("it did not happen")
}

/// Where a handler stops until the test lets it go on.
final class Gate: Sendable {
    private let arrivals = AsyncStream.makeStream(of: Void.self)
    private let opening = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        arrivals.continuation.yield()
        for await _ in opening.stream {}
    }

    /// Waits until a handler has come to the gate.
    func arrival() async { for await _ in arrivals.stream { return } }

    func open() { opening.continuation.finish() }
}
