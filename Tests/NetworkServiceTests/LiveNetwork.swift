import ConfigOptions
import FoundationEssentials
import HTTPApplication
import JSONCodec
import Messaging
import NIOCore
import NIOHTTP1
import Persistence

@testable import NetworkService

/// A network service over a database of its own, with the pipeline of a deployment around it.
final class LiveNetwork: Sendable {
    struct Answer {
        var status: Int
        var headers: HTTPHeaders
        var text: String
        var json: JSONValue { (try? JSONValue(parsing: text)) ?? .string(text) }
    }

    private let directory: URL
    let service: NetworkService
    let store: SQLiteStore
    private let pipeline: Pipeline
    private let versions = VersionsApplication()

    static let ml2 = """
        [DEFAULT]
        global_physnet_mtu = 1500
        [ml2]
        type_drivers = local,flat,vlan,gre,vxlan,geneve
        project_network_types = vxlan
        [ml2_type_vxlan]
        vni_ranges = 1:1000
        [ml2_type_vlan]
        network_vlan_ranges = physnet1:100:199
        """

    /// - Parameter choose: chooses among the free addresses.
    init(
        config text: String = LiveNetwork.ml2, choose: @escaping @Sendable (Range<UInt128>) -> UInt128 = { UInt128.random(in: $0) }
    ) async throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "network-" + UUIDText.make())
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        store = try SQLiteStore(path: directory.appending(path: "state.db").path)
        let loader = ConfigLoader(sources: [ConfigSource(.text(name: "neutron.conf", text), project: .neutron)])
        let config = try loader.load(.neutron)
        service = try NetworkService(store: store, transport: LocalTransport(), config: { config }, choose: choose)
        try await store.migrate(service.schema)
        try await service.prepare()
        pipeline = Pipeline(
            filters: [
                NamedFilter(
                    name: "extensions",
                    filter: ExtensionsFilter(
                        service.api, resources: service.resources, quotas: service.quotas, providers: service.providers))
            ], application: NetworkApplication(service.resources), applicationName: "neutronapiapp_v2_0")
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(at: directory)
    }

    /// - Parameter roles: `nil` for a pipeline without authentication.
    func send(
        _ method: HTTPMethod, _ path: String, _ body: String? = nil, project: String = "proj1", roles: [String]? = nil,
        headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var context = RequestContext()
        if let roles {
            context.isAuthenticated = true
            context.projectID = project
            context.roles = roles
            context.isAdmin = roles.contains("admin")
        }
        let request = Request(
            method: method, target: path, headers: headers, body: body.map { RequestBody(buffer: ByteBuffer(string: $0)) } ?? .empty,
            context: context)
        let response: Response
        if request.pathInfo == "/v2.0" || request.pathInfo.hasPrefix("/v2.0/") {
            request.scriptName = "/v2.0"
            request.pathInfo = String(request.pathInfo.dropFirst(5))
            response = try await pipeline.respond(to: request)
        } else {
            response = try await versions.respond(to: request)
        }
        return Answer(
            status: Int(response.status.code), headers: response.headers, text: String(buffer: response.bufferedBody))
    }

    func post(_ path: String, _ body: JSONValue) async throws -> JSONValue { try await send(.POST, path, body.description).json }

    /// Makes a network with one subnet.
    ///
    /// - Returns: its id.
    func makeNetwork(cidr: String) async throws -> String {
        let network = try await post("/v2.0/networks", ["network": ["name": "n"]])
        let id = network["network"]?["id"]?.stringValue ?? ""
        _ = try await post("/v2.0/subnets", ["subnet": ["network_id": .string(id), "cidr": .string(cidr), "ip_version": 4]])
        return id
    }
}
