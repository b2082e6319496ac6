import HTTPApplication
import NIOCore
import NIOHTTP1
import PasteDeploy

extension ControlPlane {
    /// Issues a request to an app in process, on the revision that is active now, and returns what a client would be answered.
    ///
    /// It takes the same way as a request from a socket, from the lease on; only the HTTP codec is left out.
    package func issue(_ issued: IssuedRequest) async throws -> IssuedResponse {
        let app = try targetApp(issued)
        guard app.state == .running, let lease = app.endpoint.lease() else {
            throw ControlError("app '\(app.name)' does not run", advice: "start it with: app start \(app.name)")
        }
        let (endpoint, authority) = (app.endpoint, app.authority)
        return try await Self.run(issued, endpoint: endpoint, lease: lease, authority: authority)
    }

    @concurrent
    private static func run(
        _ issued: IssuedRequest, endpoint: AppEndpoint, lease: RevisionLease, authority: String
    ) async throws -> IssuedResponse {
        defer { lease.release() }
        var headers = HTTPHeaders(issued.headers.map { ($0.name, $0.value) })
        if !headers.contains(name: "host") { headers.add(name: "Host", value: authority) }
        if let body = issued.body { headers.replaceOrAdd(name: "Content-Length", value: String(body.count)) }
        let request = Request(
            method: HTTPMethod(rawValue: issued.method), target: issued.target, headers: headers,
            body: RequestBody(buffer: ByteBuffer(bytes: issued.body ?? [])))
        let trace = issued.wantsTrace ? RequestTrace() : nil
        request.trace = trace
        let start = ContinuousClock.now
        let response = await endpoint.respond(to: request, lease: lease)
        let body = await collect(response.body)
        let elapsed = ContinuousClock.now - start
        endpoint.log(
            AccessRecord(
                remoteAddress: "shell", method: request.method, target: issued.target, status: response.status.code, length: body.count,
                elapsed: elapsed, requestID: request.context.requestID, generation: request.context.generation))
        if case .disconnect = response.body {
            let filters = lease.revision.plan.faultFilters
            throw ControlError(
                "the connection was closed without an answer",
                advice: filters.isEmpty ? nil : "fault filters of \(lease.revision.id): \(filters.joined(separator: ", "))")
        }
        return IssuedResponse(
            app: endpoint.app, status: Int(response.status.code), reason: response.status.reasonPhrase,
            headers: response.headers.map { ($0.name, $0.value) }, body: issued.method == "HEAD" ? [] : body, elapsed: elapsed,
            stages: trace?.stages, generation: request.context.generation)
    }

    private static func collect(_ body: ResponseBody) async -> [UInt8] {
        switch body {
        case .empty, .disconnect: return []
        case .bytes(let buffer): return Array(buffer.readableBytesView)
        case .stream(let parts, _):
            var bytes: [UInt8] = []
            // A stream that breaks ends where it broke, as a client would see it.
            do { for try await part in parts { bytes.append(contentsOf: part.readableBytesView) } } catch {}
            return bytes
        }
    }

    /// The named app; else the first one with a route for the path; else the only one.
    private func targetApp(_ issued: IssuedRequest) throws -> HostedApp {
        if let name = issued.app { return try app(named: name) }
        let running = apps.filter { $0.state == .running }
        for app in running {
            if case .found = try matchRoute(method: HTTPMethod(rawValue: issued.method), path: issued.target, app: app.name) { return app }
        }
        for app in running {
            if case .missed(let misses) = try matchRoute(method: HTTPMethod(rawValue: issued.method), path: issued.target, app: app.name),
                !misses.isEmpty
            {
                return app
            }
        }
        guard let first = running.first ?? apps.first else {
            throw ControlError("no app is loaded", advice: "load one with: app load FILE")
        }
        return first
    }
}
