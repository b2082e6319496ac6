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
    /// Those that can be used, oldest first: old ones stay for a while.
    var revisions: [KeptRevision] = []
    /// Whether the configuration names it; else a command has loaded it.
    var isConfigured = false
    /// The digest that the configuration gave it when this process started; `nil` for an app that a command has loaded.
    var configuredDigest: String?
    /// The digest that its deployment file, or the one it was last saved to, gives with the configured strategy.
    var savedDigest: String?
    private var nextWorker = 1

    /// How many that have been active stay.
    static let keptRevisions = 10
    /// How many that were loaded and never used stay.
    static let keptCandidates = 50

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

    /// Whether what runs is what its deployment file, or the one it was last saved to, would give.
    var isSaved: Bool { active.map { savedDigest == nil || savedDigest == $0.digest } ?? true }

    func makeWorker() -> APIWorker {
        defer { nextWorker += 1 }
        return APIWorker(id: "\(name)-api-\(nextWorker)", app: name)
    }

    /// What is kept of a built revision.
    func kept(_ revision: Revision?) -> KeptRevision? { revisions.first { $0.built === revision && revision != nil } }

    /// Puts a revision into the list, if it is not there.
    func keep(_ revision: KeptRevision) {
        guard !revisions.contains(where: { $0 === revision }) else { return }
        revisions.append(revision)
    }

    /// Lets go of revisions that are out of use, but for the last few.
    ///
    /// - Parameter isNeeded: of those that are out of use.
    /// - Returns: what is not kept any more.
    func trim(sparing isNeeded: (KeptRevision) -> Bool) -> [KeptRevision] {
        let idle = revisions.filter { [.gone, .failed, .loaded].contains($0.state) && !isNeeded($0) }
        let used = idle.filter(\.hasBeenUsed).sorted { $0.lastUse < $1.lastUse }
        let candidates = idle.filter { !$0.hasBeenUsed }
        let dropped = Array(used.dropLast(Self.keptRevisions)) + candidates.dropLast(Self.keptCandidates)
        guard !dropped.isEmpty else { return [] }
        revisions.removeAll { revision in dropped.contains { $0 === revision } }
        return dropped
    }

    var boundPort: Int { listener?.boundPort ?? port }

    /// `host:port` as a URL's authority has it.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(boundPort)" }

    /// Where clients reach it, as far as this program knows.
    var publicURL: String {
        if var url = publicEndpoint {
            while url.hasSuffix("/") { url.removeLast() }
            return url
        }
        return (tls == nil ? "http://" : "https://") + (isOnAnyAddress ? "127.0.0.1:\(boundPort)" : authority)
    }

    /// Whether it listens on every address of the machine, and nothing says where clients reach it.
    var isOnAnyAddress: Bool { publicEndpoint == nil && (host == "0.0.0.0" || host == "::" || host.isEmpty) }

    private var publicEndpoint: String? { project.config.snapshot.string("public_endpoint").flatMap { $0.isEmpty ? nil : $0 } }

    var information: AppInformation {
        AppInformation(
            name: name, source: file ?? "embedded", section: section, listen: (tls == nil ? "" : "https://") + authority, state: state,
            reason: reason, strategy: active?.strategy ?? strategy, revision: active?.id,
            inFlight: revisions.reduce(0) { $0 + $1.inFlight }, project: project.project.rawValue, workers: loops.workers.count,
            isSaved: isSaved, faultFilters: active?.plan.faultFilters ?? [])
    }
}
