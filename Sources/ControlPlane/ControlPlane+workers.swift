import ConfigOptions
import Extensions
import Glibc
import HTTPApplication
import Logging
import Messaging

/// The RPC workers of one topic.
final class RPCWorkerGroup {
    let project: HostedProject
    let description: WorkerDescription
    var servers: [RPCServer] = []
    private var next = 1

    init(project: HostedProject, description: WorkerDescription) {
        self.project = project
        self.description = description
    }

    func makeID() -> String {
        defer { next += 1 }
        return "\(description.topic)-\(next)"
    }
}

extension ControlPlane {
    // MARK: Start and end

    func startRPCWorkers() async throws {
        for project in projects where isConfigured(project.project) {
            for description in project.service.workers {
                let group = RPCWorkerGroup(project: project, description: description)
                rpcGroups.append(group)
                for _ in 0..<rpcWorkerCount(project, description) { try await addServer(to: group) }
            }
        }
    }

    /// `rpc_workers` counts the workers that agents call; of every other topic there is one.
    private func rpcWorkerCount(_ project: HostedProject, _ description: WorkerDescription) -> Int {
        guard let option = description.countOption else { return 1 }
        return project.config.snapshot.int(option) ?? max(1, HostProcessors.count / 2)
    }

    func stopRPCWorkers(within limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            for server in rpcGroups.flatMap(\.servers) { group.addTask { await server.stop(within: limit) } }
        }
    }

    private func addServer(to group: RPCWorkerGroup) async throws {
        let sink = log
        let label = group.project.project.rawValue + ".rpc"
        let server = RPCServer(
            id: group.makeID(), target: Target(topic: group.description.topic, server: group.description.server),
            endpoints: group.description.endpoints, transport: transport
        ) { message, error in
            sink.write(.error, label, "\(message.target) \(message.method): \(error)")
        }
        do { try await server.start() } catch {
            throw ControlError("the RPC worker for \(group.description.topic) cannot start: \(error)", kind: .cannotStart)
        }
        group.project.service.attach(server)
        group.servers.append(server)
    }

    // MARK: Commands

    package func workers() async -> [WorkerInformation] {
        let pid = getpid()
        var rows: [WorkerInformation] = []
        for app in apps {
            for worker in app.loops.workers {
                rows.append(
                    WorkerInformation(
                        id: worker.id, service: app.name, topic: nil, pid: pid, state: worker.state.rawValue, calls: worker.calls,
                        failures: worker.failedCalls, queueDepth: worker.requestsInFlight, lastHeartbeat: worker.lastActivity))
            }
        }
        for group in rpcGroups {
            for server in group.servers {
                let status = await server.status
                rows.append(
                    WorkerInformation(
                        id: status.id, service: group.description.service, topic: status.topic, pid: pid, state: status.state.rawValue,
                        calls: status.calls, failures: status.failures, queueDepth: status.queueDepth,
                        lastHeartbeat: status.lastHeartbeat.map { Timestamp(microseconds: Int($0 * 1_000_000)) }))
            }
        }
        return rows
    }

    private func workerInformation(_ id: String) async throws -> WorkerInformation {
        let all = await workers()
        guard let worker = all.first(where: { $0.id == id }) else { throw ControlError.unknown("worker", id, known: all.map(\.id)) }
        return worker
    }

    package func startWorker(_ id: String) async throws -> WorkerInformation {
        if let server = rpcServer(id) {
            do { try await server.start() } catch { throw ControlError("worker '\(id)' cannot start: \(error)") }
            return try await workerInformation(id)
        }
        let worker = try await workerInformation(id)
        throw ControlError("worker '\(id)' is \(worker.state) already")
    }

    /// Stops a worker after what it has in hand. An API worker leaves the list; an RPC worker stays in it, stopped.
    package func stopWorker(_ id: String) async throws -> WorkerInformation {
        if let server = rpcServer(id) {
            await server.stop(within: drainLimit)
            notices.post(Notice(.worker, "worker \(id) is stopped"))
            return try await workerInformation(id)
        }
        var worker = try await workerInformation(id)
        let (app, api) = try apiWorker(id)
        guard app.loops.workers.count > 1 || app.state != .running else {
            throw ControlError(
                "'\(id)' is the last API worker of '\(app.name)': nobody would answer", advice: "stop the app with: app stop \(app.name)")
        }
        await remove(api, from: app)
        worker.state = APIWorker.State.stopped.rawValue
        notices.post(Notice(.worker, "worker \(id) is stopped"))
        return worker
    }

    /// Replaces an API worker by a new one, or stops and starts an RPC worker; nothing in hand is lost.
    package func restartWorker(_ id: String) async throws -> WorkerInformation {
        if let server = rpcServer(id) {
            do { try await server.restart(within: drainLimit) } catch { throw ControlError("worker '\(id)' cannot start: \(error)") }
            return try await workerInformation(id)
        }
        _ = try await workerInformation(id)
        let (app, api) = try apiWorker(id)
        let successor = app.makeWorker()
        app.loops.add(successor)
        await remove(api, from: app)
        return try await workerInformation(successor.id)
    }

    /// Makes an app have `count` API workers, or a topic `count` RPC workers.
    package func scaleWorkers(_ service: String, to count: Int) async throws -> [WorkerInformation] {
        guard count >= 1 else { throw ControlError("\(service) needs at least 1 worker, not \(count)", kind: .usage) }
        if let app = apps.first(where: { $0.name == service }) {
            guard app.state == .running else { throw ControlError("app '\(service)' does not run") }
            app.workerCount = count
            while app.loops.workers.count < count { app.loops.add(app.makeWorker()) }
            while app.loops.workers.count > count, let last = app.loops.workers.last { await remove(last, from: app) }
            return await workers().filter { $0.service == service && $0.topic == nil }
        }
        guard let group = rpcGroups.first(where: { $0.description.topic == service }) else {
            throw ControlError.unknown("app or topic", service, known: apps.map(\.name) + rpcGroups.map(\.description.topic))
        }
        while group.servers.count < count { try await addServer(to: group) }
        while group.servers.count > count, let last = group.servers.popLast() { await last.stop(within: drainLimit) }
        return await workers().filter { $0.topic == service }
    }

    private func rpcServer(_ id: String) -> RPCServer? { rpcGroups.flatMap(\.servers).first { $0.id == id } }

    private func apiWorker(_ id: String) throws -> (HostedApp, APIWorker) {
        for app in apps {
            if let worker = app.loops.workers.first(where: { $0.id == id }) { return (app, worker) }
        }
        throw ControlError("no worker '\(id)'")
    }

    private func remove(_ worker: APIWorker, from app: HostedApp) async {
        app.loops.remove(worker)
        await worker.stop(deadline: .now + drainLimit)
    }

    /// Takes the workers out of the apps: what starts meanwhile gets workers of its own.
    func takeWorkers(of apps: [HostedApp]) -> [APIWorker] {
        apps.flatMap { app in
            let workers = app.loops.workers
            for worker in workers { app.loops.remove(worker) }
            return workers
        }
    }

    func drainWorkers(_ workers: [APIWorker], deadline: ContinuousClock.Instant) async {
        await withTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { await worker.stop(deadline: deadline) } }
        }
    }
}
