import ConfigOptions
import Extensions
import Foundation
import HTTPApplication
import JSONCodec
import Messaging
import NIOCore
import NIOHTTP1
import Persistence
import Policy
import Synchronization
import VolumeService

/// A volume service in this process: SQLite in a directory of its own, the local transport, and workers when they are wanted.
final class VolumeFixture: Sendable {
    let directory: String
    let store: any Store
    let transport: LocalTransport
    let service: VolumeService
    let servers: [RPCServer]
    private let config: ConfigBox

    private final class ConfigBox: Sendable {
        let snapshot: Mutex<ConfigSnapshot>

        init(_ snapshot: ConfigSnapshot) { self.snapshot = Mutex(snapshot) }

        var current: ConfigSnapshot { snapshot.withLock { $0 } }
    }

    /// An answer, taken apart.
    struct Answer {
        var status: Int
        var headers: HTTPHeaders
        var bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }
    }

    /// - Parameters:
    ///   - directory: one that an earlier fixture left, to start again on it.
    ///   - options: of cinder.conf.
    ///   - policy: a file of rules.
    init(directory: String? = nil, options: [String: String] = [:], policy: String? = nil, hostName: String = "box") async throws {
        let base = directory ?? NSTemporaryDirectory() + "volumes-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        self.directory = base
        let loader = ConfigLoader(
            overrides: [], environment: [:], searchPath: SearchPath(home: base), host: .current)
        var snapshot = try loader.load(.cinder)
        for (name, value) in options { snapshot = try snapshot.with(set: name, value: value) }
        if let policy { snapshot = try snapshot.with(set: "policy_file", group: "oslo_policy", value: policy) }
        let box = ConfigBox(snapshot)
        config = box
        store = try SQLiteStore(path: base + "/state.db")
        transport = LocalTransport()
        service = VolumeService(store: store, transport: transport, stateDirectory: base, hostName: hostName) { box.current }
        let service = service
        servers = service.workers.enumerated().map { index, worker in service.makeServer(for: worker, id: "w\(index)") }
        try await store.migrate(service.schema)
        try await service.prepare()
        try service.enforcer.load()
    }

    func set(_ option: String, _ value: String) throws {
        let snapshot = try config.current.with(set: option, value: value)
        config.snapshot.withLock { $0 = snapshot }
    }

    func startWorkers() async throws {
        for server in servers { try await server.start() }
    }

    /// Waits until no message waits and none is being handled.
    func settle() async throws {
        var quiet = 0
        while quiet < 2 {
            var isBusy = false
            for server in servers {
                let status = await server.status
                if status.running > 0 || (status.state == .running && status.queueDepth > 0) { isBusy = true }
            }
            quiet = isBusy ? 0 : quiet + 1
            await Task.yield()
        }
    }

    /// Ends the service; its directory stays for another start.
    func stop() async {
        for server in servers { await server.stop() }
        transport.close()
        store.close()
    }

    func remove() async {
        await stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    func fileSize(_ id: String) -> Int? { service.backend.driver.size(of: id) }

    /// Sends a request the way the urlmap of a deployment file passes it on.
    ///
    /// - Parameter version: the microversion; with `=` in front, the whole header.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, raw: String? = nil, version: String? = nil, admin: Bool = true,
        roles: [String]? = nil, project: String = "proj1", token: String? = nil, headers extra: HTTPHeaders = [:]
    ) async throws -> Answer {
        var headers: HTTPHeaders = ["Host": "localhost"]
        if let version {
            headers.add(name: "OpenStack-API-Version", value: version.hasPrefix("=") ? String(version.dropFirst()) : "volume \(version)")
        }
        if let token { headers.add(name: "X-Auth-Token", value: token) }
        for (name, value) in extra { headers.add(name: name, value: value) }
        let buffer = raw.map { ByteBuffer(string: $0) } ?? body.map { ByteBuffer(bytes: $0.serialized()) } ?? ByteBuffer()
        let request = Request(method: method, target: path, headers: headers, body: RequestBody(buffer: buffer))
        request.context.userID = token ?? "user1"
        request.context.projectID = token ?? project
        request.context.roles = roles ?? (admin ? ["admin", "member", "reader"] : ["member", "reader"])
        request.context.isAdmin = roles == nil && admin
        request.context.isAuthenticated = true
        request.context.requestID = "req-00000000-0000-4000-8000-000000000000"
        let response = try await application(for: request).respond(to: request)
        return Answer(status: Int(response.status.code), headers: response.headers, bytes: Array(response.bufferedBody.readableBytesView))
    }

    private func application(for request: Request) -> any Application {
        for dialect in [APIDialect.v3, .v2, .v1] {
            let prefix = "/" + dialect.rawValue
            guard request.pathInfo == prefix || request.pathInfo.hasPrefix(prefix + "/") else { continue }
            request.scriptName = prefix
            request.pathInfo = String(request.pathInfo.dropFirst(prefix.count))
            return VolumeAPI(dialect, service: service)
        }
        return VersionsApplication(service: service)
    }

    /// Creates a volume and returns its id.
    func create(size: Int = 1, _ members: JSONObject = [:]) async throws -> String {
        var volume = members
        volume["size"] = .integer(size)
        let answer = try await send(.POST, "/v3/volumes", ["volume": .object(volume)])
        guard answer.status == 202, let id = answer.json["volume"]?["id"]?.stringValue else { throw Refused(answer: answer.text) }
        return id
    }

    struct Refused: Error { var answer: String }

    func volume(_ id: String) async throws -> JSONValue {
        try await send(.GET, "/v3/volumes/\(id)").json["volume"] ?? .null
    }
}

/// Runs `body` with a fixture and removes its directory afterwards.
func withVolumes(
    options: [String: String] = [:], policy: String? = nil, workers: Bool = true, _ body: (VolumeFixture) async throws -> Void
) async throws {
    let fixture = try await VolumeFixture(options: options, policy: policy)
    do {
        if workers { try await fixture.startWorkers() }
        try await body(fixture)
    } catch {
        await fixture.remove()
        throw error
    }
    await fixture.remove()
}
