import ConfigOptions
import NIOSSL
import PasteDeploy

/// One app: a deployment section, where it listens, the workers that serve it and the revisions it had. Confined to the control plane.
final class HostedApp {
    let name: String
    let project: HostedProject
    let section: String
    /// The deployment file; `nil` for the built-in one.
    let file: String?
    let host: String
    let port: Int
    let tls: NIOSSLContext?
    let endpoint: AppEndpoint
    let loops: WorkerLoops
    /// How many API workers it should have.
    var workerCount: Int
    var listener: HTTPListener?
    var state = AppInformation.State.stopped
    var reason: String?
    var strategy: String
    /// Old ones stay for a while, to be used again.
    var revisions: [Revision] = []
    private var nextWorker = 1

    static let keptRevisions = 10

    init(
        name: String, project: HostedProject, section: String, file: String?, host: String, port: Int, tls: NIOSSLContext?,
        workerCount: Int,
        strategy: String, sink: LogSink, debugger: RequestDebugger
    ) {
        self.name = name
        self.project = project
        self.section = section
        self.file = file
        self.host = host
        self.port = port
        self.tls = tls
        self.workerCount = workerCount
        self.strategy = strategy
        endpoint = AppEndpoint(app: name, sink: sink, debugger: debugger)
        loops = WorkerLoops()
    }

    var active: Revision? { endpoint.slot.current }

    func makeWorker() -> APIWorker {
        defer { nextWorker += 1 }
        return APIWorker(id: "\(name)-api-\(nextWorker)", app: name)
    }

    /// Keeps a revision in the list; of the ones that are out of use only the last few stay.
    func remember(_ revision: Revision) {
        revisions.append(revision)
        let finished = revisions.filter { $0.state == .gone }
        for old in finished.dropLast(Self.keptRevisions) { revisions.removeAll { $0 === old } }
    }

    var boundPort: Int { listener?.boundPort ?? port }

    /// `host:port` as a URL's authority has it.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(boundPort)" }

    /// Where clients reach it, as far as this program knows.
    var publicURL: String {
        if var url = project.config.snapshot.string("public_endpoint"), !url.isEmpty {
            while url.hasSuffix("/") { url.removeLast() }
            return url
        }
        let isAny = host == "0.0.0.0" || host == "::" || host.isEmpty
        return (tls == nil ? "http://" : "https://") + (isAny ? "127.0.0.1:\(boundPort)" : authority)
    }

    var information: AppInformation {
        AppInformation(
            name: name, source: file ?? "embedded", section: section, listen: (tls == nil ? "" : "https://") + authority, state: state,
            reason: reason, strategy: active?.strategy ?? strategy, revision: active?.id,
            inFlight: revisions.reduce(0) { $0 + $1.inFlight }, project: project.project.rawValue, workers: loops.workers.count,
            faultFilters: active?.plan.faultFilters ?? [])
    }
}
